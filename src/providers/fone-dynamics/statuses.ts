import type { ProviderItemStatus } from '../../domain/model/status';
import type { StatusMap } from '../account';
import { normalizeStatus } from '../normalize-status';

/** The only two published (docs/reference/fone-dynamics.md#statuses); the account's `statusMap` knows the others. */
const WORDS: StatusMap = { received: 'in_review', queued: 'in_review' };

/** What the provider's words mean in one account; absent when nobody knows. The same words for requests and numbers. */
export type StatusLookup = (providerStatus: string) => ProviderItemStatus | undefined;

/** Builds the table of an account: its own entries above the published ones. */
export function statusLookup(overrides: StatusMap = {}): StatusLookup {
  const own = Object.entries(overrides).map(
    ([providerStatus, status]) => [normalizeStatus(providerStatus), status] as const,
  );
  const byStatus = new Map<string, ProviderItemStatus>([...Object.entries(WORDS), ...own]);
  return (providerStatus) => byStatus.get(normalizeStatus(providerStatus));
}

const EARLY: ReadonlySet<ProviderItemStatus> = new Set([
  'not_portable',
  'in_review',
  'awaiting_signature',
  'rejected',
]);

/** A date beside such a status is a plan: the losing carrier has not agreed, or agrees no more. */
export function isBeforeAnyDate(status: ProviderItemStatus): boolean {
  return EARLY.has(status);
}
