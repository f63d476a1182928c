import { ApplicationFailure } from '@temporalio/activity';
import { ProviderError } from '../src/providers/provider-error';

/**
 * Runs a provider call and turns its error into a failure that Temporal understands: the type is the stable code,
 * the first detail the problem, and what only a person can mend is not tried again.
 */
export async function failingAsProvider<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw ApplicationFailure.create({
      message: error.message,
      type: error.problem.code,
      nonRetryable: !error.isTransient,
      details: [error.problem],
      ...(error.retryAfterMs !== undefined && { nextRetryDelay: error.retryAfterMs }),
      cause: error,
    });
  }
}
