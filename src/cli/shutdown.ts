const STOP_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Under npm one Ctrl-C arrives twice: from the terminal, and a moment later from npm. */
const ONE_CTRL_C_MS = 1_000;

/**
 * Handles the signals that stop a process. The first one aborts the returned signal, so that work in flight
 * can finish; a second one ends the process at once.
 */
export function watchStopSignals(): AbortSignal {
  const controller = new AbortController();
  let firstAt = 0;
  for (const name of STOP_SIGNALS) {
    process.on(name, () => {
      if (!controller.signal.aborted) firstAt = Date.now();
      else if (Date.now() - firstAt > ONE_CTRL_C_MS) process.exit(1);
      controller.abort();
    });
  }
  return controller.signal;
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** Waits, or returns early when the signal is aborted. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });
}

/** Closes resources in reverse order, even if closing one of them fails. */
export class Teardown {
  readonly #closers: (() => Promise<void>)[] = [];
  #isDone = false;

  /** Registers a closer. During or after `run`, it is called at once. */
  async add(close: () => Promise<void>): Promise<void> {
    if (this.#isDone) await close();
    else this.#closers.push(close);
  }

  /**
   * Closes everything. Safe to repeat.
   *
   * @returns the errors; the remaining resources are closed all the same
   */
  async run(): Promise<unknown[]> {
    this.#isDone = true;
    const errors: unknown[] = [];
    for (let close = this.#closers.pop(); close !== undefined; close = this.#closers.pop()) {
      await close().catch((error: unknown) => errors.push(error));
    }
    return errors;
  }
}
