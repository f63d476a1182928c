import { ActivityFailure, ApplicationFailure, CancelledFailure, TimeoutFailure } from '@temporalio/workflow';
import { BEING_PREPARED } from '../src/contract/messages';
import { withReadableMessage } from '../src/contract/readable-message';
import type { Refusal } from '../src/domain/model/commands';
import { clippedTo } from '../src/domain/facts/json-size';
import { CALLED_OFF } from '../src/domain/facts/retry';
import type { ProviderProblem } from '../src/domain/model/snapshot';
import { refusalSummary } from './refusal-summary';

/** The answer to a query before the port's first step has ended. */
export function beingPrepared(): ApplicationFailure {
  return ApplicationFailure.nonRetryable(BEING_PREPARED, 'being_prepared');
}

/** The answer to a malformed command. Nothing of it is stored. */
export function malformedCommand(name: string, example: string): ApplicationFailure {
  return answer(
    ApplicationFailure.nonRetryable(
      `The command ${name} takes one object like ${example}.`,
      'invalid_command',
    ),
  );
}

/** The answer to an oversized command. Nothing of it is stored. */
export function oversizedCommand(name: string, bytes: number): ApplicationFailure {
  return answer(
    ApplicationFailure.nonRetryable(
      `The input of ${name} is too large: it may have ${String(bytes)} bytes of JSON, and 32 levels. Send only what is to change.`,
      'request_too_large',
    ),
  );
}

/** The answer to a command without an accepted part: its type is the code, its details name the allowed commands. */
export function refusedCommand(refused: readonly Refusal[]): ApplicationFailure {
  const message = clippedTo(MESSAGE_BYTES, refused.map((refusal) => refusal.message).join(' '));
  return answer(
    ApplicationFailure.nonRetryable(message, refused[0]?.code ?? 'refused', ...refused),
    refusalSummary(refused),
  );
}

/** The maximum size of a failure's message; the details have everything. */
const MESSAGE_BYTES = 4_000;

/** The answer to a command that came too late to be decided. */
export function portEnded(): ApplicationFailure {
  return answer(ApplicationFailure.nonRetryable('The port has ended.', 'port_ended'));
}

/**
 * Removes the stack: a refusal is an answer, not a fault, and the stack would stay in history.
 *
 * @param readable - stays readable with encryption; default: the message, which then has no data of a port
 */
function answer(refusal: ApplicationFailure, readable = refusal.message): ApplicationFailure {
  refusal.stack = '';
  return withReadableMessage(refusal, readable);
}

/** The answer to an invalid port request: the only reason for a port's workflow to fail. */
export function invalidRequest(
  invalid: readonly { readonly field: string; readonly message: string }[],
): ApplicationFailure {
  const list = invalid.map(({ field, message }) => `${field} ${message}`).join('; ');
  return ApplicationFailure.nonRetryable(`The port request is invalid: ${list}`, 'invalid_request', invalid);
}

/** The answer to an account workflow with a wrong id: the id names the account. */
export function misnamedAccount(workflowId: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    `The workflow of an account needs the id account:<provider>:<account>; this one is ${workflowId}.`,
    'invalid_request',
  );
}

/** No worker of an account took a call in time. */
export function noWorkerFor({ provider, account }: { provider: string; account: string }): ProviderProblem {
  return {
    code: 'no_worker_for_account',
    message:
      `No worker took the call for account ${account} of ${provider}. ` +
      'Start a worker that has this account configured.',
    outcome: 'unavailable',
  };
}

/** Converts an activity failure to a provider problem. Rethrows any other error. */
export function problemOf(error: unknown, account: { provider: string; account: string }): ProviderProblem {
  if (!(error instanceof ActivityFailure)) throw error;
  const { cause } = error;
  if (cause instanceof CancelledFailure) {
    return {
      code: CALLED_OFF,
      message: 'The call was not answered yet when something else was due.',
      // A call that changes something is canceled only while no attempt of it runs; other calls change nothing.
      outcome: 'unavailable',
    };
  }
  if (cause instanceof TimeoutFailure) {
    if (cause.timeoutType === 'SCHEDULE_TO_START') {
      return noWorkerFor(account);
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
