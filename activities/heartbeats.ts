import { Context } from '@temporalio/activity';
import { SYSTEM_CLOCK, type Clock } from '../src/providers/http/clock';

/** A shorter call needs no heartbeat, and each one that reaches the server costs an action. */
const EVERY_MS = 10_000;

/** The heartbeats of a call. */
export interface HeartbeatOptions {
  /**
   * The progress of the call, from which the next attempt resumes. Every heartbeat carries it, because the server
   * keeps only the newest.
   */
  readonly details?: () => unknown;
  /** The clock of the heartbeats; default: the system's. */
  readonly clock?: Clock;
}

/**
 * Sends heartbeats while a call runs, so that a killed worker is noticed. A call that passes on its cancellation
 * signal then learns of a cancel and of its own time-out. The time-out of each HTTP request bounds the rest. A failed
 * call sends its progress once more.
 */
export async function withHeartbeat<T>(
  call: () => Promise<T>,
  { details, clock = SYSTEM_CLOCK }: HeartbeatOptions = {},
): Promise<T> {
  const context = Context.current();
  const beat = () => context.heartbeat(details?.());
  let stop = clock.after(EVERY_MS, function again() {
    beat();
    stop = clock.after(EVERY_MS, again);
  });
  try {
    return await call();
  } catch (error) {
    if (details !== undefined) beat();
    throw error;
  } finally {
    stop();
  }
}
