import { CancelledFailure } from '@temporalio/activity';
import type { Clock } from '../../src/providers/http/clock';

/** How many may start at once without a pause. */
const BURST = 5;

/**
 * Limits a rate: the first few start at once, the others at even intervals.
 *
 * @param perSecond - how many in a second
 * @returns a function to await before each start, with its weight; it rejects when the signal aborts
 */
export function paced(
  perSecond: number,
  clock: Clock,
  signal: AbortSignal | undefined,
): (weight: number) => Promise<void> {
  const step = 1_000 / perSecond;
  let free = clock.now() - BURST * step;
  return async (weight) => {
    const now = clock.now();
    const turn = Math.max(free, now - BURST * step);
    free = turn + weight * step;
    if (turn > now) await pause(turn - now, clock, signal);
    if (signal?.aborted === true) throw canceled();
  };
}

function pause(milliseconds: number, clock: Clock, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      cancel();
      reject(canceled());
    };
    const cancel = clock.after(milliseconds, () => {
      signal?.removeEventListener('abort', stop);
      resolve();
    });
    signal?.addEventListener('abort', stop, { once: true });
  });
}

function canceled(): CancelledFailure {
  return new CancelledFailure('The pass was called back.');
}
