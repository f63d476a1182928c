import type { CancelToSend } from '../../src/domain/facts/canceling';
import type { CancelAnswer } from '../../src/domain/model/events';
import type { CallContext } from '../../src/providers/call-context';
import type { PortingProvider } from '../../src/providers/provider';
import { ProviderError } from '../../src/providers/provider-error';

/** How far an earlier run of the same cancel came, and who hears how far this one is. */
export interface CancelProgress {
  readonly answered?: readonly CancelAnswer[];
  readonly notify?: (answered: readonly CancelAnswer[]) => void;
}

/**
 * Sends a cancel: one request for a whole order, otherwise one for each number. The provider's refusals are answers,
 * not failures, because they differ from number to number. One that was sent before, by a run that died before it
 * could say so, is refused as done already: then the order says so too.
 *
 * When it is called back it ends the request that is on its way and answers for what was asked until then; numbers
 * without an answer were not asked, and nothing has failed about them.
 */
export async function cancelAtProvider(
  provider: PortingProvider,
  { orderRef, isWhole, numbers }: CancelToSend,
  { signal, ...call }: CallContext,
  { answered = [], notify }: CancelProgress = {},
): Promise<CancelAnswer[]> {
  const answers = isWhole ? [] : [...answered];
  if (isWhole) {
    const answer = await answerTo(() => provider.cancel({ orderRef }, call));
    answers.push(...numbers.map(({ phoneNumber }) => ({ phoneNumber, ...answer })));
  } else {
    for (const number of numbers.slice(answers.length)) {
      if (signal?.aborted === true) break;
      const answer = await answerTo(() => provider.cancel({ orderRef, number }, call));
      answers.push({ phoneNumber: number.phoneNumber, ...answer });
      if (answers.length < numbers.length) notify?.([...answers]);
    }
  }
  if (!answers.some(isRefused)) return answers;
  const taken = await takenBefore(provider, orderRef, call);
  return answers.map((answer) =>
    isRefused(answer) && taken.has(answer.phoneNumber) ? { phoneNumber: answer.phoneNumber } : answer,
  );
}

async function answerTo(cancel: () => Promise<void>): Promise<Pick<CancelAnswer, 'problem'>> {
  try {
    await cancel();
    return {};
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { problem: error.problem };
  }
}

function isRefused({ problem }: CancelAnswer): boolean {
  return problem?.outcome === 'refused';
}

/** The numbers of an order whose cancel the provider has taken. */
async function takenBefore(
  provider: PortingProvider,
  orderRef: string,
  call: CallContext,
): Promise<ReadonlySet<string>> {
  try {
    const { orders } = await provider.read([orderRef], call);
    const items = orders.flatMap((order) => order.items);
    return new Set(
      items
        .filter(({ status }) => status === 'canceling' || status === 'canceled')
        .map(({ phoneNumber }) => phoneNumber),
    );
  } catch (error) {
    if (error instanceof ProviderError) return new Set(); // the refusal stands; the port reads next
    throw error;
  }
}
