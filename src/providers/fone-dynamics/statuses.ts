import type { ProviderItemStatus } from '../../domain/model/status';
import type { StatusMap } from '../account';
import { normalizeStatus } from '../normalize-status';

/**
 * The only two published statuses (docs/reference/fone-dynamics.md#statuses); the account's `statusMap` adds
 * the others.
 */
const STATUSES: StatusMap = { received: 'in_review', queued: 'in_review' };

/**
 * Maps a provider status in one account; undefined if unknown. Requests and numbers use the same statuses.
 */
export type StatusLookup = (providerStatus: string) => ProviderItemStatus | undefined;

/** Builds the status lookup of an account: its own entries override the published ones. */
export function statusLookup(overrides: StatusMap = {}): StatusLookup {
  const own = Object.entries(overrides).map(
    ([providerStatus, status]) => [normalizeStatus(providerStatus), status] as const,
  );
  const byStatus = new Map<string, ProviderItemStatus>([...Object.entries(STATUSES), ...own]);
  return (providerStatus) => byStatus.get(normalizeStatus(providerStatus));
}

const EARLY: ReadonlySet<ProviderItemStatus> = new Set([
  'not_portable',
  'in_review',
  'awaiting_signature',
  'rejected',
]);

/** With such a status, a date is a plan: the losing carrier has not agreed, or agrees no more. */
export function isBeforeAnyDate(status: ProviderItemStatus): boolean {
  return EARLY.has(status);
}
