import { z } from 'zod';
import { tenantName } from '../contract/port-request-schema';
import type { AccountUse, ProviderDescriptor } from '../providers/descriptor';
import type { AccountConfig } from './account-config';
import { positiveDuration } from './duration';
import { issueMessage, reportMissing } from './issue-message';
import { accountPolicySchema } from './policy-schema';

/** The keys of an entry that concern the use of the account. All others are for its provider's schema. */
const usageSchema = z.object({
  rateLimit: z
    .strictObject({
      requestsPerSecond: z.number().positive('must be above 0'),
      workers: z.int().positive('must be at least 1').default(1),
    })
    .exactOptional(),
  policy: accountPolicySchema.default({}),
  sweep: z.strictObject({ every: positiveDuration }).exactOptional(),
  documents: z.strictObject({ maxAge: positiveDuration }).exactOptional(),
  tenants: z.array(tenantName).min(1, 'must name at least one tenant').exactOptional(),
});

const USAGE_KEYS: ReadonlySet<string> = new Set(Object.keys(usageSchema.shape));

/** An error at one path of an entry. */
export interface EntryFault {
  readonly path: readonly PropertyKey[];
  readonly what: string;
}

/** The result of parsing an entry. */
export type ParsedEntry =
  | { readonly ok: true; readonly config: AccountConfig }
  | { readonly ok: false; readonly faults: readonly EntryFault[] };

/**
 * Parses one entry of `accounts`, or the equivalent from variables: the common keys here, the others with the
 * schema of its provider.
 */
export function parseEntry(
  entry: Readonly<Record<string, unknown>>,
  descriptor: ProviderDescriptor,
  use: AccountUse,
): ParsedEntry {
  const pairs = Object.entries(entry);
  const own = Object.fromEntries(pairs.filter(([key]) => !USAGE_KEYS.has(key)));
  const account = descriptor.accountSchema(use).safeParse(own, { error: reportMissing });
  const usage = usageSchema.safeParse(entry, { error: reportMissing });
  if (account.success && usage.success) {
    const { policy, rateLimit, sweep, documents, tenants } = usage.data;
    const config = {
      descriptor,
      account: account.data,
      policy,
      ...(rateLimit && { rateLimit }),
      ...(sweep && { sweepEvery: sweep.every }),
      ...(documents && { documentMaxAge: documents.maxAge }),
      ...(tenants && { tenants }),
    };
    return { ok: true, config };
  }
  const issues = [...(account.error?.issues ?? []), ...(usage.error?.issues ?? [])];
  return { ok: false, faults: issues.map((issue) => ({ path: issue.path, what: issueMessage(issue) })) };
}
