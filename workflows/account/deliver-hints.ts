import { ActivityFailure, log, proxyActivities } from '@temporalio/workflow';
import type { AccountActivities } from '../../activities/account/account-activities';
import type { BufferedOrder, ProviderAccount } from '../../src/domain/account/model';
import type { DeliveryAnswer } from '../../src/domain/account/delivery';

/**
 * Looks for the ports of kept orders and gives them their hints. When that fails it has no answers: the orders stay
 * kept and are tried again in their own time, so a few attempts at once are enough.
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
    summary: `look for the ports of ${what}`,
  });
  try {
    return await deliverHints({
      provider,
      account,
      orders: orders.map(({ orderRef, receivedAt, numbers }) => ({ orderRef, receivedAt, numbers })),
    });
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    log.warn('kept hints could not be delivered; they are tried again', {
      provider,
      account,
      orders: orders.length,
      error: error.cause?.message ?? error.message,
    });
    return [];
  }
}
