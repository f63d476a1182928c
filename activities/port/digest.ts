import { createHash } from 'node:crypto';
import type { ItemSnapshot, OrderFailure, OrderSnapshot, ReadResult } from '../../src/domain/model/snapshot';

/**
 * The answer of a read: only what differs from the caller's state, or `unchanged`. History keeps every answer, most
 * reads find no change, and most changes concern a few of a thousand numbers.
 *
 * Only this module reads the digest. It has, for each order, a mark of its reference, one of the order itself, one of
 * the set of its numbers, and one of each number, in the order of the numbers. A failed order keeps its old marks, so
 * that its changes appear when it can be read again.
 *
 * An order that is new to the digest, or whose set of numbers changed, is returned as a whole. Only then may it be
 * marked complete.
 *
 * @param failures - the orders that could not be read
 * @param asked - the requested orders: one that was read before and is absent now has failed too; one that no read has
 * shown is `unshown`
 */
export function changesSince(
  orders: readonly OrderSnapshot[],
  digest: string | undefined,
  failures: readonly OrderFailure[] = [],
  asked: readonly string[] = [],
): ReadResult {
  const known = marksIn(digest);
  const seen = new Map(orders.map((order) => [mark(order.ref), { order, marks: marksOf(order) }]));
  const absent = absentOf(asked, seen, failures);
  const omitted = absent.filter((ref) => known.has(mark(ref)));
  const unshown = absent.filter((ref) => !known.has(mark(ref)));
  const failed = [...failures, ...omitted.map((ref) => ({ ref, problem: NOT_SHOWN }))];
  const kept = failed.flatMap(({ ref }): [string, Marks][] => {
    const key = mark(ref);
    const before = known.get(key);
    return before === undefined || seen.has(key) ? [] : [[key, before]];
  });
  const found = serialized(new Map([...kept, ...[...seen].map(([key, { marks }]) => [key, marks] as const)]));
  const outcome = { ...(failed.length > 0 && { failures: failed }), ...(unshown.length > 0 && { unshown }) };
  if (found === digest) return { kind: 'unchanged', ...outcome };
  const changed = [...seen].flatMap(([key, { order, marks }]) => changesOf(order, marks, known.get(key)));
  return { kind: 'changed', digest: found, orders: changed, ...outcome };
}

/** The part of an order that differs from its marks. */
function changesOf(order: OrderSnapshot, marks: Marks, before: Marks | undefined): OrderSnapshot[] {
  // The set of numbers changed, so positions cannot be compared.
  if (before?.set !== marks.set || before.items.length !== marks.items.length) return [order];
  const items = sorted(order.items).filter((_, index) => marks.items[index] !== before.items[index]);
  if (items.length === 0 && marks.own === before.own) return [];
  const { isComplete: _, ...part } = order;
  return [{ ...part, items }];
}

/** The requested orders that the answer neither has nor names as failed. */
function absentOf(
  asked: readonly string[],
  seen: ReadonlyMap<string, unknown>,
  failures: readonly OrderFailure[],
): string[] {
  const failed = new Set(failures.map(({ ref }) => ref));
  return [...new Set(asked)].filter((ref) => !failed.has(ref) && !seen.has(mark(ref)));
}

/** The failure of an order that an earlier read found and this one omits. */
const NOT_SHOWN: OrderFailure['problem'] = {
  code: 'provider_not_found',
  outcome: 'refused',
  message:
    'The provider showed this order before and does not show it now. Look for it there; what is known of it is what ' +
    'the last read said.',
};

interface Marks {
  /** The mark of the order without its numbers. */
  readonly own: string;
  /** The mark of the set of its numbers, and of whether it is complete. */
  readonly set: string;
  readonly items: readonly string[];
}

const ORDER_END = ';';
const SEPARATOR = ',';

/** 48 bits: one in 281 million million changes of a number would be missed. */
const MARK_LENGTH = 8;

function marksOf({ items, isComplete, ...order }: OrderSnapshot): Marks {
  const numbers = sorted(items);
  return {
    own: mark(stablePart(order)),
    set: mark([isComplete ?? false, numbers.map(({ phoneNumber }) => phoneNumber)]),
    items: numbers.map(mark),
  };
}

/**
 * An order without the parts that differ between answers although nothing has changed: the query of a signed link,
 * with its signature and expiry, and the order of comments.
 */
function stablePart({
  signatureUrl,
  comments,
  ...order
}: Omit<OrderSnapshot, 'items' | 'isComplete'>): unknown {
  return {
    ...order,
    ...(signatureUrl !== undefined && { signatureUrl: signatureUrl.replace(/[?#].*$/s, '') }),
    ...(comments !== undefined && { comments: [...comments].sort((a, b) => (a.id < b.id ? -1 : 1)) }),
  };
}

function serialized(marks: ReadonlyMap<string, Marks>): string {
  // Sorted, because the sequence of a provider's orders is no change.
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
