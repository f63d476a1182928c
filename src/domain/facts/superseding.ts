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
 * - When the provider does not confirm in time (`isOverdue`, ending.ts), or only its support can close the order, a person
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
import { isBeingCanceled } from './canceling';
import { isOverdue } from './ending';
import { blockingPredecessors, contradictsSettlement, isActive, isFinal, isStranded } from './items';

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
