import { createHash } from 'node:crypto';

/** How many drafts are remembered: more than one account makes while its list lags. */
const MAX_REMEMBERED = 500;

/**
 * The drafts that this process has just made, by their numbers. A hint and no more: a list may lag behind a draft that
 * was made a moment ago, and making it again would leave two. Another process finds drafts by the list alone.
 */
export class RecentDrafts {
  readonly #ids = new Map<string, string>();

  /** Remembers the draft of some numbers; the oldest is forgotten. */
  remember(numbers: readonly string[], draftId: string): void {
    const key = keyOf(numbers);
    this.#ids.delete(key);
    this.#ids.set(key, draftId);
    const [oldest] = this.#ids.keys();
    if (this.#ids.size > MAX_REMEMBERED && oldest !== undefined) this.#ids.delete(oldest);
  }

  /** The draft that was made of exactly these numbers, if this process made one lately. */
  of(numbers: readonly string[]): string | undefined {
    return this.#ids.get(keyOf(numbers));
  }

  /** It is of no use any more: submitted, or gone. */
  forget(numbers: readonly string[]): void {
    this.#ids.delete(keyOf(numbers));
  }
}

/** Not the numbers themselves: a thousand of them are long, and nobody's business here. */
function keyOf(numbers: readonly string[]): string {
  return createHash('sha256')
    .update([...numbers].sort().join())
    .digest('base64');
}
