import { type Clock, SYSTEM_CLOCK } from './clock';
import { retryAfter } from './retry-after';
import { TokenBucket } from './token-bucket';
import { type HttpRequest, type HttpTransport, TransportError } from './transport';

/**
 * The maximum time that a request waits for its turn, in milliseconds. A submission may take 30 s when it is
 * sent and its activity 60 s (`workflows/port/call-options.ts`), so the caller still waits for the answer of
 * every request that was sent. A longer wait fails at once as certainly not sent, and Temporal retries later.
 * A call with several requests bounds their total wait by `leaveBy`.
 */
export const MAX_WAIT_MS = 25_000;

/**
 * The maximum pause of an account after one answer, in milliseconds. The caller itself waits as long as the
 * answer asks.
 */
const MAX_PAUSE_MS = 5 * 60_000;

/** The minimum delay before a retry, in milliseconds. */
const MIN_RETRY_MS = 1_000;

/** The limit of one worker for one provider account. */
export interface RequestLimit {
  /** Default: no limit. */
  readonly requestsPerSecond?: number | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * Wraps a transport with the rate limit of a provider account. Requests are sent in order of arrival. The
 * time-out of a request begins when it is sent, its signal ends the wait, and it is not sent after its
 * `leaveBy`. After an answer 429 nothing is sent until the time in its `Retry-After`; the caller receives
 * that answer unchanged.
 *
 * In addition to the errors of `send`, it throws `TransportError` with outcome `unavailable`: `rate_limited`
 * if the turn would come too late, with the time until then; `timeout` if it is too late already; `aborted`.
 *
 * Why no library: `limiter` has the bucket, but a waiting request cannot leave its queue, and a 429 cannot
 * close it; `p-throttle` and `p-queue` count whole intervals, which allows a second's worth of requests at
 * once, and are ES modules only; none of them takes a clock.
 */
export function limitedTransport(send: HttpTransport, limit: RequestLimit = {}): HttpTransport {
  const { requestsPerSecond, clock = SYSTEM_CLOCK } = limit;
  const gate = new Gate(requestsPerSecond, clock);
  return async (request) => {
    await gate.pass(request);
    const response = await send(request);
    if (response.status === 429) {
      gate.close(retryAfter(response.headers['retry-after'], clock.now()) ?? 0);
    }
    return response;
  };
}

/** A request that waits for its turn. */
interface Waiting {
  readonly giveUpAt: number;
  go(): void;
  fail(error: TransportError): void;
}

/** Admits requests as the bucket allows, first come, first served. */
class Gate {
  readonly #perSecond: number;
  readonly #bucket: TokenBucket;
  readonly #clock: Clock;
  #waiting: Waiting[] = [];
  #stopTimer: (() => void) | undefined;

  constructor(perSecond: number | undefined, clock: Clock) {
    this.#perSecond = perSecond ?? Infinity;
    this.#bucket = new TokenBucket(this.#perSecond, clock.now());
    this.#clock = clock;
  }

  /** @throws TransportError if the request must not be sent any more */
  async pass({ signal, leaveBy = Infinity }: Pick<HttpRequest, 'signal' | 'leaveBy'>): Promise<void> {
    if (signal?.aborted === true) throw stopped();
    const now = this.#clock.now();
    if (now > leaveBy)
      throw new TransportError(
        'timeout',
        'unavailable',
        'Not sent, because its call took too long before it.',
      );
    if (this.#waiting.length === 0 && this.#bucket.take(now)) return;
    const turnAt = this.#bucket.turnOf(this.#waiting.length, now);
    const giveUpAt = Math.min(now + MAX_WAIT_MS, leaveBy);
    if (turnAt > giveUpAt) throw this.#tooLong(turnAt, now);
    await this.#wait(giveUpAt, signal);
  }

  /** Admits nothing for some milliseconds. A request whose turn would come too late fails at once. */
  close(forMs: number): void {
    const now = this.#clock.now();
    this.#bucket.close(now + Math.min(forMs, MAX_PAUSE_MS));
    const all = this.#waiting;
    this.#waiting = [];
    for (const waiting of all) {
      const turnAt = this.#bucket.turnOf(this.#waiting.length, now);
      if (turnAt > waiting.giveUpAt) waiting.fail(this.#tooLong(turnAt, now));
      else this.#waiting.push(waiting);
    }
    this.#setTimer();
  }

  #wait(giveUpAt: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        this.#setTimer();
        reject(stopped());
      };
      const waiting: Waiting = {
        giveUpAt,
        go() {
          signal?.removeEventListener('abort', stop);
          resolve();
        },
        fail(error) {
          signal?.removeEventListener('abort', stop);
          reject(error);
        },
      };
      signal?.addEventListener('abort', stop, { once: true });
      this.#waiting.push(waiting);
      this.#setTimer();
    });
  }

  #letThrough(): void {
    const now = this.#clock.now();
    for (let [next] = this.#waiting; next !== undefined; [next] = this.#waiting) {
      // The process was suspended, and the caller may be gone.
      const isExpired = now > next.giveUpAt;
      if (!isExpired && !this.#bucket.take(now)) break;
      this.#waiting.shift();
      if (isExpired) next.fail(this.#tooLong(now, now));
      else next.go();
    }
    this.#setTimer();
  }

  /** One timer, for the first waiting request. */
  #setTimer(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    if (this.#waiting.length === 0) return;
    const now = this.#clock.now();
    const waitMs = Math.max(1, Math.ceil(this.#bucket.turnOf(0, now) - now));
    this.#stopTimer = this.#clock.after(waitMs, () => this.#letThrough());
  }

  #tooLong(turnAt: number, now: number): TransportError {
    const why = this.#bucket.isClosed(now)
      ? 'the provider has asked this account to wait (HTTP 429)'
      : `${this.#perSecond} requests a second are what this worker may send`;
    return new TransportError('rate_limited', 'unavailable', `Not sent, because ${why}.`, {
      retryAfterMs: Math.max(MIN_RETRY_MS, Math.ceil(turnAt - now)),
    });
  }
}

function stopped(): TransportError {
  return new TransportError('aborted', 'unavailable', 'Stopped before it was sent.');
}
