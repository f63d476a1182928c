import { isActive, isCurrent } from './items';
import type { Attempt } from '../model/attempt';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import { HOUR, type Instant } from '../model/time';
import { isBeingCanceled } from './canceling';
import { isFinal } from './item-status';
import { memoizeByIdentity } from './memoize';

/** When silence about an item becomes an attention; undefined for items that are not waiting for news. */
export function noNewsAt(port: Port, item: OrderItem): Instant | undefined {
  if (!isCurrent(item) || !isActive(item)) return undefined;
  const { status, changedAt } = item;
  // A cancel that the provider accepted without effect has its own attention.
  const isSilent =
    status === 'canceling' ||
    (['in_review', 'awaiting_signature', 'submitted'].includes(status) && !isBeingCanceled(item));
  return isSilent ? changedAt + port.policy.noNews : undefined;
}

/** A new order may need this long to list its numbers. */
const LISTS_NUMBERS_AFTER = HOUR;

/** When a number that its order does not list raises an attention; undefined while the order lists it. */
export function missingAt(port: Port, item: OrderItem): Instant | undefined {
  const { unlistedSince, orderRef, status } = item;
  if (unlistedSince === undefined || orderRef === undefined || isFinal(status)) return undefined;
  if (!isActive(item)) return undefined;
  const sentAt = sentTimes(port.attempts).get(orderRef) ?? port.createdAt;
  return Math.max(unlistedSince, sentAt + LISTS_NUMBERS_AFTER);
}

const sentTimes = memoizeByIdentity(
  (attempts: readonly Attempt[]): ReadonlyMap<string, Instant> =>
    new Map(
      attempts.flatMap(({ orderRefs, sentAt, startedAt }) =>
        orderRefs.map((ref) => [ref, sentAt ?? startedAt] as const),
      ),
    ),
);
