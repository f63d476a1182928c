/** The clock of the sandbox; a test or a simulator provides it. Epoch milliseconds. */
export interface SandboxClock {
  /** Epoch milliseconds. */
  now(): number;
}

const REAL_DAY_MS = 86_400_000;

interface ScheduledEvent {
  readonly at: number;
  readonly run: () => void;
}

/**
 * The sandbox's time: an external clock, the length of a provider-side day, and the scheduled events.
 *
 * Nothing here sleeps. The driver of the sandbox reads `nextAt()` and calls `runDue()`.
 */
export class SandboxTime {
  /** Called when an event was scheduled, so that a driver can reset its timer. */
  onScheduled: (() => void) | undefined;
  readonly #clock: SandboxClock;
  readonly #dayMs: number;
  /** Latest first, so that the next event is at the end. */
  #events: ScheduledEvent[] = [];
  #running: ScheduledEvent | undefined;

  constructor(clock: SandboxClock, daySeconds?: number) {
    if (daySeconds !== undefined && !(Number.isFinite(daySeconds) && daySeconds > 0)) {
      throw new RangeError(`daySeconds must be a number of seconds above 0, not ${String(daySeconds)}`);
    }
    this.#clock = clock;
    this.#dayMs = daySeconds === undefined ? REAL_DAY_MS : daySeconds * 1_000;
  }

  /**
   * The current time. While an event runs, it is the event's own instant, so that a late driver does not
   * shift later events.
   */
  now(): number {
    return this.#running?.at ?? this.#clock.now();
  }

  /** The length of provider-side days, in milliseconds. */
  days(count: number): number {
    return Math.round(count * this.#dayMs);
  }

  /** The length of provider-side hours, in milliseconds. */
  hours(count: number): number {
    return this.days(count / 24);
  }

  /** A real duration, shortened in proportion to the day. */
  shrunk(ms: number): number {
    return (ms * this.#dayMs) / REAL_DAY_MS;
  }

  /** Schedules an event; events of the same instant run in the order in which they were scheduled. */
  schedule(at: number, run: () => void): void {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      // Among events of the same instant the new one runs last, so it is inserted before them.
      if ((this.#events[middle]?.at ?? 0) <= at) high = middle;
      else low = middle + 1;
    }
    this.#events.splice(low, 0, { at, run });
    this.onScheduled?.();
  }

  /** When the next event is due, epoch milliseconds; undefined if nothing is scheduled. */
  nextAt(): number | undefined {
    return this.#events.at(-1)?.at;
  }

  /** Runs all due events in order, including those that become due. Does nothing if it is already running. */
  runDue(): void {
    if (this.#running !== undefined) return;
    const until = this.#clock.now();
    try {
      for (
        let next = this.#events.at(-1);
        next !== undefined && next.at <= until;
        next = this.#events.at(-1)
      ) {
        this.#events.pop();
        this.#running = next;
        next.run();
      }
    } finally {
      this.#running = undefined;
    }
  }

  /** Removes all events. */
  clear(): void {
    this.#events = [];
  }
}
