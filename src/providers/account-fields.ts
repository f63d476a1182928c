import { ACCOUNT_NAME } from '../contract/names';
import type { ProviderItemStatus } from '../domain/model/status';
import type { StatusMap } from './account';
import { serverUrl } from './server-url';
import { IANAZone } from 'luxon';
import { z } from 'zod';

/** The statuses that a provider status can be mapped to. `draft` is Portkeeper's own. */
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

/** A token or another secret. Messages never show its value, only what is wrong with its form. */
export const secret = z
  .string()
  .regex(/^\S+$/, 'must not be empty or contain blanks')
  .refine((text) => !/^["'“”‘’`]|["'“”‘’`]$/.test(text), 'begins or ends with a quote; remove it')
  .refine((text) => !/[\p{C}\u00ad]/u.test(text), 'contains an invisible character; copy it again');

/** An IANA time zone. */
export const timeZone = z
  .string()
  .refine((zone) => IANAZone.isValidZone(zone), 'must be an IANA time zone such as America/New_York');

/** The schemas of the keys that every provider's account has. */
export interface AccountFields<Name extends string> {
  /** The name of the provider. */
  readonly provider: z.ZodLiteral<Name>;
  /** The name that port requests use for this account; default `default`. */
  readonly name: z.ZodDefault<z.ZodString>;
  /** Maps provider statuses to item statuses; default empty. */
  readonly statusMap: z.ZodDefault<z.ZodType<StatusMap, StatusMap>>;
}

/**
 * The keys that every provider's account has: `provider`, `name` and `statusMap`.
 *
 * @param provider - the name of the provider, as in its descriptor
 */
export function accountFields<Name extends string>(provider: Name): AccountFields<Name> {
  return {
    provider: z.literal(provider),
    name: z
      .string()
      .regex(ACCOUNT_NAME, 'must be 1 to 40 lower-case letters, digits and dashes')
      .default('default'),
    statusMap: z
      .record(z.string(), z.enum(STATUSES), 'must be an object that maps provider statuses to item statuses')
      .default({}),
  };
}

/** The base URL of a provider's API: scheme, host and path. Default: the provider's own URL. */
export function baseUrl(ofProvider: string) {
  return serverUrl.default(ofProvider);
}
