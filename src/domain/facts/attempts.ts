import type { Attempt, AttemptState } from '../model/attempt';
import type { Port } from '../model/port';
import type { Schedule } from '../model/request';

/** The attempt that is in progress. */
export function openAttempt(port: Port): Attempt | undefined {
  const newest = port.attempts.at(-1);
  return newest !== undefined && isOpenAttempt(newest) ? newest : undefined;
}

export function isOpenAttempt({ state }: Attempt): boolean {
  return state === 'ready' || state === 'delayed' || state === 'unknown';
}

/**
 * The schedule of the newest order that was sent. A later change of the request does not change what that order's
 * dates mean.
 */
export function sentSchedule({ attempts, request }: Port): Schedule {
  return attempts.findLast(({ state }) => state === 'sent')?.schedule ?? request.schedule;
}

/** Nothing of this port is at a provider or in flight to it. */
export function wasNeverSent({ attempts, isSubmitApproved }: Port): boolean {
  // An unapproved draft gets a search only after a reset, and the search found nothing.
  const isSearchOver = (state: AttemptState) =>
    !isSubmitApproved && (state === 'lost' || state === 'settled');
  return attempts.every(({ state }) => state === 'withdrawn' || isSearchOver(state));
}
