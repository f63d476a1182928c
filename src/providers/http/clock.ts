/** The clock of waits in this folder; tests replace it. */
export interface Clock {
  /** Monotonic epoch milliseconds. */
  now(): number;
  /**
   * Calls back once after some milliseconds.
   *
   * @returns a function that cancels the callback
   */
  after(milliseconds: number, callback: () => void): () => void;
}

/** The system clock. It does not jump when the computer's clock is set. */
export const SYSTEM_CLOCK: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
