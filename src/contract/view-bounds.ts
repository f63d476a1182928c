import { clippedTo } from '../domain/facts/json-size';

/** A query answers at most 2 MB, and people read less: what words and lists of a view may take together, in bytes. */
const WORDS_OF_NUMBERS = 250_000;
const WORDS_OF_ORDERS = 100_000;
/** The most bytes of one text, and the fewest that many of them are cut to. */
const MAX_LENGTHS = 2_000;
const SHORTEST = 60;

/** Cuts the words of one among so many numbers. */
export function textLimitOfNumber(numbers: number): (text: string) => string {
  return clipping(WORDS_OF_NUMBERS, numbers);
}

/** Cuts the words of one among so many orders. */
export function textLimitOfOrder(orders: number): (text: string) => string {
  return clipping(WORDS_OF_ORDERS, orders);
}

/** Cuts a text that stands alone. */
export function clipText(text: string): string {
  return clippedTo(MAX_LENGTHS, text);
}

function clipping(bytes: number, texts: number): (text: string) => string {
  const each = Math.min(MAX_LENGTHS, Math.max(SHORTEST, Math.floor(bytes / Math.max(1, texts))));
  return (text) => clippedTo(each, text);
}

/** How many numbers, and documents, the attempts of a view name together: those of the newest. */
const NAMED_BY_ATTEMPTS = 5_000;

/** What of each attempt is named in full; of the oldest of very many, nothing is. */
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
