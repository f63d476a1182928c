import type { Instant } from '../src/domain/model/time';

/** The newest instant for which a timer of this workflow has fired. Each workflow has its own copy of this module. */
let passed: Instant = 0;

/**
 * The time of this workflow. Workflow code uses it instead of `Date.now()`.
 *
 * When a query reaches a worker that does not have the workflow in its cache, the SDK applies all events, also those
 * whose workflow task has not started, at the time of the previous task. A fired timer would then seem to be ahead
 * still, and be set again. The next task continues from there, and records what no replay repeats. A fired timer
 * therefore proves that its instant has passed (docs/decisions/0054).
 */
export function workflowTime(): Instant {
  return Math.max(Date.now(), passed);
}

/** A timer has fired: this instant has passed. */
export function hasPassed(instant: Instant): void {
  passed = Math.max(passed, instant);
}
