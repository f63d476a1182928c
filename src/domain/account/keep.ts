import type { AccountPolicy, KeptOrder, LateHint, ProviderAccount } from './account';
import type { ArrivedHint } from './arrived';
import { orphanOf, reported, type AccountChange } from './reports';
import type { Instant } from '../time';

/**
 * Keeps hints until a port holds their orders. Nothing is ever dropped in silence: without room for one more order,
 * the one kept longest is reported as an orphan.
 */
export function keep(
  account: ProviderAccount,
  hints: readonly ArrivedHint[],
  now: Instant,
  policy: AccountPolicy,
): AccountChange {
  const late: LateHint[] = [];
  const byOrder = new Map<string, ArrivedHint[]>();
  for (const hint of hints) {
    const { orderRef, endedPort } = hint;
    if (endedPort !== undefined) late.push({ orderRef, requestId: endedPort, at: now });
    else if (!byOrder.get(orderRef)?.push(hint)) byOrder.set(orderRef, [hint]);
  }

  const kept = new Map(account.kept.map((order) => [order.orderRef, order]));
  let room = policy.mostNumbers - countNumbers(account.kept);
  for (const [orderRef, arrived] of byOrder) {
    const known = kept.get(orderRef) ?? unheard(orderRef, now, policy);
    const merged = withHints(known, arrived, room);
    room -= countNumbers([merged]) - countNumbers([known]);
    kept.set(orderRef, merged);
  }

  const orders = [...kept.values()]; // in the order in which they came
  const surplus = orders.splice(0, Math.max(0, orders.length - policy.mostKept));
  const orphaned = surplus.map((order) => orphanOf(order, 'no_room', now));
  return reported({ ...account, kept: orders }, { late, orphaned }, policy);
}

function unheard(orderRef: string, now: Instant, { firstWait }: AccountPolicy): KeptOrder {
  // The receiver has just looked, so the next look has time.
  return { orderRef, since: now, receivedAt: 0, numbers: {}, tries: 0, tryAt: now + firstWait };
}

/** Of what hints say about one number, the newest counts. What finds no room is only a time: the order stays. */
function withHints(order: KeptOrder, hints: readonly ArrivedHint[], room: number): KeptOrder {
  const numbers = { ...order.numbers };
  let { receivedAt } = order;
  let free = room;
  for (const hint of hints) {
    receivedAt = Math.max(receivedAt, hint.receivedAt);
    const { phoneNumber, updatedAt } = hint;
    if (phoneNumber === undefined || updatedAt === undefined) continue;
    const known = numbers[phoneNumber];
    if (known === undefined && free-- <= 0) continue;
    numbers[phoneNumber] = Math.max(known ?? updatedAt, updatedAt);
  }
  return { ...order, receivedAt, numbers };
}

function countNumbers(orders: readonly KeptOrder[]): number {
  return orders.reduce((count, { numbers }) => count + Object.keys(numbers).length, 0);
}
