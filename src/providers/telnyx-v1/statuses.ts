import type { ProviderItemStatus } from '../../domain/model/status';
import type { StatusMap } from '../account';
import { normalizeStatus } from '../normalize-status';

/** The statuses of a sub request, and of each number in it (docs/reference/telnyx-v1.md#statuses). */
const STATUSES: StatusMap = {
  unassigned: 'in_review',
  in_process: 'in_review',
  submitted: 'submitted',
  exception: 'rejected',
  foc_date_confirmed: 'foc_confirmed',
  cancel_pending: 'canceling',
  // Telnyx's older specifications spell it with one l.
  cancelled: 'canceled',
  canceled: 'canceled',
  ported: 'ported',
};

/** The provider status of a number that is in no sub request yet. */
export const UNASSIGNED = 'unassigned';

/** Maps a provider status; undefined if unknown. */
export type StatusLookup = (providerStatus: string) => ProviderItemStatus | undefined;

/** Builds the status lookup of an account from its `statusMap`. */
export function statusLookup(overrides: StatusMap = {}): StatusLookup {
  const own = Object.entries(overrides).map(
    ([providerStatus, status]) => [normalizeStatus(providerStatus), status] as const,
  );
  const byStatus = new Map([...Object.entries(STATUSES), ...own]);
  return (providerStatus) => byStatus.get(normalizeStatus(providerStatus));
}
