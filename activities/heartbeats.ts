import { Context } from '@temporalio/activity';
import { SYSTEM_CLOCK, type Clock } from '../src/providers/http/clock';

/** A call that is over sooner needs none, and each that reaches the server costs an action. */
const EVERY_MS = 10_000;

/** What a call says of itself while it runs. */
export interface Beating {
  /** How far the call is: what the next attempt begins with. Every heartbeat carries it, or the server forgets it. */
  readonly details?: () => unknown;
  /** By whose time the heart beats; default: the computer's. */
  readonly clock?: Clock;
}

/**
 * Says while a call runs that its worker lives, so that one that was killed is noticed. A call that
 * passes on its cancellation signal then hears of a cancel too, and of the end of its own time. What hangs inside is
 * bounded by the time-out of each HTTP request. A call that fails says once more how far it has come.
 */
export async function withHeartbeat<T>(
  call: () => Promise<T>,
  { details, clock = SYSTEM_CLOCK }: Beating = {},
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
