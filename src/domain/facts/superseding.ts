import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { ItemStatus } from '../model/status';
import type { Instant } from '../model/time';
import { isBeingCanceled, isByTicket } from './canceling';
import { confirmedBy, hasWaitedFor } from './confirmation';
import { isFinal, isStranded } from './item-status';
import { contradictsVerdict } from './items';
import { standingInTheWay } from './predecessors';

/** Nothing moves this item but a person: it was refused, lacks something, or ended without anybody here asking. */
export function waitsForPerson(port: Port, item: OrderItem): boolean {
  if (item.settled !== undefined) return contradictsVerdict(item);
  if (item.givenUp !== undefined) return false;
  if (item.status === 'rejected' || item.status === 'not_portable') return !isBeingCanceled(item);
  if (isStranded(item.status)) return item.cancel === undefined || isBlocked(port, item);
  if (item.status === 'draft') return isBlocked(port, item);
  return item.missingFieldsSince !== undefined && !isFinal(item.status) && !isBeingCanceled(item);
}

/**
 * The provider has not confirmed in time that an old item is out, or refuses to take it out. Where only its support
 * can, it was not asked, and there is nothing to wait for.
 */
export function isOverdue(port: Port, item: OrderItem): boolean {
  const { superseded, cancel } = item;
  if (superseded === undefined) return false;
  return (
    isByTicket(port) || cancel?.state === 'refused' || hasWaitedFor(port, item, waitedForSince(superseded))
  );
}

/** Since when the end of an old order is waited for; anew, when it came to life again. */
export function waitedForSince({ at, revivedAt }: NonNullable<OrderItem['superseded']>): Instant {
  return Math.max(at, revivedAt ?? at);
}

/** Since when that is so. */
export function overdueSince(port: Port, { superseded, cancel }: OrderItem): Instant {
  const since = superseded === undefined ? port.asOf : waitedForSince(superseded);
  if (isByTicket(port)) return since;
  return cancel?.state === 'refused'
    ? Math.max(since, cancel.failure?.since ?? since)
    : confirmedBy(port, since);
}

/**
 * A number that waits for the end of its old order, in vain: only a person can say that a new one may go out, or what
 * became of it when it was to be out.
 */
export function isBlocked(port: Port, item: OrderItem): boolean {
  if (item.givenUp !== undefined || item.settled !== undefined) return false;
  const isOut = item.cancel !== undefined && (item.status === 'canceled' || item.status === 'expired');
  const inTheWay = standingInTheWay(port, item);
  return (
    (isOut || item.status === 'draft') && inTheWay.length > 0 && inTheWay.every((old) => isOverdue(port, old))
  );
}

/** The statuses in which the provider goes on with a number. */
export const MOVING: ReadonlySet<ItemStatus> = new Set([
  'in_review',
  'awaiting_signature',
  'submitted',
  'foc_confirmed',
]);

/** The provider goes on with an order that was replaced, though it had ended, or was to end: it may move the number. */
export function isRevived({ superseded, status }: OrderItem): boolean {
  return superseded?.revivedAt !== undefined && MOVING.has(status);
}
