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
 * - The old item is canceled at the provider, and it *blocks* the new one until it reads final (predecessors.ts). The
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
 */

import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { ItemStatus } from '../model/status';
import type { Instant } from '../model/time';
import { isBeingCanceled, isByTicket } from './canceling';
import { confirmedBy, hasWaitedFor } from './confirmation';
import { isFinal, isStranded } from './item-status';
import { contradictsSettlement, isActive } from './items';
import { blockingPredecessors } from './predecessors';

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

/** Since when the port waits for the end of an old order; restarts when the order is revived. */
export function waitedForSince({ at, revivedAt }: NonNullable<OrderItem['superseded']>): Instant {
  return Math.max(at, revivedAt ?? at);
}

/** Since when the old item is overdue. */
export function overdueSince(port: Port, { superseded, cancel }: OrderItem): Instant {
  const since = superseded === undefined ? port.asOf : waitedForSince(superseded);
  if (isByTicket(port)) return since;
  return cancel?.state === 'refused'
    ? Math.max(since, cancel.failure?.since ?? since)
    : confirmedBy(port, since);
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

/** The statuses in which the provider works on a number. */
export const MOVING: ReadonlySet<ItemStatus> = new Set([
  'in_review',
  'awaiting_signature',
  'submitted',
  'foc_confirmed',
]);

/** A replaced order is active again though it had ended or was to end: the provider may move the number. */
export function isRevived({ superseded, status }: OrderItem): boolean {
  return superseded?.revivedAt !== undefined && MOVING.has(status);
}
