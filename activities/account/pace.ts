import { CancelledFailure } from '@temporalio/activity';
import type { Clock } from '../../src/providers/http/clock';

/** So many at once are no burst. */
const AT_ONCE = 5;

/**
 * Lets things happen at an even pace: the first few at once, the others each in its turn.
 *
 * @param perSecond - how many in a second
 * @returns what to await before each, with how many it counts for; it rejects when the signal aborts
 */
export function paced(
  perSecond: number,
  clock: Clock,
  signal: AbortSignal | undefined,
): (weight: number) => Promise<void> {
  const step = 1_000 / perSecond;
  let free = clock.now() - AT_ONCE * step;
  return async (weight) => {
    const now = clock.now();
    const turn = Math.max(free, now - AT_ONCE * step);
    free = turn + weight * step;
    if (turn > now) await pause(turn - now, clock, signal);
    if (signal?.aborted === true) throw calledBack();
  };
}

function pause(milliseconds: number, clock: Clock, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      cancel();
      reject(calledBack());
    };
    const cancel = clock.after(milliseconds, () => {
      signal?.removeEventListener('abort', stop);
      resolve();
    });
    signal?.addEventListener('abort', stop, { once: true });
  });
}

function calledBack(): CancelledFailure {
  return new CancelledFailure('The pass was called back.');
}
