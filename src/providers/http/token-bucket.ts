/**
 * The limit is not used up to the end, because the network changes the distances between requests: what left in
 * good order may arrive closer together.
 */
const SHARE_USED = 0.95;

/** What a timer that is late may make up for, in milliseconds. More would only make bursts longer. */
const LATENESS_MS = 40;

/**
 * A token bucket over requests. In no second more than the limit leave (rounded up to a whole request): the bucket
 * holds one token and what runs into it in 40 ms, and in a second another 0.95 times the limit runs into it.
 */
export class TokenBucket {
  readonly #perMs: number;
  readonly #capacity: number;
  #tokens: number;
  #filledAt: number;
  #closedUntil = -Infinity;

  /** @param perSecond - how many requests; Infinity: as many as come */
  constructor(perSecond: number, now: number) {
    this.#perMs = (SHARE_USED * perSecond) / 1_000;
    this.#capacity = 1 + (LATENESS_MS * perSecond) / 1_000;
    this.#tokens = this.#capacity;
    this.#filledAt = now;
  }

  /** Takes a token, when there is one and the bucket is open. */
  take(now: number): boolean {
    this.#fill(now);
    if (this.isClosed(now) || this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** When a request can leave before which so many others wait. */
  turnOf(position: number, now: number): number {
    this.#fill(now);
    const opensAt = Math.max(now, this.#closedUntil);
    const missing = position + 1 - this.#tokensAt(opensAt);
    return missing > 0 ? opensAt + missing / this.#perMs : opensAt;
  }

  /** Gives no token before an instant. It fills all the same. */
  close(until: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, until);
  }

  isClosed(now: number): boolean {
    return now < this.#closedUntil;
  }

  #fill(now: number): void {
    this.#tokens = this.#tokensAt(now);
    this.#filledAt = now;
  }

  #tokensAt(instant: number): number {
    const passed = instant - this.#filledAt;
    // A full one stays as it is: one without a limit cannot be filled by calculation.
    if (passed <= 0 || this.#tokens >= this.#capacity) return this.#tokens;
    return Math.min(this.#capacity, this.#tokens + passed * this.#perMs);
  }
}
