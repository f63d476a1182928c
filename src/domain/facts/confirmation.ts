import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { Instant } from '../model/time';
import { blockingPredecessors } from './predecessors';

/** The deadline for the provider to confirm a cancel. */
export function confirmedBy(port: Port, askedAt: Instant): Instant {
  return askedAt + port.policy.confirmWithin;
}

/** That deadline has passed, and a read since then shows the provider status of the number. */
export function hasWaitedFor(port: Port, item: OrderItem, askedAt: Instant): boolean {
  return isKnownSince(port, item, confirmedBy(port, askedAt));
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

/** The item's own order was read. A failed read of another order does not matter. */
export function isOwnOrderReadSince(port: Port, { orderRef = '' }: OrderItem, instant: Instant): boolean {
  const { readAt, failures } = port.reading;
  return readAt !== undefined && readAt >= instant && failures?.[orderRef] === undefined;
}

/** The number is in an order, or in a replaced order that the provider may still act on. */
export function hasOrder(port: Port, item: OrderItem): boolean {
  return ordersOf(port, item).length > 0;
}

function ordersOf(port: Port, item: OrderItem): string[] {
  const old = blockingPredecessors(port, item).flatMap(({ orderRef }) => orderRef ?? []);
  return item.orderRef === undefined ? old : [item.orderRef, ...old];
}
