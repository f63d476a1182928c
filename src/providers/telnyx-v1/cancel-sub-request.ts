import type { CancelTarget } from '../provider';
import { ProviderError } from '../provider-error';
import { telnyxErrors } from './paths';
import type { TelnyxSession } from './session';
import { isProviderError, type SubRequestIds, subRequestOf } from './sub-request-ids';

const WHAT = 'cancel the sub request';

/**
 * Requests the cancellation of a sub request. Safe to repeat: a refusal because the cancellation is already
 * in progress counts as success.
 *
 * @throws ProviderError refused; always for a single number, which Telnyx cannot cancel
 */
export async function cancelSubRequest(
  { orderRef, number }: CancelTarget,
  session: TelnyxSession,
): Promise<void> {
  const { client, call } = session;
  if (number !== undefined) {
    const ifRefused = 'Nothing was canceled. Cancel all its numbers together, or ask Telnyx by a comment.';
    const detail = 'Telnyx cancels a sub request as a whole, not one number of it';
    throw telnyxErrors.notSendable({ what: WHAT, method: 'POST', ifRefused }, detail);
  }
  const ids = subRequestOf(orderRef, WHAT);
  try {
    await client.portRequests.requestCancellation(ids.portRequestId, ids.subRequestId, call);
  } catch (error) {
    if (!isProviderError(error, 'provider_refused')) throw error;
    if (!(await isBeingCanceled(ids, session))) throw error;
  }
}

async function isBeingCanceled(
  { portRequestId, subRequestId }: SubRequestIds,
  { client, snapshots, call }: TelnyxSession,
): Promise<boolean> {
  try {
    const { status } = await client.portRequests.getSubRequest(portRequestId, subRequestId, call);
    const ours = snapshots.statusMap(status ?? '');
    return ours === 'canceling' || ours === 'canceled';
  } catch (error) {
    if (error instanceof ProviderError) return false;
    throw error;
  }
}
