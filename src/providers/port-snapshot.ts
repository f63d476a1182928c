import type { Rejection } from '../domain/model/reasons';
import type { ItemSnapshot, OrderComment, OrderSnapshot, Portability } from '../domain/model/snapshot';
import { clipped, MAX_LENGTHS } from './foreign-text';

/**
 * Orders as they leave for a port, whether a read, a submission or a search found them. A port keeps them for weeks, in
 * a history that takes 2 MB at a time, so whatever the provider wrote has a bound here, and what it wrote about a
 * thousand numbers alike is kept once.
 */
export function forPort(orders: readonly OrderSnapshot[]): OrderSnapshot[] {
  const ownTexts = orders.flatMap((order) =>
    withSharedText(order).items.flatMap(({ rejection }) => rejection?.message ?? []),
  );
  const longest = share(TEXTS_OF_NUMBERS, ownTexts.length, MAX_LENGTHS.itemText);
  const commentsEach = share(ALL_COMMENTS, orders.length, COMMENTS_OF_ORDER);
  return orders.map((order) => {
    const { cancellationReason, supportKey, supportTicket, signatureUrl, comments, items, ...own } =
      withSharedText(order);
    return {
      ...own,
      providerStatus: clipped(own.providerStatus, MAX_LENGTHS.word),
      ...(cancellationReason !== undefined && {
        cancellationReason: clipped(cancellationReason, MAX_LENGTHS.itemText),
      }),
      ...(supportKey !== undefined && { supportKey: clipped(supportKey, MAX_LENGTHS.code) }),
      ...(supportTicket !== undefined && { supportTicket: clipped(supportTicket, MAX_LENGTHS.code) }),
      ...(signatureUrl !== undefined && signatureUrl.length <= MAX_LENGTHS.url && { signatureUrl }),
      ...(comments !== undefined && { comments: newest(comments, commentsEach) }),
      items: items.map((item) => boundItem(item, longest)),
    };
  });
}

/** The characters that all numbers together have for texts of their own. */
export const TEXTS_OF_NUMBERS = 100_000;

/** The characters that all comments of all orders have together, and at most those of one order. */
const ALL_COMMENTS = 80_000;

const COMMENTS_OF_ORDER = 4_000;

/** The most comments that an order carries; the view shows as many. */
const MAX_COMMENTS = 20;

/** Nothing is cut to less, so that the beginning of a text can be read. */
const SHORTEST_SHARE = 80;

/** How many characters each of `among` texts may have: `all` together, and none more than `longest`. */
export function share(all: number, among: number, longest: number): number {
  return Math.min(longest, Math.max(SHORTEST_SHARE, Math.floor(all / Math.max(1, among))));
}

/** The words that several numbers share become the order's; of several such, those of the most numbers. */
function withSharedText(order: OrderSnapshot): OrderSnapshot {
  const counts = new Map<string, number>();
  for (const { rejection } of order.items) {
    if (rejection?.message === undefined) continue;
    const message = clipped(rejection.message, MAX_LENGTHS.text);
    counts.set(message, (counts.get(message) ?? 0) + 1);
  }
  const [shared] = [...counts]
    .filter(([, count]) => count > 1)
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  if (shared === undefined) return order;
  const [text] = shared;
  const items = order.items.map((item) => {
    if (item.rejection?.message === undefined) return item;
    if (clipped(item.rejection.message, MAX_LENGTHS.text) !== text) return item;
    const { message: _, ...rejection } = item.rejection;
    return { ...item, rejection: { ...rejection, isTextOfOrder: true as const } };
  });
  return { ...order, rejectionText: text, items };
}

function boundItem(
  { providerStatus, rejection, unreadableDate, type, country, ...item }: ItemSnapshot,
  longest: number,
): ItemSnapshot {
  return {
    ...item,
    providerStatus: clipped(providerStatus, MAX_LENGTHS.word),
    ...(rejection !== undefined && { rejection: boundRejection(rejection, longest) }),
    ...(unreadableDate !== undefined && { unreadableDate: clipped(unreadableDate, MAX_LENGTHS.code) }),
    ...(type !== undefined && { type: clipped(type, MAX_LENGTHS.code) }),
    ...(country !== undefined && { country: clipped(country, MAX_LENGTHS.code) }),
  };
}

/**
 * A rejection whose provider's words have a bound.
 *
 * @param longest - the most characters of its message
 */
export function boundRejection(
  { code, message, ...rejection }: Rejection,
  longest: number = MAX_LENGTHS.itemText,
): Rejection {
  return {
    ...rejection,
    ...(code !== undefined && { code: clipped(code, MAX_LENGTHS.code) }),
    ...(message !== undefined && { message: clipped(message, longest) }),
  };
}

/**
 * The answer about one number, with a bound to the words about it: a port keeps a thousand of them.
 */
export function portabilityForPort({ rejection, type, country, ...answer }: Portability): Portability {
  return {
    ...answer,
    ...(rejection !== undefined && { rejection: boundRejection(rejection, MAX_LENGTHS.word) }),
    ...(type !== undefined && { type: clipped(type, MAX_LENGTHS.code) }),
    ...(country !== undefined && { country: clipped(country, MAX_LENGTHS.code) }),
  };
}

/** The newest comments that fit, in their order, each cut to what a comment may have. */
function newest(comments: readonly OrderComment[], room: number): OrderComment[] {
  const kept: OrderComment[] = [];
  let left = room;
  for (const { body, by, ...comment } of comments.slice(-MAX_COMMENTS).reverse()) {
    const text = clipped(body, Math.min(MAX_LENGTHS.itemText, room));
    left -= text.length;
    if (left < 0) break;
    kept.unshift({
      ...comment,
      id: clipped(comment.id, MAX_LENGTHS.code),
      body: text,
      ...(by !== undefined && { by: clipped(by, MAX_LENGTHS.code) }),
    });
  }
  return kept;
}
