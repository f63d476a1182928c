import { ApplicationFailure } from '@temporalio/activity';
import type { InvalidField } from '../../src/contract/invalid-fields';
import { countryOf } from '../../src/contract/phone-number';
import { parsePortRequest, type RequestedPolicy } from '../../src/contract/port-request-schema';
import { requestDigest } from '../../src/contract/request-digest';
import { effectivePolicy, RequestPolicyError } from '../../src/config/effective-policy';
import { type PreparedRequest, UNKNOWN_TERMS } from '../../src/domain/lifecycle/begin';
import { BEHAVIOR } from '../../src/domain/model/behavior';
import type { AccountTerms } from '../../src/domain/model/events';
import type { PortRequest } from '../../src/domain/model/request';
import type { Account, AccountDirectory } from '../accounts';
import { requirementsOf } from './requirements';

/**
 * The first step of a port: parse, normalize, resolve the account, fix the policy. A worker may lack an account that
 * another worker has, during a roll-out or because accounts are distributed: then a worker with the account does the
 * account's part (`prepareAccount`).
 *
 * @throws ApplicationFailure `invalid_request`, not retryable, naming every wrong field; `request_too_large`
 */
export function prepareRequest(input: unknown, accounts: AccountDirectory, now: number): PreparedRequest {
  const parsed = parsePortRequest(input);
  if (!parsed.ok) throw invalidRequest(parsed.invalid, parsed.code);
  const { request, policy, given } = parsed;
  const account = accounts.find(request.provider, request.account);
  const country = countryOf(request);
  return {
    behavior: BEHAVIOR,
    request,
    ...(account === undefined
      ? { ...UNKNOWN_TERMS, unprepared: { policy } }
      : termsOf(account, request, policy, now)),
    ...(country !== undefined && { country }),
    requestDigest: requestDigest(given, policy),
  };
}

/** The account's part of a port that began without it; `ok: false`: the worker refuses the request. */
export type AccountPreparation =
  | { readonly ok: true; readonly terms: AccountTerms }
  | { readonly ok: false; readonly invalid: readonly InvalidField[] };

/** The account's part of the first step, for a request that a worker without the account prepared. */
export function prepareAccount(
  account: Account,
  request: PortRequest,
  policy: RequestedPolicy,
  now: number,
): AccountPreparation {
  try {
    return { ok: true, terms: termsOf(account, request, policy, now) };
  } catch (error) {
    const isRefusal = error instanceof ApplicationFailure && error.type === 'invalid_request';
    if (!isRefusal) throw error;
    return { ok: false, invalid: (error.details?.[0] ?? []) as readonly InvalidField[] };
  }
}

/** @throws ApplicationFailure `invalid_request` */
function termsOf(account: Account, request: PortRequest, policy: RequestedPolicy, now: number): AccountTerms {
  requireOwnTenant(account, request);
  return {
    policy: policyOf(account, policy),
    capabilities: capabilitiesOf(account),
    missing: requirementsOf(account, request, now),
  };
}

/** The message names no other tenant. */
function requireOwnTenant({ name, tenants, provider }: Account, { tenant }: PortRequest): void {
  if (tenants === undefined || (tenant !== undefined && tenants.includes(tenant))) return;
  const message = `${tenant === undefined ? 'is required:' : 'is wrong:'} account ${name} of ${provider.name} is for named tenants only`;
  throw invalidRequest([{ field: 'tenant', message }]);
}

/** Recorded when the port begins: a later release of the provider's code does not change a running port. */
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
