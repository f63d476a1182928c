/**
 * # Submission: what may be sent, and as which orders
 *
 * A complete and approved draft is reviewed and checked, and then submitted (`isReadyToSubmit`), as one order or several
 * (`planOrders`). One attempt is open at a time: nothing is sent before it ends.
 */

import type { OrderItem } from '../model/item';
import { CHECK_IS_FRESH_FOR } from '../model/policy';
import type { Port } from '../model/port';
import type { PortRequest, Schedule } from '../model/request';
import type { Failure } from '../model/snapshot';
import type { Instant } from '../model/time';
import { isPersonAwaited, isWaitingForOldOrder, numbersInFlight } from './ending';
import { blockingPredecessors, currentItems, isActive, openAttempt } from './items';
import { grouped, setOf } from './lookup';

/** The draft is complete, its submission is approved, nothing holds it, and it is not in flight. */
export function isReadyToSubmit(port: Port): boolean {
  const isHeld = (item: OrderItem) => isWaitingForOldOrder(port, item);
  return isComplete(port) && !draftItems(port).some(isHeld) && sendableItems(port).length > 0;
}

function isComplete(port: Port): boolean {
  return canProceed(port) && port.isReviewed && !isInFlight(port);
}

/** No person is asked for anything: a draft is submitted as soon as possible. */
export function canProceed(port: Port): boolean {
  return port.unprepared === undefined && !isPersonAwaited(port);
}

/** A submission is in progress, or its outcome is unknown. */
function isInFlight(port: Port): boolean {
  return openAttempt(port) !== undefined;
}

/** The draft has changed, and its missing fields were not reviewed since. */
export function wantsReview(port: Port): boolean {
  return !port.isReviewed && !isInFlight(port) && draftItems(port).length > 0;
}

/** A submission needs a recent portability check, for each try. */
export function wantsCheck(port: Port, now: Instant): boolean {
  const delayed = openAttempt(port)?.state === 'delayed';
  return (isReadyToSubmit(port) || delayed) && !isFreshlyChecked(port, now);
}

/** Every sendable number was checked recently. */
export function isFreshlyChecked({ check, ...port }: Port, now: Instant): boolean {
  if (check === undefined || now > check.at + CHECK_IS_FRESH_FOR) return false;
  const answered = new Set(check.answers.map((answer) => answer.phoneNumber));
  return sendableItems(port).every((item) => answered.has(item.phoneNumber));
}

/** The failure of a call about the draft, while that call is still needed and its cause remains. */
export function currentDraftFailure(port: Port): Failure | undefined {
  const { draftFailure, unprepared } = port;
  if (draftFailure === undefined || isOvercome(port)) return undefined;
  const isWanted = unprepared !== undefined || wantsReview(port) || wantsCheck(port, draftFailure.retryAt);
  return isWanted ? draftFailure : undefined;
}

/** Other ports had numbers of this one, and the port does not go on with any of them. */
function isOvercome(port: Port): boolean {
  const numbers = numbersInFlight(port);
  if (numbers.length === 0) return false;
  const drafts = draftItems(port);
  return !drafts.some(({ phoneNumber }) => setOf(numbers).has(phoneNumber));
}

/** A call about the draft failed, and its retry is not due. */
export function isDraftCallTooEarly(port: Port, now: Instant): boolean {
  return port.draftFailure !== undefined && !isOvercome(port) && now < port.draftFailure.retryAt;
}

/** The active numbers that are not at the provider yet. */
export function draftItems(port: Port): OrderItem[] {
  return currentItems(port).filter((item) => item.status === 'draft' && isActive(item));
}

/** The drafts without a blocking predecessor. */
export function sendableItems(port: Port): OrderItem[] {
  return draftItems(port).filter((item) => blockingPredecessors(port, item).length === 0);
}

/**
 * The numbers of the next order, and whether a run may have sent it already; with `about`, the order that contains one
 * of those numbers.
 */
export function nextOrder(
  port: Port,
  about?: readonly string[],
): { readonly numbers: readonly string[]; readonly isPossiblySent: boolean } {
  const isPossiblySent = possiblySubmittedItems(port).length > 0;
  const orders = planOrders(port);
  const wanted = about && orders.find((numbers) => numbers.some((number) => setOf(about).has(number)));
  return { numbers: wanted ?? orders[0] ?? [], isPossiblySent };
}

/**
 * The orders that the drafts of a port make, each as its numbers: at most as many in one order as the provider
 * allows, and split by account at the losing carrier if the provider wants one account in each order.
 */
export function planOrders(port: Port): string[][] {
  const { numbersPerOrder, mixesAccounts } = port.capabilities;
  const accountOf = new Map(
    port.request.numbers.map(({ phoneNumber, accountNumber }) => [phoneNumber, accountNumber]),
  );
  const defaultAccount = port.request.subscriber?.accountNumber;
  const planned = plannedItems(port).map((item) => item.phoneNumber);
  const accounts = grouped(planned, (number) =>
    mixesAccounts ? '' : (accountOf.get(number) ?? defaultAccount ?? ''),
  );
  return [...accounts.values()].flatMap((numbers) => {
    const orders = Math.ceil(numbers.length / numbersPerOrder);
    return Array.from({ length: orders }, (_, index) =>
      numbers.slice(index * numbersPerOrder, (index + 1) * numbersPerOrder),
    );
  });
}

/** Possibly submitted items are planned as if no predecessor were open: that is how they may have been sent. */
function plannedItems(port: Port): readonly OrderItem[] {
  const possiblySubmitted = possiblySubmittedItems(port);
  return possiblySubmitted.length > 0 ? possiblySubmitted : sendableItems(port);
}

/** Drafts that a run may have sent. Includes unwanted ones, because they must be canceled. */
export function possiblySubmittedItems(port: Port): readonly OrderItem[] {
  const { possiblySubmitted } = port;
  if (possiblySubmitted === undefined) return [];
  return currentItems(port).filter(
    (item) =>
      item.status === 'draft' && item.settled === undefined && setOf(possiblySubmitted).has(item.phoneNumber),
  );
}

/** The request reduced to some of its numbers. A call for one order carries no more. */
export function narrowedTo(numbers: readonly string[], request: PortRequest): PortRequest {
  const chosen = setOf(numbers);
  return { ...request, numbers: request.numbers.filter(({ phoneNumber }) => chosen.has(phoneNumber)) };
}

/**
 * The schedule of the newest order that was sent. A later change of the request does not change what that order's
 * dates mean.
 */
export function sentSchedule({ attempts, request }: Port): Schedule {
  return attempts.findLast(({ state }) => state === 'sent')?.schedule ?? request.schedule;
}
