import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow';
import { BEING_PREPARED } from '../src/contract/messages';
import type { ProviderProblem } from '../src/domain/snapshot';

/** The answer to a question that comes before the port's first step is over. */
export function beingPrepared(): ApplicationFailure {
  return ApplicationFailure.nonRetryable(BEING_PREPARED, 'being_prepared');
}

/** The answer to a command that cannot be understood. Nothing of it is kept. */
export function malformedCommand(name: string, example: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    `The command ${name} takes one object like ${example}.`,
    'invalid_command',
  );
}

/** The answer to a port request that no port can be made of: the one legal reason for a failed workflow. */
export function invalidRequest(field: string, message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    `The port request is invalid: ${field} ${message}`,
    'invalid_request',
    [{ field, message }],
  );
}

/** What went wrong in an activity, as the domain knows it. Rethrows what is no failure of an activity. */
export function problemOf(error: unknown, account: { provider: string; account: string }): ProviderProblem {
  if (!(error instanceof ActivityFailure)) throw error;
  const { cause } = error;
  if (cause instanceof TimeoutFailure) {
    if (cause.timeoutType === 'SCHEDULE_TO_START') {
      return {
        code: 'no_worker_for_account',
        message:
          `No worker took the call for account ${account.account} of ${account.provider}. ` +
          'Start a worker that has this account configured.',
        outcome: 'unavailable',
      };
    }
    return {
      code: 'provider_timeout',
      message: 'The call was not answered in time; the provider may have carried it out.',
      outcome: 'unknown',
    };
  }
  if (cause instanceof ApplicationFailure) {
    const problem = cause.details?.[0] as ProviderProblem | undefined;
    if (problem?.outcome !== undefined) return problem;
  }
  return {
    code: 'internal_error',
    message: `The call failed inside Portkeeper: ${cause?.message ?? error.message}`,
    outcome: 'unknown',
  };
}
