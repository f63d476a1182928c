import { Context } from '@temporalio/activity';

/** A call that is over sooner needs none, and each that reaches the server costs an action. */
const EVERY_MS = 10_000;

/**
 * Says while a call runs that its worker lives, so that one that was killed is noticed. A call that
 * passes on its cancellation signal then hears of a cancel too. What hangs inside is bounded by the time-out of each HTTP request.
 */
export async function beating<T>(call: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(), EVERY_MS);
  try {
    return await call();
  } finally {
    clearInterval(timer);
  }
}
