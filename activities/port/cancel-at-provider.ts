import type { CancelToSend } from '../../src/domain/facts/canceling';
import type { CancelAnswer } from '../../src/domain/model/events';
import type { CallContext } from '../../src/providers/call-context';
import type { PortingProvider } from '../../src/providers/provider';
import { ProviderError } from '../../src/providers/provider-error';

/** The progress of an earlier run of the same cancel, and a callback for this one's. */
export interface CancelProgress {
  readonly answered?: readonly CancelAnswer[];
  readonly notify?: (answered: readonly CancelAnswer[]) => void;
}

/**
 * Sends a cancel: one request for a whole order, otherwise one for each number. The provider's refusals are answers,
 * not failures, because they differ by number. A cancel that an earlier run sent before it died is refused as a
 * duplicate; a read of the order then shows that it was accepted.
 *
 * When it is canceled, it finishes the current request and returns the answers so far. Numbers without an answer were
 * not sent, and nothing failed about them.
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
  const taken = await alreadyCanceled(provider, orderRef, call);
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

/** The numbers of an order whose cancel the provider accepted. */
async function alreadyCanceled(
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
