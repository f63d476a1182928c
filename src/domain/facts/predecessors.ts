import { isCurrent } from './items';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import { isFinal } from './item-status';
import { itemsByNumber } from './lookup';
import { memoizeByIdentity } from './memoize';

/**
 * The items whose place a number's current one took, and that the provider may still act on. The new one waits for
 * their end, until a person says that it need not.
 */
export function blockingPredecessors(port: Port, item: OrderItem): readonly OrderItem[] {
  return waitedFor(port.items).get(item.phoneNumber) ?? NONE;
}

/** The same with those that nothing waits for any more: the provider may still move the number by one of them. */
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

/** The provider does nothing more with it, and no read says otherwise. */
function isOver(item: OrderItem): boolean {
  return isFinal(item.status) && item.contradiction === undefined;
}
