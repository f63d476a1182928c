import type { Failure, ProviderProblem } from '../model/snapshot';
import { HOUR, type Instant, MINUTE } from '../model/time';

/** The wait if a policy has no steps: without it, retries would never pause. */
const RETRY_WITHOUT_STEPS = 30 * MINUTE;

/** The longest `Retry-After` that is honored: the header is a wish, and a port has its own clocks. */
export const MAX_RETRY_AFTER = HOUR;

/**
 * The failure after another failed call. The next retry follows the policy's steps, and is not before the provider's
 * `Retry-After`, which counts up to an hour. The last step repeats.
 */
export function nextFailure(
  before: Failure | undefined,
  problem: ProviderProblem,
  at: Instant,
  steps: readonly number[],
): Failure {
  const count = (before?.count ?? 0) + 1;
  const step = steps[Math.min(count, steps.length) - 1] ?? RETRY_WITHOUT_STEPS;
  const retryAt = at + Math.max(step, Math.min(problem.retryAfterMs ?? 0, MAX_RETRY_AFTER));
  // A canceled call says nothing new about the problem.
  const known = problem.code === CALLED_OFF ? (before?.problem ?? problem) : problem;
  return { problem: known, since: before?.since ?? at, count, retryAt };
}

/** The code of a call that was canceled before its answer, because something else was due. */
export const CALLED_OFF = 'called_off';

/** The code of a check that found numbers in another running port. */
export const NUMBER_IN_FLIGHT = 'number_in_flight';
