import type { OrderItem } from '../model/item';
import type { Ending } from '../model/outcome';
import type { Port } from '../model/port';
import type { Instant } from '../model/time';
import { openAttempt } from './attempts';
import { isToBeSent } from './canceling';
import { blindAt, confirmedBy, hasWaitedFor, isReadSince } from './confirmation';
import { draftExpiresAt, draftReminderAt } from './draft-expiry';
import { isFinal } from './item-status';
import { contradictsSettlement, currentItems, mayBeAtProvider } from './items';
import { blockingPredecessors } from './predecessors';
import { isOverdue } from './superseding';

/** Whether the port is over, and how; undefined while something can still happen. */
export function endingOf(port: Port, now: Instant): Omit<Ending, 'at'> | undefined {
  if (isEveryNumberAtItsEnd(port)) {
    const isHeld = isHolding(port) && !isHoldOver(port, now);
    const isBusy = hasCancelToSend(port) || hasOrderToFind(port);
    return isHeld || isBusy ? undefined : kindOfEnding(port);
  }
  const expiresAt = draftExpiresAt(port);
  const isDue = expiresAt !== undefined && now >= expiresAt && draftReminderAt(port) === undefined;
  return isDue ? { kind: 'draft_expired' } : undefined;
}

function kindOfEnding(port: Port): Omit<Ending, 'at'> {
  const { abandoned } = port;
  if (abandoned !== undefined) return { kind: 'abandoned', ...abandoned };
  const isUnanswered = currentItems(port).some((item) => item.givenUp !== undefined);
  return { kind: isUnanswered ? 'answer_by' : 'natural' };
}

/** All numbers have ended, but the port stays open because a ported number can be reversed. */
export function isHolding(port: Port): boolean {
  return port.policy.holdAfterPorted > 0 && isEveryNumberAtItsEnd(port) && portedItems(port).length > 0;
}

/** The hold is over when a read after its end shows the numbers, or when reads have failed for too long. */
function isHoldOver(port: Port, now: Instant): boolean {
  const until = holdsUntil(port);
  return now >= until && (isHoldRead(port) || now >= blindAt(port, until));
}

/** The ported numbers were read since the end of the hold. */
export function isHoldRead(port: Port): boolean {
  return portedItems(port).every((item) => isReadSince(port, item, holdsUntil(port)));
}

/** Until when a port is held open after its last number ported. */
export function holdsUntil(port: Port): Instant {
  return Math.max(...portedItems(port).map((item) => item.changedAt)) + port.policy.holdAfterPorted;
}

function portedItems(port: Port): OrderItem[] {
  return currentItems(port).filter((item) => item.status === 'ported');
}

function isEveryNumberAtItsEnd(port: Port): boolean {
  return currentItems(port).every((item) => isAtItsEnd(port, item));
}

/** An accepted cancel is sent before the port ends, unless it has waited for too long. */
function hasCancelToSend(port: Port): boolean {
  return port.items.some(
    (item) => item.cancel !== undefined && isToBeSent(item) && !hasWaitedFor(port, item, item.cancel.askedAt),
  );
}

/** An attempt with an unknown outcome is searched for before the port ends, unless that takes too long. */
function hasOrderToFind(port: Port): boolean {
  const attempt = openAttempt(port);
  if (attempt?.state !== 'unknown' || attempt.search?.nextAt === undefined) return false;
  return port.asOf < confirmedBy(port, attempt.failure?.since ?? attempt.startedAt);
}

/** The number has ended, and no person needs to decide about it. */
export function isAtItsEnd(port: Port, item: OrderItem): boolean {
  if (item.settled !== undefined) return !contradictsSettlement(item);
  const isWaitedFor = item.givenUp !== undefined && hasWaitedFor(port, item, item.givenUp.at);
  if (item.contradiction !== undefined) return isWaitedFor;
  if (item.status === 'ported' || item.status === 'reversed') return true;
  const old = blockingPredecessors(port, item);
  if (old.some((each) => each.contradiction !== undefined)) return isWaitedFor;
  // A person canceled the number, and its old order is still open: a person must decide.
  if (item.givenUp === undefined && item.cancel !== undefined && old.length > 0) return false;
  if (old.some((each) => !isOverdue(port, each))) return false;
  if (item.givenUp !== undefined) return isWaitedFor || !isStillCanceled(port, item);
  // A person canceled the number, and the provider canceled it.
  if (item.cancel !== undefined && (item.status === 'canceled' || item.status === 'expired')) return true;
  return isLeftBehind(port, item);
}

/** The number was given up, a cancel of it was sent, and the provider may still confirm it. */
function isStillCanceled(port: Port, item: OrderItem): boolean {
  const isOpen = !isFinal(item.status) && mayBeAtProvider(port, item);
  return isOpen && item.cancel !== undefined && item.cancel.state !== 'refused';
}

/**
 * The check found the number not portable, the request says `continue_without`, and the number never had an order.
 */
export function isLeftBehind(port: Port, item: OrderItem): boolean {
  return (
    item.status === 'not_portable' &&
    item.orderRef === undefined &&
    item.attempt === 1 &&
    port.request.onNotPortable === 'continue_without'
  );
}
