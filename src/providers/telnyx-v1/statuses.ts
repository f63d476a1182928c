import type { ProviderItemStatus } from '../../domain/model/status';
import type { StatusMap } from '../account';
import { normalizeStatus } from '../normalize-status';

/** The status of a sub request, and of each number in it (docs/reference/telnyx-v1.md#statuses). */
const WORDS: StatusMap = {
  unassigned: 'in_review',
  in_process: 'in_review',
  submitted: 'submitted',
  exception: 'rejected',
  foc_date_confirmed: 'foc_confirmed',
  cancel_pending: 'canceling',
  // Older specifications of Telnyx spell it with one l.
  cancelled: 'canceled',
  canceled: 'canceled',
  ported: 'ported',
};

/** The word for a number of a port request that is in no sub request yet. */
export const UNASSIGNED = 'unassigned';

/** What a word means; absent when nobody knows it. */
export type StatusLookup = (providerStatus: string) => ProviderItemStatus | undefined;

/** Builds the table of an account from its `statusMap`. */
export function statusLookup(overrides: StatusMap = {}): StatusLookup {
  const own = Object.entries(overrides).map(
    ([providerStatus, status]) => [normalizeStatus(providerStatus), status] as const,
  );
  const byStatus = new Map([...Object.entries(WORDS), ...own]);
  return (providerStatus) => byStatus.get(normalizeStatus(providerStatus));
}
