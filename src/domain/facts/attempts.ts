import type { Attempt, AttemptState } from '../model/attempt';
import type { Port } from '../model/port';
import type { Schedule } from '../model/request';

/** The attempt that has begun and is not over. */
export function openAttempt(port: Port): Attempt | undefined {
  const newest = port.attempts.at(-1);
  return newest !== undefined && isOpenAttempt(newest) ? newest : undefined;
}

export function isOpenAttempt({ state }: Attempt): boolean {
  return state === 'ready' || state === 'delayed' || state === 'unknown';
}

/** The wish with which the newest order went out: another wish later does not move what its dates mean. */
export function sentSchedule({ attempts, request }: Port): Schedule {
  return attempts.findLast(({ state }) => state === 'sent')?.schedule ?? request.schedule;
}

/** Nothing of this port can be at a provider, nor is on its way there. */
export function wasNeverSent({ attempts, isSubmitApproved }: Port): boolean {
  // A draft that nobody submitted was searched for after a reset, in vain.
  const isSearchOver = (state: AttemptState) =>
    !isSubmitApproved && (state === 'lost' || state === 'settled');
  return attempts.every(({ state }) => state === 'withdrawn' || isSearchOver(state));
}
