import { ActivityFailure, ApplicationFailure, CancelledFailure, TimeoutFailure } from '@temporalio/workflow';
import { BEING_PREPARED } from '../src/contract/messages';
import type { Refusal } from '../src/domain/model/commands';
import { clippedTo } from '../src/domain/facts/json-size';
import { CALLED_OFF } from '../src/domain/facts/retry';
import type { ProviderProblem } from '../src/domain/model/snapshot';

/** The answer to a question that comes before the port's first step is over. */
export function beingPrepared(): ApplicationFailure {
  return ApplicationFailure.nonRetryable(BEING_PREPARED, 'being_prepared');
}

/** The answer to a command that cannot be understood. Nothing of it is kept. */
export function malformedCommand(name: string, example: string): ApplicationFailure {
  return answer(
    ApplicationFailure.nonRetryable(
      `The command ${name} takes one object like ${example}.`,
      'invalid_command',
    ),
  );
}

/** The answer to a command that is larger than any such command needs. Nothing of it is kept. */
export function oversizedCommand(name: string, bytes: number): ApplicationFailure {
  return answer(
    ApplicationFailure.nonRetryable(
      `The input of ${name} is too large: it may have ${String(bytes)} bytes of JSON, and 32 levels. Send only what is to change.`,
      'request_too_large',
    ),
  );
}

/** The answer to a command of which nothing was accepted: its type is the code, its details say what is allowed. */
export function refusedCommand(refused: readonly Refusal[]): ApplicationFailure {
  const message = clippedTo(MESSAGE_BYTES, refused.map((refusal) => refusal.message).join(' '));
  return answer(ApplicationFailure.nonRetryable(message, refused[0]?.code ?? 'refused', ...refused));
}

/** The most bytes of a failure's message: its details say the rest. */
const MESSAGE_BYTES = 4_000;

/** The answer to a command that came too late to be heard. */
export function portEnded(): ApplicationFailure {
  return answer(ApplicationFailure.nonRetryable('The port has ended.', 'port_ended'));
}

/** A refusal is an answer, not a fault: where in the code it was given is nobody's concern, and kept for ever. */
function answer(refusal: ApplicationFailure): ApplicationFailure {
  refusal.stack = '';
  return refusal;
}

/** The answer to a port request that no port can be made of: the one legal reason for a failed workflow. */
export function invalidRequest(
  invalid: readonly { readonly field: string; readonly message: string }[],
): ApplicationFailure {
  const list = invalid.map(({ field, message }) => `${field} ${message}`).join('; ');
  return ApplicationFailure.nonRetryable(`The port request is invalid: ${list}`, 'invalid_request', invalid);
}

/** The answer to the workflow of an account that was started under another id: which account it is, is in its id. */
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

/** What went wrong in an activity, as the domain knows it. Rethrows what is no failure of an activity. */
export function problemOf(error: unknown, account: { provider: string; account: string }): ProviderProblem {
  if (!(error instanceof ActivityFailure)) throw error;
  const { cause } = error;
  if (cause instanceof CancelledFailure) {
    return {
      code: CALLED_OFF,
      message: 'The call was not answered yet when something else was due.',
      // What changes something is only given up while no attempt of it is on its way; the rest changes nothing.
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
