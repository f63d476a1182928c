import type { Change } from './change';
import type { CancelAnswer } from './events';
import type { OrderItem, Port } from './port';
import { wantRead } from './reading';
import { nextFailure } from './submission';
import type { Instant } from './time';
import type { Note } from './timeline';

/**
 * The provider answered a cancel: it took it, refused it, or cannot say now. A cancel that was accepted here is sent
 * until the provider answers; a number that the answer leaves out was not reached, and is sent next. The next thing to
 * know is always what the provider says now.
 */
export function cancelAnswered(
  port: Port,
  at: Instant,
  orderRef: string,
  results: readonly CancelAnswer[],
): Change {
  const byNumber = new Map(results.map((result) => [result.phoneNumber, result]));
  const notes: Note[] = [];
  const items = port.items.map((item): OrderItem => {
    const isAwaited = item.orderRef === orderRef && item.cancel?.state === 'asked';
    const result = isAwaited ? byNumber.get(item.phoneNumber) : undefined;
    if (result === undefined || item.cancel === undefined) return item;
    const { problem } = result;
    if (problem === undefined) {
      const { failure: _, ...cancel } = item.cancel;
      return { ...item, cancel: { ...cancel, state: 'sent' } };
    }
    const failure = nextFailure(item.cancel.failure, problem, at, port.policy.reread);
    const isFinalAnswer = problem.outcome === 'refused' && problem.code !== 'provider_unauthorized';
    if (!isFinalAnswer) return { ...item, cancel: { ...item.cancel, failure } };
    notes.push({
      kind: 'cancel_refused',
      phoneNumber: item.phoneNumber,
      data: {
        message: problem.message,
        code: problem.code,
        ...(problem.providerCode !== undefined && { providerCode: problem.providerCode }),
      },
    });
    return { ...item, cancel: { ...item.cancel, state: 'refused', failure } };
  });
  return { port: { ...port, items, reading: wantRead(port.reading, 'cancel') }, notes };
}
