import type { Attempt } from '../model/attempt';
import type { OrderItem } from '../model/item';
import type { ProviderOrder } from '../model/order';
import type { Port } from '../model/port';

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

/**
 * The provider's text about the rejection of a number. A text that many numbers share is stored once: on their order,
 * or on the attempt that was refused as a whole.
 */
export function rejectionTextOf(port: Port, { rejection, orderRef }: OrderItem): string | undefined {
  if (rejection === undefined) return undefined;
  if (rejection.isTextOfOrder === true) return textsOfOrders(port.orders).get(orderRef ?? '');
  if (rejection.textOfAttempt !== undefined)
    return textsOfAttempts(port.attempts).get(rejection.textOfAttempt);
  return rejection.message;
}

const textsOfOrders = memoizeByIdentity(
  (orders: readonly ProviderOrder[]) =>
    new Map(orders.map(({ ref, rejectionText }) => [ref, rejectionText] as const)),
);

const textsOfAttempts = memoizeByIdentity(
  (attempts: readonly Attempt[]) =>
    new Map(attempts.map(({ number, failure }) => [number, failure?.problem.message] as const)),
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

/**
 * Memoizes a pure function of one immutable object. The card, the attributes and the timeline of a port of a thousand
 * numbers ask the same questions.
 */
export function memoizeByIdentity<Key extends object, Value>(
  compute: (key: Key) => Value,
): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}
