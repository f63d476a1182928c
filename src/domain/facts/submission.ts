import type { OrderItem } from '../model/item';
import { CHECK_IS_FRESH_FOR } from '../model/policy';
import type { Port } from '../model/port';
import type { Failure } from '../model/snapshot';
import type { Instant } from '../model/time';
import { openAttempt } from './attempts';
import { currentItems, isActive } from './items';
import { blockingPredecessors } from './predecessors';
import { isOverdue } from './superseding';

/** The active numbers that are not at the provider yet. */
export function draftItems(port: Port): OrderItem[] {
  return currentItems(port).filter((item) => item.status === 'draft' && isActive(item));
}

/** The drafts without a blocking predecessor. */
export function sendableItems(port: Port): OrderItem[] {
  return draftItems(port).filter((item) => blockingPredecessors(port, item).length === 0);
}

/** The draft is complete, its submission is approved, nothing holds it, and it is not in flight. */
export function isReadyToSubmit(port: Port): boolean {
  return isComplete(port) && !isWaitingForOldOrders(port) && sendableItems(port).length > 0;
}

/**
 * The draft is complete, but the orders that it replaces are not closed yet: the provider should confirm that soon.
 */
export function isWaitingForOldOrders(port: Port): boolean {
  return (
    isComplete(port) &&
    draftItems(port).some((item) => blockingPredecessors(port, item).some((old) => !isOverdue(port, old)))
  );
}

/** No person is asked for anything: a draft is submitted as soon as possible. */
export function canProceed(port: Port): boolean {
  const isKnown = port.unprepared === undefined;
  return isKnown && port.isSubmitApproved && port.missing.length === 0 && !isHeldByNotPortable(port);
}

function isComplete(port: Port): boolean {
  return canProceed(port) && port.isReviewed && openAttempt(port) === undefined;
}

/** A submission needs a recent portability check, for each try. */
export function wantsCheck(port: Port, now: Instant): boolean {
  const delayed = openAttempt(port)?.state === 'delayed';
  return (isReadyToSubmit(port) || delayed) && !isFreshlyChecked(port, now);
}

/** Every sendable number was checked recently. */
function isFreshlyChecked({ check, ...port }: Port, now: Instant): boolean {
  if (check === undefined || now > check.at + CHECK_IS_FRESH_FOR) return false;
  const answered = new Set(check.answers.map((answer) => answer.phoneNumber));
  return sendableItems(port).every((item) => answered.has(item.phoneNumber));
}

/** A number that is not portable holds the others, unless the request says to continue without it. */
export function isHeldByNotPortable(port: Port): boolean {
  return (
    port.request.onNotPortable === 'hold' &&
    currentItems(port).some(
      (item) => item.status === 'not_portable' && item.orderRef === undefined && isActive(item),
    )
  );
}

/** The failure of a call about the draft, while that call is still needed. */
export function currentDraftFailure(port: Port): Failure | undefined {
  const { draftFailure, unprepared } = port;
  if (draftFailure === undefined) return undefined;
  const isWanted = unprepared !== undefined || wantsReview(port) || wantsCheck(port, draftFailure.retryAt);
  return isWanted ? draftFailure : undefined;
}

/** The draft has changed, and its missing fields were not reviewed since. */
export function wantsReview(port: Port): boolean {
  return !port.isReviewed && openAttempt(port) === undefined && draftItems(port).length > 0;
}
