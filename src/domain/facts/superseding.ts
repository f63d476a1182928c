/**
 * # Superseding: one number, two orders
 *
 * A provider takes no correction of a refused order, so a number that is resubmitted gets a second item in a second
 * order. The worst that can happen to a number is two open orders: either may move it, on either date. These are the
 * rules that keep it from happening (docs/decisions/0010).
 *
 * - `resubmit` marks the old item `superseded` and puts a draft beside it. Exactly one item of a number is not superseded:
 *   its current one. The old item stays in the state, because only its provider knows whether it is closed, and an item
 *   that was thrown away can contradict nothing.
 * - The old item is canceled at the provider, and it *stands in the way* until it reads final (predecessors.ts). The new
 *   order waits for that, for all numbers of one resubmission, so that they share an order and a letter of authorization.
 * - When the provider does not confirm in time (`isOverdue`), or only its support can close the order, a person decides
 *   (`supersede_blocked`). With `supersede` the old item is confirmed: nothing waits for it any more. It is still read.
 * - A confirmed old item that reads alive again is *revived* (`isRevived`). It keeps its date, counts for the next
 *   deadline, and is an attention of its own (`order_revived`).
 * - An old item that reads `ported` is the number's own again. What took its place makes room: a submission that waits is
 *   withdrawn, an order is canceled (../changes/superseded.ts).
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

/** Nothing moves this item but a person: it was refused, lacks something, or ended without anybody here asking. */
export function waitsForPerson(port: Port, item: OrderItem): boolean {
  if (item.settled !== undefined) return contradictsSettlement(item);
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
  if (!isActive(item)) return false;
  const isOut = item.cancel !== undefined && (item.status === 'canceled' || item.status === 'expired');
  const inTheWay = blockingPredecessors(port, item);
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
