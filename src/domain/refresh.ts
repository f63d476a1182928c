import { quietly, type Change } from './change';
import type { CommandRule } from './commands';
import { openAttempt, withAttempt, type Port } from './port';
import type { Instant } from './time';

/** Look at the provider now, and try at once what waits to be tried again. */
export interface RefreshCommand {
  readonly name: 'refresh';
}

export const REFRESH: CommandRule<RefreshCommand> = {
  needs: (_port, asked) => (asked.isLooked ? undefined : 'look'),
  judge: (port) => ({ accepted: port.request.numbers.map((number) => number.phoneNumber), refused: [] }),
  apply: (port, asked) => tryAgainNow(port, asked.at),
};

/** Somebody has mended what was wrong, and does not want to wait for the next try. */
function tryAgainNow(port: Port, at: Instant): Change {
  const { failure } = port.reading;
  const reading =
    failure === undefined ? port.reading : { ...port.reading, failure: { ...failure, retryAt: at } };
  return quietly(attemptNow({ ...port, reading }, at));
}

function attemptNow(port: Port, at: Instant): Port {
  const attempt = openAttempt(port);
  if (attempt?.state === 'delayed' && attempt.failure !== undefined) {
    return withAttempt(port, { ...attempt, failure: { ...attempt.failure, retryAt: at } });
  }
  const { search } = attempt ?? {};
  // The wait before a search gives the provider time to show the order; only what comes after it is cut short.
  const isStuck = search !== undefined && (search.nextAt === undefined || search.failure !== undefined);
  return attempt !== undefined && isStuck
    ? withAttempt(port, { ...attempt, search: { ...search, nextAt: at } })
    : port;
}
