import { IANAZone } from 'luxon';
import { z } from 'zod';
import { ACCOUNT_NAME } from '../contract/names';
import type { ProviderItemStatus } from '../domain/model/status';
import type { AccountConfig } from './account-config';
import { positiveDuration } from './duration';
import { accountPolicySchema } from './policy-schema';
import { serverUrl } from './variables';

/** The statuses a provider's word can be mapped to; a draft is ours alone. */
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

/** A token, or the like: never shown, so nothing but its form can be said of it. */
export const secret = z
  .string()
  .regex(/^\S+$/, 'must not be empty or contain blanks')
  .refine((text) => !/^["'“”‘’`]|["'“”‘’`]$/.test(text), 'begins or ends with a quote; remove it')
  .refine((text) => !/[\p{C}\u00ad]/u.test(text), 'holds a character that cannot be seen; copy it again');

/** An IANA time zone. */
export const timeZone = z
  .string()
  .refine((zone) => IANAZone.isValidZone(zone), 'must be an IANA time zone such as America/New_York');

/** What every entry of the configuration file's `accounts` has, whatever the provider. */
export const accountEntry = {
  name: z
    .string()
    .regex(ACCOUNT_NAME, 'must be 1 to 40 lower-case letters, digits and dashes')
    .default('default'),
  rateLimit: z
    .strictObject({
      requestsPerSecond: z.number().positive('must be above 0'),
      workers: z.int().positive('must be at least 1').default(1),
    })
    .exactOptional(),
  policy: accountPolicySchema.default({}),
  sweep: z.strictObject({ every: positiveDuration }).exactOptional(),
  documents: z.strictObject({ maxAge: positiveDuration }).exactOptional(),
  statusMap: z
    .record(z.string(), z.enum(STATUSES), 'must be an object: provider word to our status')
    .default({}),
};

/** Where a provider's API is, with the provider's own address as the default. */
export function baseUrl(ofProvider: string) {
  return serverUrl.default(ofProvider);
}

/** What of an entry is about how the account is used, not about the provider. */
export function accountUse({
  policy,
  rateLimit,
  sweep,
  documents,
}: {
  readonly policy: AccountConfig['policy'];
  readonly rateLimit?: AccountConfig['rateLimit'] | undefined;
  readonly sweep?: { readonly every: number } | undefined;
  readonly documents?: { readonly maxAge: number } | undefined;
}): Omit<AccountConfig, 'account'> {
  return {
    policy,
    ...(rateLimit && { rateLimit }),
    ...(sweep && { sweepEvery: sweep.every }),
    ...(documents && { documentMaxAge: documents.maxAge }),
  };
}
