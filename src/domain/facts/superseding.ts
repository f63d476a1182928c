/**
 * # Superseding: one number, two orders
 *
 * A provider accepts no correction of a refused order, so a resubmitted number gets a second item in a second order.
 * The worst case is two open orders for one number: either may move it, on either date. These rules prevent that
 * (docs/decisions/0010).
 *
 * - `resubmit` marks the old item `superseded` and adds a draft. Exactly one item of a number is not superseded: its
 *   current one. The old item stays in the state, because only its provider knows whether it is closed, and a deleted
 *   item could not report a contradiction.
 * - The old item is canceled at the provider, and it *blocks* the new one until it reads final (`blockingPredecessors`). The
 *   new order waits for that, for all numbers of one resubmission, so that they share an order and a letter of
 *   authorization.
 * - When the provider does not confirm in time (`isOverdue`), or only its support can close the order, a person
 *   decides (`supersede_blocked`). `supersede` confirms the old item: nothing waits for it any more. It is still
 *   read.
 * - A confirmed old item that becomes active again is *revived* (`isRevived`). It keeps its date, counts for the next
 *   deadline, and raises its own attention (`order_revived`).
 * - An old item that reads `ported` becomes the current item again. Its replacement gives way: a waiting submission
 *   is withdrawn, an order is canceled (../changes/superseded.ts).
 * - A number whose old order may still move it ends as `left_open`, whatever its current item says (outcome.ts).
 * - What waits for the provider waits for a read of every order that may move the number, the replaced ones included
 *   (`isReadSince`), but not for ever (`blindAt`).
 */

import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { ItemStatus } from '../model/status';
import type { Instant } from '../model/time';
import { isBeingCanceled, isByTicket } from './canceling';
import { isFinal, isStranded, contradictsSettlement, isActive, blockingPredecessors } from './items';

/** Only a person moves this item on: it was refused, lacks something, or ended without a command here. */
export function waitsForPerson(port: Port, item: OrderItem): boolean {
  if (item.settled !== undefined) return contradictsSettlement(item);
  if (item.givenUp !== undefined) return false;
  if (item.status === 'rejected' || item.status === 'not_portable') return !isBeingCanceled(item);
  if (isStranded(item.status)) return item.cancel === undefined || isBlocked(port, item);
  if (item.status === 'draft') return isBlocked(port, item);
  return item.missingFieldsSince !== undefined && !isFinal(item.status) && !isBeingCanceled(item);
}

/**
 * A number whose old order does not end in time: only a person can decide whether a new order may go out, or record
 * what became of a canceled number.
 */
export function isBlocked(port: Port, item: OrderItem): boolean {
  if (!isActive(item)) return false;
  const isOut = item.cancel !== undefined && (item.status === 'canceled' || item.status === 'expired');
  const blocking = blockingPredecessors(port, item);
  return (
    (isOut || item.status === 'draft') && blocking.length > 0 && blocking.every((old) => isOverdue(port, old))
  );
}

/**
 * The provider has not confirmed in time that an old item is canceled, or refuses to cancel it. If only its support
 * can cancel, the provider was not asked, and there is nothing to wait for.
 */
export function isOverdue(port: Port, item: OrderItem): boolean {
  const { superseded, cancel } = item;
  if (superseded === undefined) return false;
  return (
    isByTicket(port) || cancel?.state === 'refused' || hasWaitedFor(port, item, waitedForSince(superseded))
  );
}

/** Since when the old item is overdue. */
export function overdueSince(port: Port, { superseded, cancel }: OrderItem): Instant {
  const since = superseded === undefined ? port.asOf : waitedForSince(superseded);
  if (isByTicket(port)) return since;
  return cancel?.state === 'refused'
    ? Math.max(since, cancel.failure?.since ?? since)
    : confirmedBy(port, since);
}

/** Since when the port waits for the end of an old order; restarts when the order is revived. */
export function waitedForSince({ at, revivedAt }: NonNullable<OrderItem['superseded']>): Instant {
  return Math.max(at, revivedAt ?? at);
}

/** A replaced order is active again though it had ended or was to end: the provider may move the number. */
export function isRevived({ superseded, status }: OrderItem): boolean {
  return superseded?.revivedAt !== undefined && MOVING.has(status);
}

/** The statuses in which the provider works on a number. */
export const MOVING: ReadonlySet<ItemStatus> = new Set([
  'in_review',
  'awaiting_signature',
  'submitted',
  'foc_confirmed',
]);

/** That deadline has passed, and a read since then shows the provider status of the number. */
export function hasWaitedFor(port: Port, item: OrderItem, askedAt: Instant): boolean {
  return isKnownSince(port, item, confirmedBy(port, askedAt));
}

/** The deadline for the provider to confirm a cancel. */
export function confirmedBy(port: Port, askedAt: Instant): Instant {
  return askedAt + port.policy.confirmWithin;
}

/**
 * Whether an instant may now end or cancel something: the number was read since, or reads have failed for so long
 * that the port stops waiting. A number without an order needs no read. Warnings need no read; irreversible steps do.
 */
export function isKnownSince(port: Port, item: OrderItem, instant: Instant): boolean {
  if (!hasOrder(port, item)) return port.asOf >= instant;
  return isReadSince(port, item, instant) || port.asOf >= blindAt(port, instant);
}

/** When an action that waits for a read since an instant happens without one. */
export function blindAt(port: Port, instant: Instant): Instant {
  return instant + port.policy.readPatience;
}

/**
 * Every order of the number was read successfully at or after the instant. A contradicted status does not count
 * before the second read: a number whose order may be active again is not ended.
 */
export function isReadSince(port: Port, item: OrderItem, instant: Instant): boolean {
  const { readAt, failures } = port.reading;
  if (readAt === undefined || readAt < instant) return false;
  if ([item, ...blockingPredecessors(port, item)].some((each) => each.contradiction !== undefined))
    return false;
  return failures === undefined || ordersOf(port, item).every((ref) => failures[ref] === undefined);
}

/** The number is in an order, or in a replaced order that the provider may still act on. */
export function hasOrder(port: Port, item: OrderItem): boolean {
  return ordersOf(port, item).length > 0;
}

function ordersOf(port: Port, item: OrderItem): string[] {
  const old = blockingPredecessors(port, item).flatMap(({ orderRef }) => orderRef ?? []);
  return item.orderRef === undefined ? old : [item.orderRef, ...old];
}

/** The item's own order was read. A failed read of another order does not matter. */
export function isOwnOrderReadSince(port: Port, { orderRef = '' }: OrderItem, instant: Instant): boolean {
  const { readAt, failures } = port.reading;
  return readAt !== undefined && readAt >= instant && failures?.[orderRef] === undefined;
}
