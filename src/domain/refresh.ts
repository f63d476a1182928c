import { quietly, type Change } from './change';
import type { AskedCommand, CommandRule } from './commands';
import { openAttempt, withAttempt, type OrderItem, type Port } from './port';
import type { Instant } from './time';

/** Look at the provider now, and try at once what waits to be tried again. */
export interface RefreshCommand {
  readonly name: 'refresh';
}

export const REFRESH: CommandRule<RefreshCommand> = {
  needs: (_port, asked) => (asked.isLooked ? undefined : 'look'),
  judge: (port) => ({ accepted: port.request.numbers.map((number) => number.phoneNumber), refused: [] }),
  apply: tryAgainNow,
};

/** Somebody has mended what was wrong, and does not want to wait for the next try. */
function tryAgainNow(port: Port, { at, isLooked }: AskedCommand): Change {
  const { failure } = port.reading;
  // A look that was made for the asking and failed has its own next try.
  const isWaiting = failure !== undefined && !isLooked;
  const reading = isWaiting ? { ...port.reading, failure: { ...failure, retryAt: at } } : port.reading;
  const { draftFailure } = port;
  const draft = draftFailure && { draftFailure: { ...draftFailure, retryAt: at } };
  const items = port.items.map((item) => withCancelNow(item, at));
  return quietly(attemptNow({ ...port, items, reading, ...draft }, at));
}

/** A cancel that was accepted and could not be sent: its deadline does not wait. */
function withCancelNow(item: OrderItem, at: Instant): OrderItem {
  const { cancel } = item;
  if (cancel?.state !== 'asked' || cancel.failure === undefined) return item;
  return { ...item, cancel: { ...cancel, failure: { ...cancel.failure, retryAt: at } } };
}

function attemptNow(port: Port, at: Instant): Port {
  const attempt = openAttempt(port);
  if (attempt?.state === 'delayed' && attempt.failure !== undefined) {
    return withAttempt(port, { ...attempt, failure: { ...attempt.failure, retryAt: at } });
  }
  if (attempt?.search === undefined) return port;
  const { search } = attempt;
  // The wait before a search gives the provider time to show the order; only what comes after it is cut short.
  const isStuck = search.nextAt === undefined || search.failure !== undefined;
  return isStuck ? withAttempt(port, { ...attempt, search: { ...search, nextAt: at } }) : port;
}
