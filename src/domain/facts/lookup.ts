import type { OrderItem } from '../model/item';
import type { ProviderOrder } from '../model/order';
import { memoizeByIdentity } from './memoize';

/**
 * Indexes over immutable lists, built once for each list. Without them, a question about each of a thousand numbers
 * would scan a thousand numbers each time.
 */

/** The members of a list of texts. */
export const setOf = memoizeByIdentity((texts: readonly string[]): ReadonlySet<string> => new Set(texts));

/** The items of each number, oldest first. */
export const itemsByNumber = memoizeByIdentity(
  (items: readonly OrderItem[]): ReadonlyMap<string, readonly OrderItem[]> =>
    grouped(items, (item) => item.phoneNumber),
);

/** The items of each order. */
export const itemsByOrder = memoizeByIdentity(
  (items: readonly OrderItem[]): ReadonlyMap<string, readonly OrderItem[]> =>
    grouped(items, (item) => item.orderRef),
);

/** Identifies an item within its port; never changes. */
export function identityOf({ phoneNumber, attempt }: OrderItem): string {
  return `${phoneNumber} ${String(attempt)}`;
}

/** The items by identity, to compare the state before and after a read. */
export const itemsByIdentity = memoizeByIdentity(
  (items: readonly OrderItem[]): ReadonlyMap<string, OrderItem> =>
    new Map(items.map((item) => [identityOf(item), item])),
);

/** The orders by their references. */
export const ordersByRef = memoizeByIdentity(
  (orders: readonly ProviderOrder[]): ReadonlyMap<string, ProviderOrder> =>
    new Map(orders.map((order) => [order.ref, order])),
);

/** Groups the members of a list by a key, in order; members without a key are omitted. */
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
