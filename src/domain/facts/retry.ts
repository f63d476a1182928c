import type { Failure, ProviderProblem } from '../model/snapshot';
import { HOUR, type Instant, MINUTE } from '../model/time';

/** When a policy names no steps: "at once" would never stop. */
const RETRY_WITHOUT_STEPS = 30 * MINUTE;

/** The longest wait that a provider can ask for: its header is a wish, and a port has clocks of its own. */
export const MAX_RETRY_AFTER = HOUR;

/**
 * A failed call is tried again on the steps of the policy, and not before the provider asked for, within an hour; the
 * last step repeats.
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
  // A call that was called off says nothing new about what is wrong.
  const known = problem.code === CALLED_OFF ? (before?.problem ?? problem) : problem;
  return { problem: known, since: before?.since ?? at, count, retryAt };
}

/** The code of a call that was given up before its answer came: something else was due. */
export const CALLED_OFF = 'called_off';
