import { ActivityFailure, log, proxyActivities } from '@temporalio/workflow';
import type { AccountActivities } from '../../activities/account/account-activities';
import type { BufferedOrder, ProviderAccount } from '../../src/domain/account/model';
import type { DeliveryAnswer } from '../../src/domain/account/delivery';

/**
 * Searches for the ports of buffered orders and signals them their hints. A failure gives no answers: the orders stay
 * buffered and are retried on their own schedule, so a few attempts are enough.
 */
export async function deliver(
  { provider, account }: ProviderAccount,
  orders: readonly BufferedOrder[],
): Promise<readonly DeliveryAnswer[]> {
  const what = orders.length === 1 ? '1 order' : `${String(orders.length)} orders`;
  const { deliverHints } = proxyActivities<AccountActivities>({
    startToCloseTimeout: '60 seconds',
    scheduleToCloseTimeout: '5 minutes',
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumAttempts: 4 },
    summary: `search for the ports of ${what}`,
  });
  try {
    return await deliverHints({
      provider,
      account,
      orders: orders.map(({ orderRef, receivedAt, numbers }) => ({ orderRef, receivedAt, numbers })),
    });
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    log.warn('buffered hints could not be delivered; they are retried', {
      provider,
      account,
      orders: orders.length,
      error: error.cause?.message ?? error.message,
    });
    return [];
  }
}
