import type { OrderItem } from '../model/item';
import type { ProviderOrder } from '../model/order';
import { memoizeByIdentity } from './memoize';

/**
 * Tables over lists that never change, made once for each list: to ask for each of a thousand numbers in turn must not
 * go through a thousand numbers each time.
 */

/** The members of a list of texts. */
export const setOf = memoizeByIdentity((texts: readonly string[]): ReadonlySet<string> => new Set(texts));

/** The items of each number, the older before the newer. */
export const itemsByNumber = memoizeByIdentity(
  (items: readonly OrderItem[]): ReadonlyMap<string, readonly OrderItem[]> =>
    grouped(items, (item) => item.phoneNumber),
);

/** The items of each order. */
export const itemsByOrder = memoizeByIdentity(
  (items: readonly OrderItem[]): ReadonlyMap<string, readonly OrderItem[]> =>
    grouped(items, (item) => item.orderRef),
);

/** What tells an item from every other of its port, whatever becomes of it. */
export function identityOf({ phoneNumber, attempt }: OrderItem): string {
  return `${phoneNumber} ${String(attempt)}`;
}

/** The items by their identity: what was there before a read is compared with what is there after it. */
export const itemsByIdentity = memoizeByIdentity(
  (items: readonly OrderItem[]): ReadonlyMap<string, OrderItem> =>
    new Map(items.map((item) => [identityOf(item), item])),
);

/** The orders by their references. */
export const ordersByRef = memoizeByIdentity(
  (orders: readonly ProviderOrder[]): ReadonlyMap<string, ProviderOrder> =>
    new Map(orders.map((order) => [order.ref, order])),
);

/** The members of a list by a key, in their order; those without a key are left out. */
export function grouped<Key, Member>(
  members: readonly Member[],
  keyOf: (member: Member) => Key | undefined,
): Map<Key, Member[]> {
  const groups = new Map<Key, Member[]>();
  for (const member of members) {
    const key = keyOf(member);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [member]);
    else group.push(member);
  }
  return groups;
}
