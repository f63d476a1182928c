import { createHash } from 'node:crypto';

/** The maximum number of cached drafts: more than one account creates while its list lags. */
const MAX_CACHED = 500;

/**
 * A cache of drafts that this process has just created, by their numbers. It is only a hint: a list may lag
 * behind a new draft, and creating it again would make a second one. Another process finds drafts only in the
 * list.
 */
export class RecentDrafts {
  readonly #ids = new Map<string, string>();

  /** Adds the draft of some numbers; the oldest entry is dropped. */
  add(numbers: readonly string[], draftId: string): void {
    const key = keyOf(numbers);
    this.#ids.delete(key);
    this.#ids.set(key, draftId);
    const [oldest] = this.#ids.keys();
    if (this.#ids.size > MAX_CACHED && oldest !== undefined) this.#ids.delete(oldest);
  }

  /** The draft with exactly these numbers, if this process created one recently. */
  get(numbers: readonly string[]): string | undefined {
    return this.#ids.get(keyOf(numbers));
  }

  /** Removes a draft that was submitted or does not exist any more. */
  delete(numbers: readonly string[]): void {
    this.#ids.delete(keyOf(numbers));
  }
}

/** A digest instead of the numbers: a thousand of them are long, and personal data. */
function keyOf(numbers: readonly string[]): string {
  return createHash('sha256')
    .update([...numbers].sort().join())
    .digest('base64');
}
