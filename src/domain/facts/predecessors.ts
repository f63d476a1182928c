import { isCurrent } from './items';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import { isFinal } from './item-status';
import { itemsByNumber } from './lookup';
import { memoizeByIdentity } from './memoize';

/**
 * The superseded items of a number that the provider may still act on. The current item waits for their end, until a
 * person decides that it need not.
 */
export function blockingPredecessors(port: Port, item: OrderItem): readonly OrderItem[] {
  return waitedFor(port.items).get(item.phoneNumber) ?? NONE;
}

/**
 * The same, including items that the current item no longer waits for: the provider may still move the number by one
 * of them.
 */
export function openPredecessors(port: Port, item: OrderItem): readonly OrderItem[] {
  return stillOpen(port.items).get(item.phoneNumber) ?? NONE;
}

const NONE: readonly OrderItem[] = [];

const stillOpen = memoizeByIdentity((items: readonly OrderItem[]) => itemsByNumber(items.filter(isOpen)));

const waitedFor = memoizeByIdentity((items: readonly OrderItem[]) =>
  itemsByNumber(items.filter((item) => isOpen(item) && item.superseded?.isConfirmed !== true)),
);

function isOpen(item: OrderItem): boolean {
  return !isCurrent(item) && item.orderRef !== undefined && !isOver(item);
}

/** The provider does nothing more with it, and no read contradicts that. */
function isOver(item: OrderItem): boolean {
  return isFinal(item.status) && item.contradiction === undefined;
}
