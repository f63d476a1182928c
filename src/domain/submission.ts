import { currentItems, openAttempt, type Failure, type OrderItem, type Port } from './port';
import { CHECK_IS_FRESH_FOR } from './policy';
import type { MissingField, ProviderProblem } from './snapshot';
import { standingInTheWay } from './predecessors';
import { isOverdue } from './superseded';
import { HOUR, MINUTE, type Instant } from './time';

/** The numbers that are not at the provider yet and can go there. */
export function draftItems(port: Port): OrderItem[] {
  return currentItems(port).filter(
    (item) => item.status === 'draft' && item.givenUp === undefined && item.settled === undefined,
  );
}

/** The drafts of which no older order is still in the way. */
export function sendableItems(port: Port): OrderItem[] {
  return draftItems(port).filter((item) => standingInTheWay(port, item).length === 0);
}

/** The draft is complete, somebody said submit, nothing holds it, and it is not on its way yet. */
export function isReadyToGo(port: Port): boolean {
  return isComplete(port) && !isWaitingForOldOrders(port) && sendableItems(port).length > 0;
}

/** Nothing is missing but the end of the orders that the new one replaces: they should confirm it soon. */
export function isWaitingForOldOrders(port: Port): boolean {
  return (
    isComplete(port) &&
    draftItems(port).some((item) => standingInTheWay(port, item).some((old) => !isOverdue(port, old)))
  );
}

/** Nothing is asked of anybody: what is a draft goes out as soon as it can. */
export function isOnItsWay(port: Port): boolean {
  return port.isReleased && port.missing.length === 0 && !isHeldByNotPortable(port);
}

function isComplete(port: Port): boolean {
  return isOnItsWay(port) && port.isReviewed && openAttempt(port) === undefined;
}

/** A submission rests on a portability check that is not too old, however often it is tried. */
export function wantsCheck(port: Port, now: Instant): boolean {
  const delayed = openAttempt(port)?.state === 'delayed';
  return (isReadyToGo(port) || delayed) && !isFreshlyChecked(port, now);
}

/** Every number that could go was checked lately. */
function isFreshlyChecked({ check, ...port }: Port, now: Instant): boolean {
  if (check === undefined || now > check.at + CHECK_IS_FRESH_FOR) return false;
  const answered = new Set(check.answers.map((answer) => answer.phoneNumber));
  return sendableItems(port).every((item) => answered.has(item.phoneNumber));
}

/** A number that cannot be moved holds its siblings back, unless the request said to go on without it. */
export function isHeldByNotPortable(port: Port): boolean {
  return (
    port.request.onNotPortable === 'hold' &&
    currentItems(port).some(
      (item) =>
        item.status === 'not_portable' &&
        item.orderRef === undefined &&
        item.givenUp === undefined &&
        item.settled === undefined,
    )
  );
}

/** The port with what its drafts lack. What a number lacks that stays behind stops nobody. */
export function withMissing(port: Port, missing: readonly MissingField[], at: Instant): Port {
  const drafts = new Set(draftItems(port).map((item) => item.phoneNumber));
  const wanted = missing.flatMap((field) => {
    if (field.numbers === undefined) return [field];
    const numbers = field.numbers.filter((number) => drafts.has(number));
    return numbers.length === 0 ? [] : [{ ...field, numbers }];
  });
  const { missingSince, ...kept } = port;
  return {
    ...kept,
    missing: wanted,
    ...(wanted.length > 0 && { missingSince: (port.missing.length > 0 ? missingSince : undefined) ?? at }),
  };
}

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

/** A review or a check of the draft failed: it is tried again on the steps of the policy, beside what else fails. */
export function draftCallFailed(port: Port, at: Instant, problem: ProviderProblem): Port {
  const { draftFailure: known, policy } = port;
  // A check that gave way goes on soon, however often that happens: nothing has failed.
  const isUncounted = problem.code === CALLED_OFF && known !== undefined;
  const before = isUncounted ? { ...known, count: Math.max(0, known.count - 1) } : known;
  return { ...port, draftFailure: nextFailure(before, problem, at, policy.reread) };
}

/** A review or a check of the draft was answered. */
export function withoutDraftFailure(port: Port): Port {
  const { draftFailure: _, ...kept } = port;
  return kept;
}

/** The failure of a review or a check that is still wanted. */
export function standingDraftFailure(port: Port): Failure | undefined {
  const { draftFailure } = port;
  const isWanted =
    draftFailure !== undefined && (wantsReview(port) || wantsCheck(port, draftFailure.retryAt));
  return isWanted ? draftFailure : undefined;
}

/** The draft has changed, and nobody has looked yet what it lacks now. */
export function wantsReview(port: Port): boolean {
  return !port.isReviewed && openAttempt(port) === undefined && draftItems(port).length > 0;
}
