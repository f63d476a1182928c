import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../../src/providers/http/clock';

/** A clock that a test moves. Timers ring in their order, each as late as the test says. */
export class FakeClock implements Clock {
  #time = Date.parse('2026-03-02T15:00:00Z');
  #timers: { readonly at: number; readonly callback: () => void }[] = [];

  /** @param latenessMs - how late the next timer rings, in milliseconds */
  constructor(private readonly latenessMs: () => number = () => 0) {}

  now(): number {
    return this.#time;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.#time + milliseconds + this.latenessMs(), callback };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  }

  /** How many timers are set. */
  get timers(): number {
    return this.#timers.length;
  }

  /** Goes on, and lets everything happen that a timer on the way sets off. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#time + milliseconds;
    await setImmediate();
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#time = next.at;
      next.callback();
      await setImmediate();
    }
    this.#time = end;
  }

  /** Goes on while nothing runs, as a process does that was stopped: the timers ring afterwards. */
  sleep(milliseconds: number): void {
    this.#time += milliseconds;
    this.#timers = this.#timers.map(({ at, callback }) => ({ at: Math.max(at, this.#time), callback }));
  }

  #next(end: number) {
    return this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}
