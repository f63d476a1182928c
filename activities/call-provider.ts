import { ApplicationFailure } from '@temporalio/activity';
import { invalidFields } from '../src/contract/invalid-fields';
import type { OwnOperationName, ProviderOperation } from '../src/providers/operations';
import type { CallContext, PortingProvider } from '../src/providers/provider';
import type { Account, AccountDirectory } from './accounts';
import { dryRun } from './dry-run';
import { beating } from './heartbeats';
import type { CallProviderInput } from './provider-call-activities';

/**
 * Carries out one operation at an account's provider.
 *
 * @throws ApplicationFailure `not_supported` or `invalid_request`, not retryable
 * @throws ProviderError
 */
export async function callProvider(
  account: Account,
  { operation, input = {} }: Pick<CallProviderInput, 'operation' | 'input'>,
  accounts: AccountDirectory,
  call: CallContext,
): Promise<unknown> {
  if (operation === 'dryRun') return beating(() => dryRun(input, account, accounts, call));
  const { provider } = account;
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
): ProviderOperation<OwnOperationName> {
  const found = Object.hasOwn(operations, operation) ? operations[operation as OwnOperationName] : undefined;
  if (found !== undefined) return found;
  throw ApplicationFailure.nonRetryable(
    `${name} has no operation "${operation}". It has: ${['dryRun', ...Object.keys(operations)].join(', ')}.`,
    'not_supported',
  );
}
