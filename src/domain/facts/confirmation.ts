import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { Instant } from '../model/time';
import { blockingPredecessors } from './predecessors';

/** Until when the provider has time to confirm that something is out. */
export function confirmedBy(port: Port, askedAt: Instant): Instant {
  return askedAt + port.policy.confirmWithin;
}

/** That time is over, and what the provider says of the number is known since. */
export function hasWaitedFor(port: Port, item: OrderItem, askedAt: Instant): boolean {
  return isKnownSince(port, item, confirmedBy(port, askedAt));
}

/**
 * Whether something may end or be canceled because an instant has come: what the provider says of the number was read
 * since, or could not be read for so long that the port waits no more. A number without an order has nothing to read.
 * Warnings may be given blind; what cannot be taken back may not.
 */
export function isKnownSince(port: Port, item: OrderItem, instant: Instant): boolean {
  if (!hasOrder(port, item)) return port.asOf >= instant;
  return isReadSince(port, item, instant) || port.asOf >= blindAt(port, instant);
}

/** When something that has waited for a read since an instant happens without one. */
export function blindAt(port: Port, instant: Instant): Instant {
  return instant + port.policy.readPatience;
}

/**
 * Every order of the number was read at or after the instant, successfully. What a look contradicts is not known before
 * the second one: a number that may have come to life is not ended.
 */
export function isReadSince(port: Port, item: OrderItem, instant: Instant): boolean {
  const { readAt, failures } = port.reading;
  if (readAt === undefined || readAt < instant) return false;
  if ([item, ...blockingPredecessors(port, item)].some((each) => each.contradiction !== undefined))
    return false;
  return failures === undefined || ordersOf(port, item).every((ref) => failures[ref] === undefined);
}

/** The item's own order was read so: what cannot be read of another hides nothing of it. */
export function isOwnOrderReadSince(port: Port, { orderRef = '' }: OrderItem, instant: Instant): boolean {
  const { readAt, failures } = port.reading;
  return readAt !== undefined && readAt >= instant && failures?.[orderRef] === undefined;
}

/** The number is in an order, or in one that was replaced and that the provider may still act on. */
export function hasOrder(port: Port, item: OrderItem): boolean {
  return ordersOf(port, item).length > 0;
}

function ordersOf(port: Port, item: OrderItem): string[] {
  const old = blockingPredecessors(port, item).flatMap(({ orderRef }) => orderRef ?? []);
  return item.orderRef === undefined ? old : [item.orderRef, ...old];
}
