/** One request that a simulated provider received. */
export interface LoggedRequest {
  /** RFC 3339. */
  readonly at: string;
  /** Whom it was for. */
  readonly provider: string;
  /** Upper case. */
  readonly method: string;
  /** The provider's path, without the sandbox's prefix and without the query. */
  readonly path: string;
  /** The status of the answer; 0 when the connection was cut before anything was done. */
  readonly status: number;
  /** The order that it was about. */
  readonly orderRef?: string;
  /** The injected fault that met the request. */
  readonly fault?: string;
}

const KEPT = 100_000;

/** What the simulated providers were asked, in order of arrival. Only the newest 100,000 stay. */
export class RequestLog {
  #entries: LoggedRequest[] = [];

  /** Writes a line; the oldest lines go when there are too many. */
  add(entry: LoggedRequest): void {
    if (this.#entries.length >= 2 * KEPT) this.#entries = this.#entries.slice(-KEPT);
    this.#entries.push(entry);
  }

  /** All that are kept, the oldest first. */
  entries(): readonly LoggedRequest[] {
    return this.#entries.slice(-KEPT);
  }

  /** Forgets all. */
  clear(): void {
    this.#entries = [];
  }
}
