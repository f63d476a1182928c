/** How what waits here tells the time; a test has one of its own. */
export interface Clock {
  /** Epoch milliseconds that never run backwards. */
  now(): number;
  /** Calls back once, after some milliseconds. @returns what takes it back */
  after(milliseconds: number, callback: () => void): () => void;
}

/** The computer's. Its time does not jump when somebody sets the computer's clock. */
export const SYSTEM_CLOCK: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
