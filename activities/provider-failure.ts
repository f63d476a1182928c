import { ApplicationFailure, Context } from '@temporalio/activity';
import { ProviderError } from '../src/providers/provider-error';
import { SECOND } from '../src/domain/model/time';

/** The maximum wait between two attempts of one activity, in milliseconds, as in the retry policies. */
const MAX_DELAY_MS = 30 * SECOND;

/** The treatment of a long `Retry-After`. */
export interface LongWaits {
  /**
   * The activity waits as long as the provider asks, because no caller waits for it and its progress would be lost.
   */
  readonly awaitsRetryAfter?: boolean;
}

/**
 * Runs a provider call and converts its error to a failure for Temporal: the type is the stable code, the first
 * detail is the problem, and an error that only a person can fix is not retried.
 *
 * A wait longer than the retry policy's own ends the activity: the port has its own clocks, attentions and commands,
 * which take over and are blocked while an activity waits. The problem has the time to wait.
 *
 * The cause of the error goes to the worker's log and not into history, because its messages contain paths and
 * addresses.
 */
export async function asApplicationFailure<T>(
  call: () => Promise<T>,
  { awaitsRetryAfter = false }: LongWaits = {},
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    logCause(error);
    const { retryAfterMs } = error;
    const isLong = retryAfterMs !== undefined && retryAfterMs > MAX_DELAY_MS && !awaitsRetryAfter;
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

/** Outside of an activity there is no log. */
function activityContext(): Context | undefined {
  try {
    return Context.current();
  } catch {
    return undefined;
  }
}

const MAX_CAUSE_DEPTH = 5;

/** The causes of an error, without their messages, which may name people and files. */
function causesOf(cause: unknown, depth = 0): string[] {
  if (typeof cause !== 'object' || cause === null || depth === MAX_CAUSE_DEPTH) return [];
  const { name, code, syscall, cause: next } = cause as Readonly<Record<string, unknown>>;
  const facts = [name, code, syscall].filter((fact) => typeof fact === 'string');
  return [facts.join(' '), ...causesOf(next, depth + 1)];
}
