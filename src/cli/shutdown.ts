const STOP_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Under npm one Ctrl-C arrives twice: from the terminal, and a moment later passed on by npm. */
const ONE_CTRL_C_MS = 1_000;

/**
 * Watches for the signals that end a process. The first aborts the returned signal, so that work in flight can be
 * finished; the second ends the process at once.
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

/** Waits, or ends early when the signal is aborted. */
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

/** Closes what was opened, the newest first, whatever happens in between. */
export class Teardown {
  readonly #closers: (() => Promise<void>)[] = [];
  #isDone = false;

  /** What was opened after the end has begun is closed at once. */
  async add(close: () => Promise<void>): Promise<void> {
    if (this.#isDone) await close();
    else this.#closers.push(close);
  }

  /** Safe to repeat. @returns what went wrong; the rest was closed all the same */
  async run(): Promise<unknown[]> {
    this.#isDone = true;
    const errors: unknown[] = [];
    for (let close = this.#closers.pop(); close !== undefined; close = this.#closers.pop()) {
      await close().catch((error: unknown) => errors.push(error));
    }
    return errors;
  }
}
