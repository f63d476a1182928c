import type { Instant, Milliseconds } from '../../src/domain/model/time';
import type { SeenOrders } from './seen-orders';

/** How many periods a search time has: fewer make an orphan late, more make its lookup slow. */
const PERIODS = 4;

/** The times by which an order becomes an orphan. */
export interface PassTimes {
  /** When this pass began. */
  readonly startedAt: Instant;
  /** When the previous pass began; undefined: this is the first one. */
  readonly since: Instant | undefined;
  /** How long a port may need to find its order. */
  readonly searchTime: Milliseconds;
}

/**
 * When the open orders without a port were first seen, as the number of a period of a quarter of the search time. The
 * packed set of a pass holds a digest of order and period, so the time takes no room. An order whose time has come has
 * no period: the set then needs no old numbers, and a lookup has a fixed number of steps.
 */
export class FirstSeen {
  readonly #length: Milliseconds;

  /** @param before - the orders that the previous pass saw */
  constructor(
    private readonly before: SeenOrders,
    private readonly times: PassTimes,
  ) {
    this.#length = Math.max(1, times.searchTime / PERIODS);
  }

  /** The period in which an open order without a port was first seen; undefined: long ago, so it is an orphan. */
  periodOf(ref: string): number | undefined {
    const { startedAt } = this.times;
    if (this.before.wasUnclaimed(ref)) return undefined;
    const period = this.#periodBefore(ref) ?? this.#number(startedAt);
    return this.isLongAgo((period + 1) * this.#length) ? undefined : period;
  }

  /** Whether a port has had the time to find an order since then. */
  isLongAgo(firstSeenAt: Instant): boolean {
    const { startedAt, searchTime } = this.times;
    return startedAt >= firstSeenAt + searchTime;
  }

  /** The period by the previous pass. In older periods that pass had orphans only. */
  #periodBefore(ref: string): number | undefined {
    const { since, searchTime } = this.times;
    if (since === undefined) return undefined;
    const oldest = this.#number(since - searchTime);
    for (let period = this.#number(since); period >= oldest; period--)
      if (this.before.wasUnclaimed(ref, period)) return period;
    return undefined;
  }

  #number(at: Instant): number {
    return Math.floor(at / this.#length);
  }
}
