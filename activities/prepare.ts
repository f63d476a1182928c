import { ApplicationFailure } from '@temporalio/activity';
import type { InvalidField } from '../src/contract/invalid-fields';
import { countryOf } from '../src/contract/phone-number';
import { parsePortRequest, type RequestedPolicy } from '../src/contract/port-request-schema';
import { requestDigest } from '../src/contract/request-digest';
import { effectivePolicy, RequestPolicyError } from '../src/config/effective-policy';
import type { PreparedRequest } from '../src/domain/begin';
import type { Account, AccountDirectory } from './accounts';
import { requirementsOf } from './requirements';

/**
 * The first step of a port: parse, normalize, resolve the account, fix the policy.
 *
 * @throws ApplicationFailure `invalid_request`, not retryable, naming every wrong field; `request_too_large`
 */
export function prepareRequest(input: unknown, accounts: AccountDirectory, now: number): PreparedRequest {
  const parsed = parsePortRequest(input);
  if (!parsed.ok) throw invalidRequest(parsed.invalid, parsed.code);
  const { request, policy, given } = parsed;
  const account = accounts.find(request.provider, request.account);
  if (account === undefined) {
    const known = accounts.names().join(', ') || 'none';
    throw invalidRequest([
      {
        field: 'account',
        message: `${request.provider}/${request.account} is not configured on this worker (configured: ${known})`,
      },
    ]);
  }
  const country = countryOf(request);
  return {
    request,
    policy: policyOf(account, policy),
    capabilities: capabilitiesOf(account),
    ...(country !== undefined && { country }),
    missing: requirementsOf(account, request, now),
    requestDigest: requestDigest(given, policy),
  };
}

/** Recorded when the port begins: a later release of the provider's code does not move a running port. */
export function capabilitiesOf({ provider, isSwept }: Account): PreparedRequest['capabilities'] {
  const {
    webhookScope: _w,
    list: _l,
    uploads: _u,
    policy: _p,
    sweep,
    ...capabilities
  } = provider.capabilities;
  return { ...capabilities, ...(isSwept === true && sweep !== undefined && { sweep }) };
}

/** The policy of a port of an account. @throws ApplicationFailure `invalid_request` */
export function policyOf(account: Account, request: RequestedPolicy): PreparedRequest['policy'] {
  try {
    const { capabilities } = account.provider;
    return effectivePolicy({ capabilities, account, request, daySeconds: account.daySeconds });
  } catch (error) {
    if (!(error instanceof RequestPolicyError)) throw error;
    throw invalidRequest([{ field: error.field, message: error.message.slice(error.field.length + 1) }]);
  }
}

/** The refusal of a request, naming every wrong field. */
export function invalidRequest(
  invalid: readonly InvalidField[],
  code: 'invalid_request' | 'request_too_large' = 'invalid_request',
): ApplicationFailure {
  const list = invalid.map(({ field, message }) => `${field} ${message}`).join('; ');
  return ApplicationFailure.nonRetryable(`The port request is invalid: ${list}`, code, invalid);
}
