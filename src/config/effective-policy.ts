import { Duration } from 'luxon';
import type { RequestedPolicy } from '../contract/port-request-schema';
import { DEFAULT_POLICY, type Policy } from '../domain/model/policy';
import type { Milliseconds } from '../domain/model/time';
import { scaledPolicy } from './day-scale';
import { DurationError, parseDuration } from './duration';

/** The sources of a port's policy; each one overrides those before it. */
export interface PolicySources {
  /** The provider's policy: `PortingProvider.capabilities`. */
  readonly capabilities: { readonly policy: Partial<Policy> };
  /** The account's policy: an `AccountConfig`. */
  readonly account: { readonly policy: Partial<Policy> };
  /** The request's policy, in ISO 8601; it may only lengthen. */
  readonly request?: RequestedPolicy | undefined;
  /** `PORTKEEPER_DAY_SECONDS`, applied last to the merged policy. */
  readonly daySeconds?: number | undefined;
}

/** A request's policy is malformed, or shorter than that of its account. */
export class RequestPolicyError extends Error {
  override readonly name = 'RequestPolicyError';
  readonly code = 'invalid_request';
  /** The path in the port request input. */
  readonly field: string;

  /** @param problem - what is wrong, as the end of a sentence that begins with the field */
  constructor(field: string, problem: string) {
    super(`${field} ${problem}`);
    this.field = field;
  }
}

/**
 * Computes the policy of a port, in milliseconds. It is fixed when the port begins.
 *
 * @throws RequestPolicyError if the request's part is malformed or would shorten the account's values
 */
export function effectivePolicy(sources: PolicySources): Policy {
  const base = { ...DEFAULT_POLICY, ...sources.capabilities.policy, ...sources.account.policy };
  const policy = {
    ...base,
    cancellationWindow: lengthened('cancellationWindow', base, sources.request),
    notice: lengthened('notice', base, sources.request),
  };
  return scaledPolicy(policy, sources.daySeconds);
}

function lengthened(
  key: keyof RequestedPolicy,
  base: Policy,
  request: RequestedPolicy | undefined,
): Milliseconds {
  const text = request?.[key];
  if (text === undefined) return base[key];
  const requested = parseField(`policy.${key}`, text);
  if (requested >= base[key]) return requested;
  const minimum = Duration.fromMillis(base[key]).rescale().toISO();
  throw new RequestPolicyError(`policy.${key}`, `may only be longer than the account's ${minimum}`);
}

function parseField(field: string, text: string): Milliseconds {
  try {
    return parseDuration(text);
  } catch (error) {
    throw error instanceof DurationError ? new RequestPolicyError(field, error.message) : error;
  }
}
