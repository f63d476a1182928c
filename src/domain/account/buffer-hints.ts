import { type Instant, MINUTE } from '../model/time';
import type { ArrivedHint } from './arrived';
import type { AccountPolicy, BufferedOrder, HintAfterClose, Orphan, ProviderAccount } from './model';
import { type AccountChange, orphanOf, reported } from './reports';

/**
 * Buffers hints until a port holds their orders. No hint is dropped silently: an order without room is reported or,
 * if only unverified webhooks name it, counted. An unverified order never replaces a verified one.
 *
 * @param surplus - how many orders were dropped before, for lack of room
 */
export function bufferHints(
  account: ProviderAccount,
  hints: readonly ArrivedHint[],
  now: Instant,
  policy: AccountPolicy,
  surplus = 0,
): AccountChange {
  const afterClose: HintAfterClose[] = [];
  const buffered = new Map(account.buffered.map((order) => [order.orderRef, order]));
  let room = policy.mostNumbers - countNumbers(account.buffered);
  let unverified = minuteOf(account, now);
  let unlisted = surplus;
  for (const hint of verifiedFirst(hints)) {
    const { orderRef, endedPort } = hint;
    if (endedPort !== undefined) {
      afterClose.push({ orderRef, requestId: endedPort, at: now });
      continue;
    }
    const known = buffered.get(orderRef);
    if (known === undefined && !hint.verified) {
      if (unverified.orders >= policy.unverifiedPerMinute) {
        unlisted += 1;
        continue;
      }
      unverified = { ...unverified, orders: unverified.orders + 1 };
    }
    const before = known ?? newOrder(orderRef, now, policy);
    const merged = withHint(before, hint, room);
    room -= Object.keys(merged.numbers).length - Object.keys(before.numbers).length;
    buffered.set(orderRef, merged);
  }

  const { orders, surplus: orphaned } = withinBounds([...buffered.values()], now, policy);
  const next = { ...account, buffered: orders, ...(unverified.orders > 0 && { unverified }) };
  return reported(next, { afterClose, orphaned, unlisted }, policy);
}

/** How many orders unverified webhooks have added in this minute. */
function minuteOf({ unverified }: ProviderAccount, now: Instant): { since: Instant; orders: number } {
  return unverified !== undefined && now < unverified.since + MINUTE ? unverified : { since: now, orders: 0 };
}

function verifiedFirst(hints: readonly ArrivedHint[]): readonly ArrivedHint[] {
  return [...hints.filter(({ verified }) => verified), ...hints.filter(({ verified }) => !verified)];
}

/** Without room, the oldest unverified order is dropped first, and a verified one only if there is no other. */
function withinBounds(
  orders: readonly BufferedOrder[],
  now: Instant,
  { maxBuffered }: AccountPolicy,
): { readonly orders: readonly BufferedOrder[]; readonly surplus: readonly Orphan[] } {
  const count = Math.max(0, orders.length - maxBuffered);
  if (count === 0) return { orders, surplus: [] };
  const unverified = orders.filter(({ verified }) => verified !== true);
  const verified = orders.filter((order) => order.verified === true);
  const dropped = new Set([...unverified, ...verified].slice(0, count));
  return {
    orders: orders.filter((order) => !dropped.has(order)),
    surplus: orders.filter((order) => dropped.has(order)).map((order) => orphanOf(order, 'no_room', now)),
  };
}

function newOrder(orderRef: string, now: Instant, { firstWait }: AccountPolicy): BufferedOrder {
  // The receiver has just searched, so the next search can wait.
  return { orderRef, since: now, receivedAt: 0, numbers: {}, tries: 0, tryAt: now + firstWait };
}

/** The newest time of each number counts. Without room only the time is dropped: the order stays. */
function withHint(order: BufferedOrder, hint: ArrivedHint, room: number): BufferedOrder {
  const numbers = { ...order.numbers };
  let free = room;
  for (const [phoneNumber, updatedAt] of hint.numbers) {
    const known = numbers[phoneNumber];
    if (known === undefined && free-- <= 0) continue;
    numbers[phoneNumber] = Math.max(known ?? updatedAt, updatedAt);
  }
  return {
    ...order,
    receivedAt: Math.max(order.receivedAt, hint.receivedAt),
    numbers,
    ...(hint.verified && { verified: true as const }),
  };
}

function countNumbers(orders: readonly BufferedOrder[]): number {
  return orders.reduce((count, { numbers }) => count + Object.keys(numbers).length, 0);
}
