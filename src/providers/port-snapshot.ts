import type { Rejection } from '../domain/model/reasons';
import type { ItemSnapshot, OrderComment, OrderSnapshot, Portability } from '../domain/model/snapshot';
import { clipped, MAX_LENGTHS } from './foreign-text';

/**
 * Bounds orders of a read, a submission or a search for a port. A port stores them for weeks in a history of
 * limited size (2 MB at a time), so every text of the provider is bounded, and a text that many numbers share
 * is stored once.
 */
export function forPort(orders: readonly OrderSnapshot[]): OrderSnapshot[] {
  const ownTexts = orders.flatMap((order) =>
    withSharedText(order).items.flatMap(({ rejection }) => rejection?.message ?? []),
  );
  const maxLength = share(TEXTS_OF_NUMBERS, ownTexts.length, MAX_LENGTHS.itemText);
  const commentsEach = share(ALL_COMMENTS, orders.length, COMMENTS_OF_ORDER);
  return orders.map((order) => {
    const { cancellationReason, supportKey, supportTicket, signatureUrl, comments, items, ...own } =
      withSharedText(order);
    return {
      ...own,
      providerStatus: clipped(own.providerStatus, MAX_LENGTHS.status),
      ...(cancellationReason !== undefined && {
        cancellationReason: clipped(cancellationReason, MAX_LENGTHS.itemText),
      }),
      ...(supportKey !== undefined && { supportKey: clipped(supportKey, MAX_LENGTHS.code) }),
      ...(supportTicket !== undefined && { supportTicket: clipped(supportTicket, MAX_LENGTHS.code) }),
      ...(signatureUrl !== undefined && signatureUrl.length <= MAX_LENGTHS.url && { signatureUrl }),
      ...(comments !== undefined && { comments: newest(comments, commentsEach) }),
      items: items.map((item) => boundItem(item, maxLength)),
    };
  });
}

/** The total length of all texts of numbers, in characters. */
export const TEXTS_OF_NUMBERS = 100_000;

/** The total length of all comments of all orders, and the maximum for one order. */
const ALL_COMMENTS = 80_000;

const COMMENTS_OF_ORDER = 4_000;

/** The maximum number of comments of an order; the view shows as many. */
const MAX_COMMENTS = 20;

/** The minimum length of a clipped text, so that its beginning is readable. */
const MIN_SHARE = 80;

/** The maximum length of each of `among` texts: `all` together, and none more than `maxLength`. */
export function share(all: number, among: number, maxLength: number): number {
  return Math.min(maxLength, Math.max(MIN_SHARE, Math.floor(all / Math.max(1, among))));
}

/**
 * Moves a text that several numbers share to the order; of several such texts, the one of the most numbers.
 */
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
  maxLength: number,
): ItemSnapshot {
  return {
    ...item,
    providerStatus: clipped(providerStatus, MAX_LENGTHS.status),
    ...(rejection !== undefined && { rejection: boundRejection(rejection, maxLength) }),
    ...(unreadableDate !== undefined && { unreadableDate: clipped(unreadableDate, MAX_LENGTHS.code) }),
    ...(type !== undefined && { type: clipped(type, MAX_LENGTHS.code) }),
    ...(country !== undefined && { country: clipped(country, MAX_LENGTHS.code) }),
  };
}

/**
 * Bounds the provider's texts in a rejection.
 *
 * @param maxLength - the maximum length of its message
 */
export function boundRejection(
  { code, message, ...rejection }: Rejection,
  maxLength: number = MAX_LENGTHS.itemText,
): Rejection {
  return {
    ...rejection,
    ...(code !== undefined && { code: clipped(code, MAX_LENGTHS.code) }),
    ...(message !== undefined && { message: clipped(message, maxLength) }),
  };
}

/** Bounds the texts of a portability answer: a port stores a thousand of them. */
export function portabilityForPort({ rejection, type, country, ...answer }: Portability): Portability {
  return {
    ...answer,
    ...(rejection !== undefined && { rejection: boundRejection(rejection, MAX_LENGTHS.status) }),
    ...(type !== undefined && { type: clipped(type, MAX_LENGTHS.code) }),
    ...(country !== undefined && { country: clipped(country, MAX_LENGTHS.code) }),
  };
}

/** The newest comments that fit, in their order, each clipped. */
function newest(comments: readonly OrderComment[], budget: number): OrderComment[] {
  const fitting: OrderComment[] = [];
  let left = budget;
  for (const { body, by, ...comment } of comments.slice(-MAX_COMMENTS).reverse()) {
    const text = clipped(body, Math.min(MAX_LENGTHS.itemText, budget));
    left -= text.length;
    if (left < 0) break;
    fitting.unshift({
      ...comment,
      id: clipped(comment.id, MAX_LENGTHS.code),
      body: text,
      ...(by !== undefined && { by: clipped(by, MAX_LENGTHS.code) }),
    });
  }
  return fitting;
}
