/** Where the sandbox reads the time; a test or a simulator owns it. Epoch milliseconds. */
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
 * The sandbox's time: a clock somebody else owns, the length of a provider-side day, and what is still to happen.
 *
 * Nothing here sleeps. Whoever drives the sandbox asks `nextAt()` and calls `runDue()`.
 */
export class SandboxTime {
  /** Called when something was scheduled, so that a driver with a real timer can set it anew. */
  onScheduled: (() => void) | undefined;
  readonly #clock: SandboxClock;
  readonly #dayMs: number;
  /** Latest first, so that the next event is taken from the end. */
  #events: ScheduledEvent[] = [];
  #running: ScheduledEvent | undefined;

  constructor(clock: SandboxClock, daySeconds?: number) {
    if (daySeconds !== undefined && !(Number.isFinite(daySeconds) && daySeconds > 0)) {
      throw new RangeError(`daySeconds must be a number of seconds above 0, not ${String(daySeconds)}`);
    }
    this.#clock = clock;
    this.#dayMs = daySeconds === undefined ? REAL_DAY_MS : daySeconds * 1_000;
  }

  /** Now. While an event runs this is the event's own instant: a late driver does not shift what follows. */
  now(): number {
    return this.#running?.at ?? this.#clock.now();
  }

  /** The length of so many provider-side days. */
  days(count: number): number {
    return Math.round(count * this.#dayMs);
  }

  /** The length of so many provider-side hours. */
  hours(count: number): number {
    return this.days(count / 24);
  }

  /** A real length, shrunk as much as the day is. */
  shrunk(ms: number): number {
    return (ms * this.#dayMs) / REAL_DAY_MS;
  }

  /** Has something happen at an instant; events of the same instant run in the order in which they were scheduled. */
  schedule(at: number, run: () => void): void {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      // Among equals the newcomer comes last, so it stands before them.
      if ((this.#events[middle]?.at ?? 0) <= at) high = middle;
      else low = middle + 1;
    }
    this.#events.splice(low, 0, { at, run });
    this.onScheduled?.();
  }

  /** When the next event is due, epoch milliseconds; undefined: nothing is scheduled. */
  nextAt(): number | undefined {
    return this.#events.at(-1)?.at;
  }

  /** Runs everything due by the clock, in order, with what that makes due. Does nothing when it is already running. */
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

  /** Forgets everything scheduled. */
  clear(): void {
    this.#events = [];
  }
}
