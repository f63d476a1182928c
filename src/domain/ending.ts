import { currentItems, wasNeverSent, type OrderItem, type Port } from './port';
import type { Ending } from './outcome';
import type { Instant } from './time';

/** Whether the port is over, and how; undefined while something can still happen. */
export function endingOf(port: Port, now: Instant): Omit<Ending, 'at'> | undefined {
  if (isEveryNumberAtItsEnd(port)) {
    const lookedAt = port.reading.lookedAt ?? Number.NEGATIVE_INFINITY;
    const isHeld = isHolding(port) && (now < holdsUntil(port) || lookedAt < holdsUntil(port));
    return isHeld ? undefined : { kind: 'natural' };
  }
  if (wasNeverSent(port) && now >= port.createdAt + port.policy.draftExpiry) {
    return { kind: 'draft_expired' };
  }
  return undefined;
}

/** All numbers have ended, but the port stays open for a while, because a ported number can be reversed. */
export function isHolding(port: Port): boolean {
  return port.policy.holdAfterPorted > 0 && isEveryNumberAtItsEnd(port) && portedItems(port).length > 0;
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

/** The number reached an end that nobody needs to be asked about. */
function isAtItsEnd(port: Port, item: OrderItem): boolean {
  if (item.contradiction !== undefined) return false;
  if (item.status === 'ported' || item.status === 'reversed') return true;
  // Somebody here wanted it out, and it is out.
  if (item.cancel !== undefined && (item.status === 'canceled' || item.status === 'expired')) return true;
  return isLeftBehind(port, item);
}

/** The check refused the number, and the request said to go on without such; it never had an order. */
export function isLeftBehind(port: Port, item: OrderItem): boolean {
  return (
    item.status === 'not_portable' &&
    item.orderRef === undefined &&
    port.request.onNotPortable === 'continue_without'
  );
}
