import { ApplicationFailure } from '@temporalio/activity';
import { z } from 'zod';
import { effectivePolicy } from '../src/config/effective-policy';
import type { CancelOrderInput, OrderCancel } from '../src/contract/order-operations';
import { phoneNumber } from '../src/contract/phone-number';
import type { CancelAnswer } from '../src/domain/events';
import { isFinal } from '../src/domain/item-status';
import type { ItemSnapshot, OrderSnapshot, ProviderProblem } from '../src/domain/snapshot';
import { toRfc3339 } from '../src/domain/time';
import { refusesCancelFrom } from '../src/domain/window';
import type { CallContext, PortingProvider } from '../src/providers/provider';
import { ProviderError, type ProviderErrorCode } from '../src/providers/provider-error';
import type { Account } from './accounts';
import { cancelAtProvider } from './cancel-at-provider';
import type { OpenPortOf } from './open-port-of';

/** What a cancel of an order takes. Which references there are is the provider's matter. */
export const cancelOrderInput: z.ZodType<CancelOrderInput> = z.strictObject({
  orderRef: z.string().trim().min(1).max(500),
  numbers: z
    .array(phoneNumber)
    .min(1, 'must name at least one number')
    .max(1000, 'must name at most 1,000 numbers')
    .optional(),
});

type Refused = OrderCancel['refused'][number];

/**
 * Cancels an order that no open port has, or some numbers of it, by the rules of ports: judged number by number, and
 * never sent inside a hard cancellation window. Safe to repeat: what is being canceled counts as taken.
 *
 * @throws ProviderError refused: `order_of_port`, for a port would take it for a cancel by the carrier, and
 * `provider_not_found`; or as the provider fails
 * @throws ApplicationFailure `invalid_request`, when a number is not in the order
 */
export async function cancelOrder(
  { orderRef, numbers }: CancelOrderInput,
  account: Account,
  openPortOf: OpenPortOf,
  call: CallContext,
): Promise<OrderCancel> {
  const { provider, name } = account;
  const port = await openPortOf({ provider: provider.name, account: name }, orderRef);
  if (port !== undefined) {
    throw refusal(
      'order_of_port',
      `Order ${orderRef} belongs to port ${port}. Nothing was canceled; cancel it there: portkeeper cancel ${port}`,
    );
  }
  const order = (await provider.read([orderRef], call)).find(({ ref }) => ref === orderRef);
  if (order === undefined) {
    const why = `${provider.name} does not show order ${orderRef} to account ${name}`;
    throw refusal('provider_not_found', `${why}. Nothing was canceled; check the reference and the account.`);
  }
  const taken: string[] = [];
  const refused: Refused[] = [];
  const due: ItemSnapshot[] = [];
  for (const item of chosenItems(order, numbers)) {
    const no = refusalOf(item, account, call.now);
    if (isTaken(item)) taken.push(item.phoneNumber);
    else if (no !== undefined) refused.push(no);
    else due.push(item);
  }
  for (const { phoneNumber: number, problem } of await send(order, due, provider, call)) {
    if (problem === undefined) taken.push(number);
    else if (problem.outcome === 'refused') refused.push({ phoneNumber: number, ...saidIn(problem) });
    else throw new ProviderError(problem as ConstructorParameters<typeof ProviderError>[0]);
  }
  return { orderRef, taken, refused };
}

/** Sends the cancel of the whole order where nothing else of it is open, otherwise number by number. */
async function send(
  order: OrderSnapshot,
  due: readonly ItemSnapshot[],
  provider: PortingProvider,
  call: CallContext,
): Promise<CancelAnswer[]> {
  if (due.length === 0) return [];
  const open = order.items.filter((item) => !isOver(item) && !isTaken(item));
  const numbers = due.map(({ phoneNumber: number, ref }) => ({
    phoneNumber: number,
    ...(ref !== undefined && { ref }),
  }));
  return cancelAtProvider(
    provider,
    { orderRef: order.ref, isWhole: due.length === open.length, numbers },
    call,
  );
}

function saidIn({ code, message }: ProviderProblem): Pick<Refused, 'code' | 'message'> {
  return { code, message };
}

/** The named numbers, or all that have not ended. */
function chosenItems(order: OrderSnapshot, numbers: readonly string[] | undefined): readonly ItemSnapshot[] {
  if (numbers === undefined) return order.items.filter((item) => !isOver(item) || isTaken(item));
  const byNumber = new Map(order.items.map((item) => [item.phoneNumber, item]));
  const unknown = numbers.filter((number) => !byNumber.has(number));
  if (unknown.length > 0) {
    const message = `must be in the order; ${unknown.length === 1 ? 'one of them is' : `${String(unknown.length)} of them are`} not`;
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

function isOver({ status }: ItemSnapshot): boolean {
  return status !== undefined && isFinal(status);
}

/** Why the provider is not asked about a number; undefined: it may be. */
function refusalOf(
  { phoneNumber: number, status, foc }: ItemSnapshot,
  account: Account,
  now: number,
): Refused | undefined {
  if (status !== undefined && isFinal(status))
    return { phoneNumber: number, code: 'number_ended', message: `It has ended: ${status}.` };
  const { capabilities } = account.provider;
  const policy = effectivePolicy({ capabilities, account, daySeconds: account.daySeconds });
  if (foc === undefined || policy.enforcement !== 'hard' || now < refusesCancelFrom(foc, policy))
    return undefined;
  const message =
    `It moves on ${toRfc3339(foc.from)}, and its cancellation window has closed on ` +
    `${toRfc3339(refusesCancelFrom(foc, policy))}. Nothing was sent; ask the provider's support.`;
  return { phoneNumber: number, code: 'cancellation_window_closed', message };
}

function refusal(code: ProviderErrorCode, message: string): ProviderError {
  return new ProviderError({ code, outcome: 'refused', message });
}
