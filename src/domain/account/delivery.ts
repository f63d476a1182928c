import { earliest, type Instant } from '../model/time';
import type { AccountPolicy, BufferedOrder, HintAfterClose, Orphan, ProviderAccount } from './model';
import { type AccountChange, orphanOf, reported } from './reports';

/** The result of the search for one order's port. No answer: the search failed. */
export type DeliveryAnswer = { readonly orderRef: string } & (
  | { readonly result: 'delivered' | 'unknown' }
  /** The port has ended. */
  | { readonly result: 'late'; readonly requestId: string }
);

/** When the next delivery is due; undefined while no hint is buffered. */
export function nextTryAt({ buffered }: ProviderAccount): Instant | undefined {
  return earliest(buffered.map(({ tryAt }) => tryAt));
}

/**
 * The orders to search for now. A due order takes along those that are almost due, so that many orders share their
 * searches.
 */
export function dueOrders(
  { buffered }: ProviderAccount,
  now: Instant,
  policy: AccountPolicy,
): readonly BufferedOrder[] {
  if (!buffered.some(({ tryAt }) => tryAt <= now)) return [];
  return buffered.filter((order) => order.tryAt <= now + waitAfter(order.tries, policy) / 4);
}

/**
 * Applies the results of a search. An order without a port is searched for again later, and reported when it has
 * waited for too long.
 */
export function answered(
  account: ProviderAccount,
  tried: readonly BufferedOrder[],
  answers: readonly DeliveryAnswer[],
  now: Instant,
  policy: AccountPolicy,
): AccountChange {
  const triedRefs = new Set(tried.map(({ orderRef }) => orderRef));
  const answerFor = new Map(answers.map((answer) => [answer.orderRef, answer]));
  const afterClose: HintAfterClose[] = [];
  const orphaned: Orphan[] = [];
  const buffered = account.buffered.flatMap((order) => {
    if (!triedRefs.has(order.orderRef)) return [order];
    const answer = answerFor.get(order.orderRef);
    if (answer?.result === 'delivered') return [];
    if (answer?.result === 'late') {
      afterClose.push({ orderRef: order.orderRef, requestId: answer.requestId, at: now });
      return [];
    }
    // Only a completed search that found no port ends the wait, not a failed one.
    if (answer !== undefined && now >= order.since + policy.orphanAfter) {
      orphaned.push(orphanOf(order, 'unclaimed', now));
      return [];
    }
    return [triedAgainLater(order, now, policy)];
  });
  return reported({ ...account, buffered }, { afterClose, orphaned }, policy);
}

function triedAgainLater(order: BufferedOrder, now: Instant, policy: AccountPolicy): BufferedOrder {
  const tries = order.tries + 1;
  const tryAt = now + waitAfter(tries, policy);
  const reportAt = order.since + policy.orphanAfter;
  return { ...order, tries, tryAt: reportAt > now ? Math.min(tryAt, reportAt) : tryAt };
}

function waitAfter(tries: number, { firstWait, longestWait }: AccountPolicy): number {
  return Math.min(longestWait, firstWait * 2 ** tries);
}
