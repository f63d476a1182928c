import { ApplicationFailure } from '@temporalio/activity';
import { z } from 'zod';
import type { CancelOrderInput, OrderCancel } from '../../src/contract/order-operations';
import { phoneNumbers } from '../../src/contract/phone-number';
import { isFinal } from '../../src/domain/facts/items';
import { decideOrderCancel } from '../../src/domain/lifecycle/order-cancel';
import type { ItemSnapshot, OrderSnapshot, ProviderProblem } from '../../src/domain/model/snapshot';
import type { CallContext } from '../../src/providers/call-context';
import { ProviderError, type ProviderErrorCode } from '../../src/providers/provider-error';
import type { Account } from '../accounts';
import { cancelAtProvider } from '../port/cancel-at-provider';
import { holderOf } from '../account/order-holder';
import { capabilitiesOf, policyOf } from '../port/prepare';
import type { OpenPorts } from '../account/sweep-account';

/** The input of an order cancel. The provider defines the form of references. */
export const cancelOrderInput: z.ZodType<CancelOrderInput> = z.strictObject({
  orderRef: z.string().trim().min(1).max(500),
  numbers: phoneNumbers.optional(),
});

type Refused = OrderCancel['refused'][number];

/**
 * Cancels an order that no open port holds, or some of its numbers, by the rules of a port: decided number by number,
 * and never sent inside a hard cancellation window. Safe to repeat: a number that is being canceled counts as
 * accepted.
 *
 * The index of ports may lag some seconds behind a new submission.
 *
 * @throws ProviderError refused: `order_of_port`, because the port would take it for a cancel by the carrier, and
 * `provider_not_found`; or the provider's failure
 * @throws ApplicationFailure `invalid_request`, when a number is not in the order
 */
export async function cancelOrder(
  { orderRef, numbers }: CancelOrderInput,
  account: Account,
  ports: Pick<OpenPorts, 'holders'>,
  call: CallContext,
): Promise<OrderCancel> {
  const { provider, name } = account;
  const port = holderOf(await ports.holders(), provider)(orderRef);
  if (port !== undefined) {
    throw refusal(
      'order_of_port',
      `Order ${orderRef} belongs to port ${port}. Nothing was canceled; cancel it there: portkeeper cancel ${port}`,
    );
  }
  const { orders } = await provider.read([orderRef], call);
  const order = orders.find(({ ref }) => ref === orderRef);
  if (order === undefined || (order.isComplete && order.items.length === 0)) {
    const why = `${provider.name} does not show order ${orderRef} to account ${name}`;
    throw refusal('provider_not_found', `${why}. Nothing was canceled; check the reference and the account.`);
  }
  const chosen = chosenItems(order, numbers);
  const taken = chosen.filter(isTaken).map((item) => item.phoneNumber);
  const wanted = chosen.filter((item) => !isTaken(item)).map((item) => item.phoneNumber);
  const decided = decideOrderCancel(order, wanted, {
    provider: provider.name,
    policy: policyOf(account, {}),
    capabilities: capabilitiesOf(account),
    now: call.now,
  });
  const refused = decided.refused.map(({ number = '', ...why }) => refusedRow(number, why));
  if (decided.cancel === undefined) return { orderRef, taken, refused };

  const answers = await cancelAtProvider(provider, decided.cancel, call);
  for (const { phoneNumber: number, problem } of answers) {
    if (problem === undefined) taken.push(number);
    else if (isAnswer(problem)) refused.push(refusedRow(number, problem));
  }
  const failed = answers.find(({ problem }) => problem !== undefined && !isAnswer(problem))?.problem;
  const isCutShort = answers.length < decided.cancel.numbers.length;
  if (failed !== undefined) throw failure(failed, taken.length);
  if (isCutShort) throw failure(CUT_SHORT, taken.length);
  return { orderRef, taken, refused };
}

const MAX_NAMED = 3;

/** The named numbers, or all that have not ended. */
function chosenItems(order: OrderSnapshot, numbers: readonly string[] | undefined): readonly ItemSnapshot[] {
  if (numbers === undefined) {
    return order.items.filter((item) => isTaken(item) || item.status === undefined || !isFinal(item.status));
  }
  const byNumber = new Map(order.items.map((item) => [item.phoneNumber, item]));
  const unknown = numbers.filter((number) => !byNumber.has(number));
  if (unknown.length > 0) {
    const some = unknown.slice(0, MAX_NAMED).map((number) => `…${number.slice(-4)}`);
    const more = unknown.length > some.length ? ` and ${String(unknown.length - some.length)} more` : '';
    const message = `must be in the order; not in it: ${some.join(', ')}${more}`;
    throw ApplicationFailure.nonRetryable(
      `The cancel is invalid: input.numbers ${message}`,
      'invalid_request',
      [{ field: 'input.numbers', message }],
    );
  }
  return [...new Set(numbers)].flatMap((number) => byNumber.get(number) ?? []);
}

function isTaken({ status }: ItemSnapshot): boolean {
  return status === 'canceling' || status === 'canceled';
}

function refusedRow(number: string, { code, message }: Pick<Refused, 'code' | 'message'>): Refused {
  return { phoneNumber: number, code, message };
}

/** Whether the provider refused a number; anything else is a fault of the call. */
function isAnswer({ code, outcome }: ProviderProblem): boolean {
  return outcome === 'refused' && (code === 'provider_refused' || code === 'provider_not_found');
}

/** The worker is stopping. The next attempt reads the order first and continues with the rest. */
const CUT_SHORT: ProviderProblem = {
  code: 'provider_unavailable',
  outcome: 'unavailable',
  message: 'The worker stopped before every number was asked for. Try again.',
};

function refusal(code: ProviderErrorCode, message: string): ProviderError {
  return new ProviderError({ code, outcome: 'refused', message });
}

function failure({ retryAfterMs, ...problem }: ProviderProblem, taken: number): ProviderError {
  const before =
    taken === 0 ? '' : `Of ${taken === 1 ? '1 number' : `${String(taken)} numbers`} the cancel was taken. `;
  return new ProviderError(
    { ...problem, code: problem.code as ProviderErrorCode, message: `${before}${problem.message}` },
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
}
