import { ApplicationFailure } from '@temporalio/workflow';
import type { ProviderCallInput } from '../../src/contract/provider-call';
import { ACCOUNT_NAME, PROVIDER_NAME, PROVIDER_NAME_FAULT } from '../../src/contract/names';

const OPERATION = /^[A-Za-z][A-Za-z.-]{0,39}$/;

/**
 * Validates the input of a provider call. Written by hand: zod is too large for the workflow bundle. The operation's
 * own schema validates its input.
 *
 * @throws ApplicationFailure `invalid_request`
 */
export function requireCall(given: unknown): ProviderCallInput {
  const call: Record<string, unknown> = typeof given === 'object' && given !== null ? { ...given } : {};
  const { provider, account = 'default', operation, input } = call;
  if (typeof provider !== 'string' || !PROVIDER_NAME.test(provider))
    throw invalidCall('provider', PROVIDER_NAME_FAULT);
  if (typeof account !== 'string' || !ACCOUNT_NAME.test(account))
    throw invalidCall('account', 'must be 1 to 40 lower-case letters, digits or dashes');
  if (typeof operation !== 'string' || !OPERATION.test(operation))
    throw invalidCall('operation', 'must name an operation, for example "portability"');
  return { provider, account, operation, input: input ?? {} };
}

function invalidCall(field: string, message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    `The provider call is invalid: ${field} ${message}. It takes one object like ` +
      `{"provider": "my-carrier", "account": "default", "operation": "portability", "input": {"numbers": ["+12125550100"]}}.`,
    'invalid_request',
    [{ field, message }],
  );
}
