/** One request that a simulated provider received. */
export interface LoggedRequest {
  /** RFC 3339. */
  readonly at: string;
  /** The provider that received it. */
  readonly provider: string;
  /** Upper case. */
  readonly method: string;
  /** The provider's path, without the sandbox's prefix and without the query. */
  readonly path: string;
  /** The status of the answer; 0 if the connection was cut before the request was carried out. */
  readonly status: number;
  /** The order concerned. */
  readonly orderRef?: string;
  /** The injected fault that was applied. */
  readonly fault?: string;
}

const MAX_ENTRIES = 100_000;

/** The requests to the simulated providers, in order of arrival. Only the newest 100,000 are kept. */
export class RequestLog {
  #entries: LoggedRequest[] = [];

  /** Adds an entry; the oldest entries are dropped if there are too many. */
  add(entry: LoggedRequest): void {
    if (this.#entries.length >= 2 * MAX_ENTRIES) this.#entries = this.#entries.slice(-MAX_ENTRIES);
    this.#entries.push(entry);
  }

  /** All kept entries, the oldest first. */
  entries(): readonly LoggedRequest[] {
    return this.#entries.slice(-MAX_ENTRIES);
  }

  /** Removes all entries. */
  clear(): void {
    this.#entries = [];
  }
}
