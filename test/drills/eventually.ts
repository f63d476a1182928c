import { setTimeout } from 'node:timers/promises';

/** Longer than Temporal takes to notice a dead worker, and the work after it. */
export const PATIENCE_MS = 300_000;

/** Many ports are asked at the same time, and should find the machine free. */
const ASK_EVERY_MS = 500;

/**
 * Asks until the answer satisfies, and returns it.
 *
 * @throws Error after {@link PATIENCE_MS}
 */
export async function eventually<T>(ask: () => Promise<T>, satisfies: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await ask();
    if (satisfies(value)) return value;
    if (Date.now() > deadline)
      throw new Error(`Still not so after ${String(PATIENCE_MS / 1_000)} s: ${JSON.stringify(value)}`);
    await setTimeout(ASK_EVERY_MS);
  }
}
