import type { DryRun } from '../../src/contract/provider-operations';
import { requestWarnings } from '../../src/contract/request-warnings';
import { begin } from '../../src/domain/lifecycle/begin';
import { evolve } from '../../src/domain/lifecycle/evolve';
import { planOrders, isReadyToSubmit } from '../../src/domain/facts/submission';
import type { PortRequest } from '../../src/domain/model/request';
import type { MissingField } from '../../src/domain/model/snapshot';
import { unsupportedFieldsOf } from '../../src/providers/input-fields';
import type { CallContext } from '../../src/providers/call-context';
import type { Account, AccountDirectory } from '../accounts';
import { invalidRequest, prepareRequest } from '../port/prepare';
import { requirementsOf } from '../port/requirements';

/**
 * The result of a port request without its submission: a port begins and is checked like every port, but nothing is
 * sent and nothing is stored.
 *
 * @param input - the request as given
 * @param account - the called account, which must be the request's own
 * @throws ApplicationFailure `invalid_request`, naming every wrong field
 * @throws ProviderError
 */
export async function dryRun(
  input: unknown,
  account: Account,
  accounts: AccountDirectory,
  call: CallContext,
): Promise<DryRun> {
  const prepared = prepareRequest(input, accounts, call.now);
  const { request, missing } = prepared;
  requireOwn(account, request);
  const { provider } = account;
  const numbers = request.numbers.map(({ phoneNumber }) => phoneNumber);
  const portability = await provider.checkPortability(numbers, call, request);
  const port = evolve(begin(prepared, call.now, 0), {
    kind: 'checked',
    at: call.now,
    answers: portability,
    missing: together(missing, requirementsOf(account, request, call.now, portability)),
  });
  // The plan of its orders does not depend on when the submission is approved.
  const isComplete = isReadyToSubmit({ ...port, isSubmitApproved: true });
  return {
    missing: port.missing,
    unsupportedFields: unsupportedFieldsOf(request, provider.unsupportedFields),
    portability,
    orders: isComplete ? planOrders(port) : [],
    wouldSubmit: isComplete && port.isSubmitApproved,
    warnings: requestWarnings(request),
  };
}

/** Another account's credentials may see other numbers and have other rights. */
function requireOwn({ provider, name }: Account, request: PortRequest): void {
  if (request.provider === provider.name && request.account === name) return;
  throw invalidRequest([
    {
      field: request.provider === provider.name ? 'account' : 'provider',
      message: `is ${request.provider}/${request.account}, but ${provider.name}/${name} was asked`,
    },
  ]);
}

/** Fields that are missing before the check stop a port before it, so they are listed first. */
function together(before: readonly MissingField[], after: readonly MissingField[]): readonly MissingField[] {
  const known = new Set(after.map((field) => JSON.stringify(field)));
  return [...before.filter((field) => !known.has(JSON.stringify(field))), ...after];
}
