/** One request that a simulated provider received. */
export interface LoggedRequest {
  /** RFC 3339. */
  readonly at: string;
  readonly provider: string;
  readonly method: string;
  /** The provider's path, without the sandbox's prefix and without the query. */
  readonly path: string;
  /** The status of the answer; 0 when the connection was cut before anything was done. */
  readonly status: number;
  readonly orderRef?: string;
  /** The injected fault that met the request. */
  readonly fault?: string;
}

const KEPT = 100_000;

/** What the simulated providers were asked, in order of arrival. Only the newest 100,000 stay. */
export class RequestLog {
  #entries: LoggedRequest[] = [];

  add(entry: LoggedRequest): void {
    if (this.#entries.length >= 2 * KEPT) this.#entries = this.#entries.slice(-KEPT);
    this.#entries.push(entry);
  }

  entries(): readonly LoggedRequest[] {
    return this.#entries.slice(-KEPT);
  }

  clear(): void {
    this.#entries = [];
  }
}
