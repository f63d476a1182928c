import { type Instant, MINUTE } from '../model/time';
import type { ArrivedHint } from './arrived';
import type { AccountPolicy, BufferedOrder, HintAfterClose, Orphan, ProviderAccount } from './model';
import { type AccountChange, orphanOf, reported } from './reports';

/**
 * Keeps hints until a port holds their orders. Nothing is ever dropped in silence: what finds no room is reported or, of
 * orders that anybody could have made up, counted. An order that only unverified webhooks name never takes the place of
 * one that a verified webhook named.
 *
 * @param surplus - how many orders were left out before, for want of room
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

/** How many orders unverified webhooks have brought in this minute. */
function minuteOf({ unverified }: ProviderAccount, now: Instant): { since: Instant; orders: number } {
  return unverified !== undefined && now < unverified.since + MINUTE ? unverified : { since: now, orders: 0 };
}

function verifiedFirst(hints: readonly ArrivedHint[]): readonly ArrivedHint[] {
  return [...hints.filter(({ verified }) => verified), ...hints.filter(({ verified }) => !verified)];
}

/** Without room, the unverified order that is kept longest goes first, and a verified one only when there is no other. */
function withinBounds(
  orders: readonly BufferedOrder[],
  now: Instant,
  { maxBuffered }: AccountPolicy,
): { readonly orders: readonly BufferedOrder[]; readonly surplus: readonly Orphan[] } {
  const count = Math.max(0, orders.length - maxBuffered);
  if (count === 0) return { orders, surplus: [] };
  const unverified = orders.filter(({ verified }) => verified !== true);
  const verified = orders.filter((order) => order.verified === true);
  const goes = new Set([...unverified, ...verified].slice(0, count));
  return {
    orders: orders.filter((order) => !goes.has(order)),
    surplus: orders.filter((order) => goes.has(order)).map((order) => orphanOf(order, 'no_room', now)),
  };
}

function newOrder(orderRef: string, now: Instant, { firstWait }: AccountPolicy): BufferedOrder {
  // The receiver has just looked, so the next look has time.
  return { orderRef, since: now, receivedAt: 0, numbers: {}, tries: 0, tryAt: now + firstWait };
}

/** Of what hints say about one number, the newest counts. What finds no room is only a time: the order stays. */
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
