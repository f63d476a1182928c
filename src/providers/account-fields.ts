import { ACCOUNT_NAME } from '../contract/names';
import type { ProviderItemStatus } from '../domain/model/status';
import type { StatusMap } from './account';
import { serverUrl } from './server-url';
import { IANAZone } from 'luxon';
import { z } from 'zod';

/** The statuses that a provider's status can be mapped to; a draft is ours alone. */
const STATUSES = [
  'not_portable',
  'in_review',
  'awaiting_signature',
  'submitted',
  'foc_confirmed',
  'rejected',
  'canceling',
  'ported',
  'canceled',
  'expired',
  'reversed',
] as const satisfies readonly ProviderItemStatus[];

/** A token or another secret: it is never shown, so its form is all that a message speaks of. */
export const secret = z
  .string()
  .regex(/^\S+$/, 'must not be empty or contain blanks')
  .refine((text) => !/^["'“”‘’`]|["'“”‘’`]$/.test(text), 'begins or ends with a quote; remove it')
  .refine((text) => !/[\p{C}\u00ad]/u.test(text), 'holds a character that cannot be seen; copy it again');

/** An IANA time zone. */
export const timeZone = z
  .string()
  .refine((zone) => IANAZone.isValidZone(zone), 'must be an IANA time zone such as America/New_York');

/** The schemas of the keys that an account has at every provider. */
export interface AccountFields<Name extends string> {
  /** The name of the provider. */
  readonly provider: z.ZodLiteral<Name>;
  /** The name that port requests use for this account; `default` unless given. */
  readonly name: z.ZodDefault<z.ZodString>;
  /** Which of our statuses a provider's word means; none unless given. */
  readonly statusMap: z.ZodDefault<z.ZodType<StatusMap, StatusMap>>;
}

/**
 * The keys that an account has at every provider: `provider`, `name` and `statusMap`.
 *
 * @param provider - the name of the provider, as its descriptor has it
 */
export function accountFields<Name extends string>(provider: Name): AccountFields<Name> {
  return {
    provider: z.literal(provider),
    name: z
      .string()
      .regex(ACCOUNT_NAME, 'must be 1 to 40 lower-case letters, digits and dashes')
      .default('default'),
    statusMap: z
      .record(z.string(), z.enum(STATUSES), 'must be an object: provider word to our status')
      .default({}),
  };
}

/** The URL of a provider's API: scheme, host and path. The provider's own URL is the default. */
export function baseUrl(ofProvider: string) {
  return serverUrl.default(ofProvider);
}
