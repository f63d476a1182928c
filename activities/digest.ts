import { createHash } from 'node:crypto';
import type { ItemSnapshot, OrderSnapshot, ReadResult } from '../src/domain/snapshot';

/**
 * The answer of a read: only what differs from what the caller knows, or the word "unchanged". History keeps every
 * answer, most reads find nothing new, and most news is about a few of a thousand numbers.
 *
 * The digest is ours to read alone: for each order a mark of its reference, one of the order itself, and one of each
 * of its numbers, in the order of the numbers.
 */
export function changesSince(orders: readonly OrderSnapshot[], digest: string | undefined): ReadResult {
  const known = marksIn(digest);
  const seen = orders.map((order) => ({ order, marks: marksOf(order) }));
  const found = seen
    .map(({ order, marks }) => [mark(order.ref), marks.own, ...marks.items].join(SEPARATOR))
    .join(ORDER_END);
  if (found === digest) return { kind: 'unchanged' };
  const changed = seen.flatMap(({ order, marks }) => {
    const before = known.get(mark(order.ref));
    // Another set of numbers than before: nothing can be told apart by its place.
    if (before?.items.length !== marks.items.length) return [order];
    const items = sorted(order.items).filter((_, index) => marks.items[index] !== before.items[index]);
    return items.length > 0 || marks.own !== before.own ? [{ ...order, items }] : [];
  });
  return { kind: 'changed', digest: found, orders: changed };
}

interface Marks {
  readonly own: string;
  readonly items: readonly string[];
}

const ORDER_END = ';';
const SEPARATOR = ',';

/** 48 bits: a number's news would go unseen once in 281 million million changes. */
const MARK_LENGTH = 8;

function marksOf({ items, ...order }: OrderSnapshot): Marks {
  return { own: mark(order), items: sorted(items).map(mark) };
}

function marksIn(digest: string | undefined): ReadonlyMap<string, Marks> {
  const orders = digest === undefined || digest === '' ? [] : digest.split(ORDER_END);
  return new Map(
    orders.map((order) => {
      const [ref = '', own = '', ...items] = order.split(SEPARATOR);
      return [ref, { own, items }];
    }),
  );
}

function sorted(items: readonly ItemSnapshot[]): ItemSnapshot[] {
  return [...items].sort((a, b) => (a.phoneNumber < b.phoneNumber ? -1 : 1));
}

function mark(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, MARK_LENGTH);
}
