import { ApplicationFailure, Context } from '@temporalio/activity';
import { ProviderError } from '../src/providers/provider-error';
import { SECOND } from '../src/domain/model/time';

/** The longest wait between two attempts of one activity, in milliseconds: that of the retry policies. */
const MAX_DELAY_MS = 30 * SECOND;

/** How an activity takes it that the provider asks for a long wait. */
export interface LongWaits {
  /** It waits as long as it is asked to, because nobody waits for it and what it has done would be lost. */
  readonly waitsThem?: boolean;
}

/**
 * Runs a provider call and turns its error into a failure that Temporal understands: the type is the stable code,
 * the first detail the problem, and what only a person can mend is not tried again.
 *
 * A wait that is longer than the retry policy's own ends the activity: a port has clocks, attentions and commands of its
 * own, which take over, and none of them speaks while an activity waits. The problem says how long to wait.
 *
 * What lies behind the error goes to the worker's log and not into history: its messages hold paths and addresses.
 */
export async function asApplicationFailure<T>(
  call: () => Promise<T>,
  { waitsThem = false }: LongWaits = {},
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    logCause(error);
    const { retryAfterMs } = error;
    const isLong = retryAfterMs !== undefined && retryAfterMs > MAX_DELAY_MS && !waitsThem;
    throw ApplicationFailure.create({
      message: error.message,
      type: error.problem.code,
      nonRetryable: !error.isTransient || isLong,
      details: [error.problem],
      ...(retryAfterMs !== undefined && !isLong && { nextRetryDelay: retryAfterMs }),
    });
  }
}

function logCause({ problem, cause }: ProviderError): void {
  const causes = causesOf(cause);
  if (causes.length > 0)
    activityContext()?.log.info('A provider call failed.', { code: problem.code, causes });
}

/** Outside of an activity there is no log to write to. */
function activityContext(): Context | undefined {
  try {
    return Context.current();
  } catch {
    return undefined;
  }
}

const DEEPEST_CAUSE = 5;

/** What lies behind an error, without its messages: those may name people, and files after them. */
function causesOf(cause: unknown, depth = 0): string[] {
  if (typeof cause !== 'object' || cause === null || depth === DEEPEST_CAUSE) return [];
  const { name, code, syscall, cause: next } = cause as Readonly<Record<string, unknown>>;
  const facts = [name, code, syscall].filter((fact) => typeof fact === 'string');
  return [facts.join(' '), ...causesOf(next, depth + 1)];
}
