import { ApplicationFailure } from '@temporalio/activity';
import { z } from 'zod';
import { invalidFields } from '../../src/contract/invalid-fields';
import type { OperationName } from '../../src/contract/provider-operations';
import type { ProviderOperation, SharedOperationName } from '../../src/providers/operations';
import type { CallContext } from '../../src/providers/call-context';
import type { Account, AccountDirectory } from '../accounts';
import { cancelOrder, cancelOrderInput } from './cancel-order';
import { dryRun } from './dry-run';
import { withHeartbeat } from '../heartbeats';
import type { CallProviderInput } from './provider-call-activities';
import type { OpenPorts } from '../account/sweep-account';

/**
 * Runs one operation at an account's provider.
 *
 * @throws ApplicationFailure `not_supported` or `invalid_request`, not retryable
 * @throws ProviderError
 */
export async function callProvider(
  account: Account,
  { operation, input = {} }: Pick<CallProviderInput, 'operation' | 'input'>,
  around: Surroundings,
  call: CallContext,
): Promise<unknown> {
  const { provider } = account;
  const found = operationOf(operation, provider.name, {
    ...sharedOperations(account, around),
    ...provider.operations,
  });
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
  return withHeartbeat(() => found.run(parsed.data, call));
}

/** The dependencies of shared operations, beside the account. */
export interface Surroundings {
  readonly accounts: AccountDirectory;
  /** The open ports of the account. */
  readonly ports: () => OpenPorts;
}

type OperationTable = { readonly [Name in OperationName]?: ProviderOperation<Name> };

function sharedOperations(
  account: Account,
  { accounts, ports }: Surroundings,
): Required<Pick<OperationTable, SharedOperationName>> {
  return {
    dryRun: { input: z.unknown(), run: (input, call) => dryRun(input, account, accounts, call) },
    'order.cancel': {
      input: cancelOrderInput,
      run: (input, call) => cancelOrder(input, account, ports(), call),
    },
  };
}

function operationOf(
  operation: string,
  provider: string,
  table: OperationTable,
): ProviderOperation<OperationName> {
  const found = Object.hasOwn(table, operation) ? table[operation as OperationName] : undefined;
  if (found !== undefined) return found;
  throw ApplicationFailure.nonRetryable(
    `${provider} has no operation "${operation}". It has: ${Object.keys(table).join(', ')}.`,
    'not_supported',
  );
}
