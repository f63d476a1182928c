import type { CallContext, CancelTarget } from '../provider';
import { ProviderError } from '../provider-error';
import { telnyxErrors } from './paths';
import type { PortRequestsClient } from './port-requests-client';
import type { StatusWords } from './statuses';
import { isProviderError, subRequestOf, type SubRequestIds } from './sub-request-ids';

const WHAT = 'cancel the sub request';

/**
 * Asks for the cancellation of a sub request. Safe to repeat: where Telnyx refuses because it is being canceled
 * already, that is no news to anybody.
 *
 * @throws ProviderError refused; always for one number alone, which Telnyx cannot cancel
 */
export async function cancelSubRequest(
  { orderRef, number }: CancelTarget,
  words: StatusWords,
  client: PortRequestsClient,
  call: CallContext,
): Promise<void> {
  if (number !== undefined) {
    const ifRefused = 'Nothing was canceled. Cancel all its numbers together, or ask Telnyx by a comment.';
    const detail = 'Telnyx cancels a sub request as a whole, not one number of it';
    throw telnyxErrors.notSendable({ what: WHAT, method: 'POST', ifRefused }, detail);
  }
  const ids = subRequestOf(orderRef, WHAT);
  try {
    await client.requestCancellation(ids.portRequestId, ids.subRequestId, call);
  } catch (error) {
    if (!isProviderError(error, 'provider_refused')) throw error;
    if (!(await isBeingCanceled(ids, words, client, call))) throw error;
  }
}

async function isBeingCanceled(
  { portRequestId, subRequestId }: SubRequestIds,
  words: StatusWords,
  client: PortRequestsClient,
  call: CallContext,
): Promise<boolean> {
  try {
    const { status } = await client.getSubRequest(portRequestId, subRequestId, call);
    const ours = words(status ?? '');
    return ours === 'canceling' || ours === 'canceled';
  } catch (error) {
    if (error instanceof ProviderError) return false;
    throw error;
  }
}
