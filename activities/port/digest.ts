import { createHash } from 'node:crypto';
import type { ItemSnapshot, OrderFailure, OrderSnapshot, ReadResult } from '../../src/domain/model/snapshot';

/**
 * The answer of a read: only what differs from what the caller knows, or the word "unchanged". History keeps every
 * answer, most reads find nothing new, and most news is about a few of a thousand numbers.
 *
 * The digest is ours to read alone: for each order a mark of its reference, one of the order itself, one of the set of
 * its numbers, and one of each of its numbers, in the order of the numbers. An order that could not be read keeps the
 * marks that it had, so that its news is told as a difference when it can be read again.
 *
 * An order that is new to the digest, or whose set of numbers is another than before, is told as a whole. Only then may
 * it be called complete.
 *
 * @param failures - the orders that could not be read
 * @param asked - what was asked for: one that was read before and is left out now has failed too
 */
export function changesSince(
  orders: readonly OrderSnapshot[],
  digest: string | undefined,
  failures: readonly OrderFailure[] = [],
  asked: readonly string[] = [],
): ReadResult {
  const known = marksIn(digest);
  const seen = new Map(orders.map((order) => [mark(order.ref), { order, marks: marksOf(order) }]));
  const failed = [...failures, ...leftOut(asked, seen, known, failures)];
  const kept = failed.flatMap(({ ref }): [string, Marks][] => {
    const key = mark(ref);
    const before = known.get(key);
    return before === undefined || seen.has(key) ? [] : [[key, before]];
  });
  const found = written(new Map([...kept, ...[...seen].map(([key, { marks }]) => [key, marks] as const)]));
  const outcome = failed.length > 0 ? { failures: failed } : {};
  if (found === digest) return { kind: 'unchanged', ...outcome };
  const changed = [...seen].flatMap(([key, { order, marks }]) => news(order, marks, known.get(key)));
  return { kind: 'changed', digest: found, orders: changed, ...outcome };
}

/** What of an order differs from what is known of it. */
function news(order: OrderSnapshot, marks: Marks, before: Marks | undefined): OrderSnapshot[] {
  // Another set of numbers than before: nothing can be told apart by its place.
  if (before?.set !== marks.set || before.items.length !== marks.items.length) return [order];
  const items = sorted(order.items).filter((_, index) => marks.items[index] !== before.items[index]);
  if (items.length === 0 && marks.own === before.own) return [];
  const { isComplete: _, ...part } = order;
  return [{ ...part, items }];
}

/** An order that an earlier read found and this one does not name at all: nothing is known of it any more. */
function leftOut(
  asked: readonly string[],
  seen: ReadonlyMap<string, unknown>,
  known: ReadonlyMap<string, Marks>,
  failures: readonly OrderFailure[],
): OrderFailure[] {
  const failed = new Set(failures.map(({ ref }) => ref));
  return [...new Set(asked)]
    .filter((ref) => !failed.has(ref) && !seen.has(mark(ref)) && known.has(mark(ref)))
    .map((ref) => ({ ref, problem: NOT_SHOWN }));
}

const NOT_SHOWN: OrderFailure['problem'] = {
  code: 'provider_not_found',
  outcome: 'refused',
  message:
    'The provider showed this order before and does not show it now. Look for it there; what is known of it is what ' +
    'the last read said.',
};

interface Marks {
  /** Of the order without its numbers. */
  readonly own: string;
  /** Of which numbers it has, and whether they are all. */
  readonly set: string;
  readonly items: readonly string[];
}

const ORDER_END = ';';
const SEPARATOR = ',';

/** 48 bits: a number's news would go unseen once in 281 million million changes. */
const MARK_LENGTH = 8;

function marksOf({ items, isComplete, ...order }: OrderSnapshot): Marks {
  const numbers = sorted(items);
  return {
    own: mark(lasting(order)),
    set: mark([isComplete ?? false, numbers.map(({ phoneNumber }) => phoneNumber)]),
    items: numbers.map(mark),
  };
}

/**
 * An order without what differs at each answer though nothing has happened: the query of a signed link, with its
 * signature and its expiry, and the order in which comments come.
 */
function lasting({ signatureUrl, comments, ...order }: Omit<OrderSnapshot, 'items' | 'isComplete'>): unknown {
  return {
    ...order,
    ...(signatureUrl !== undefined && { signatureUrl: signatureUrl.replace(/[?#].*$/s, '') }),
    ...(comments !== undefined && { comments: [...comments].sort((a, b) => (a.id < b.id ? -1 : 1)) }),
  };
}

function written(marks: ReadonlyMap<string, Marks>): string {
  // Sorted, because the order in which a provider lists its orders is no news.
  return [...marks]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { own, set, items }]) => [key, own, set, ...items].join(SEPARATOR))
    .join(ORDER_END);
}

function marksIn(digest: string | undefined): ReadonlyMap<string, Marks> {
  const orders = digest === undefined || digest === '' ? [] : digest.split(ORDER_END);
  return new Map(
    orders.map((order) => {
      const [ref = '', own = '', set = '', ...items] = order.split(SEPARATOR);
      return [ref, { own, set, items }];
    }),
  );
}

function sorted(items: readonly ItemSnapshot[]): ItemSnapshot[] {
  return [...items].sort((a, b) => (a.phoneNumber < b.phoneNumber ? -1 : 1));
}

function mark(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, MARK_LENGTH);
}
