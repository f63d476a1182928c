import { ApplicationFailure } from '@temporalio/activity';
import { invalidFields } from '../src/contract/invalid-fields';
import type { OperationName } from '../src/contract/provider-operations';
import type { ProviderOperation } from '../src/providers/operations';
import type { CallContext, PortingProvider } from '../src/providers/provider';
import { beating } from './heartbeats';
import type { CallProviderInput } from './provider-call-activities';

/**
 * Carries out one operation of a provider.
 *
 * @throws ApplicationFailure `not_supported` or `invalid_request`, not retryable
 * @throws ProviderError
 */
export async function callProvider(
  provider: PortingProvider,
  { operation, input = {} }: Pick<CallProviderInput, 'operation' | 'input'>,
  call: CallContext,
): Promise<unknown> {
  const found = operationOf(provider, operation);
  const parsed = found.input.safeParse(input);
  if (!parsed.success) {
    const invalid = invalidFields(parsed.error, 'input');
    const list = invalid.map(({ field, message }) => `${field} ${message}`).join('; ');
    throw ApplicationFailure.nonRetryable(
      `The input of ${provider.name} ${operation} is invalid: ${list}`,
      'invalid_request',
      invalid,
    );
  }
  return beating(() => found.run(parsed.data, call));
}

function operationOf(
  { name, operations }: PortingProvider,
  operation: string,
): ProviderOperation<OperationName> {
  const found = Object.hasOwn(operations, operation) ? operations[operation as OperationName] : undefined;
  if (found !== undefined) return found;
  throw ApplicationFailure.nonRetryable(
    `${name} has no operation "${operation}". It has: ${Object.keys(operations).join(', ') || 'none'}.`,
    'not_supported',
  );
}
