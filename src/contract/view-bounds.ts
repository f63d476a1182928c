import { clippedTo } from '../domain/facts/json-size';

/** The maximum size of the texts of a view, in bytes: a query answers at most 2 MB. */
const BYTES_OF_NUMBERS = 250_000;
const BYTES_OF_ORDERS = 100_000;
/** The maximum size of one text, and the minimum to which many texts are truncated. */
const MAX_TEXT_BYTES = 2_000;
const MIN_TEXT_BYTES = 60;

/** Truncates the texts of one among so many numbers. */
export function textLimitOfNumber(numbers: number): (text: string) => string {
  return clipping(BYTES_OF_NUMBERS, numbers);
}

/** Truncates the texts of one among so many orders. */
export function textLimitOfOrder(orders: number): (text: string) => string {
  return clipping(BYTES_OF_ORDERS, orders);
}

/** Truncates a single text. */
export function clipText(text: string): string {
  return clippedTo(MAX_TEXT_BYTES, text);
}

function clipping(bytes: number, texts: number): (text: string) => string {
  const each = Math.min(MAX_TEXT_BYTES, Math.max(MIN_TEXT_BYTES, Math.floor(bytes / Math.max(1, texts))));
  return (text) => clippedTo(each, text);
}

/** How many numbers and documents the attempts of a view list together: those of the newest. */
const NAMED_BY_ATTEMPTS = 5_000;

/** The attempts whose numbers and documents are listed; not the oldest of very many. */
export function namedAttempts<
  A extends { readonly numbers: readonly unknown[]; readonly documents: readonly unknown[] },
>(attempts: readonly A[]): ReadonlySet<A> {
  let named = 0;
  const first = attempts.findLastIndex(({ numbers, documents }) => {
    named += numbers.length + documents.length;
    return named > NAMED_BY_ATTEMPTS;
  });
  return new Set(attempts.slice(first + 1));
}
