/**
 * The limit is not fully used: the network changes the distances between requests, so they may arrive closer
 * together than they were sent.
 */
const SHARE_USED = 0.95;

/** How much delay of a late timer is made up, in milliseconds. More would only allow longer bursts. */
const MAX_TIMER_DELAY_MS = 40;

/**
 * A token bucket for requests. In any second at most the limit is sent (rounded up to a whole request): the
 * bucket holds one token and what flows in within 40 ms, and 0.95 times the limit flows in per second.
 */
export class TokenBucket {
  readonly #perMs: number;
  readonly #capacity: number;
  #tokens: number;
  #filledAt: number;
  #closedUntil = -Infinity;

  /** @param perSecond - the number of requests; Infinity: no limit */
  constructor(perSecond: number, now: number) {
    this.#perMs = (SHARE_USED * perSecond) / 1_000;
    this.#capacity = 1 + (MAX_TIMER_DELAY_MS * perSecond) / 1_000;
    this.#tokens = this.#capacity;
    this.#filledAt = now;
  }

  /** Takes a token, if there is one and the bucket is open. */
  take(now: number): boolean {
    this.#fill(now);
    if (this.isClosed(now) || this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** When a request can be sent that has this many requests before it. */
  turnOf(position: number, now: number): number {
    this.#fill(now);
    const opensAt = Math.max(now, this.#closedUntil);
    const missing = position + 1 - this.#tokensAt(opensAt);
    return missing > 0 ? opensAt + missing / this.#perMs : opensAt;
  }

  /** Gives out no token before an instant. Tokens still flow in. */
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
    // A full bucket stays full; without a limit the bucket is always full.
    if (passed <= 0 || this.#tokens >= this.#capacity) return this.#tokens;
    return Math.min(this.#capacity, this.#tokens + passed * this.#perMs);
  }
}
