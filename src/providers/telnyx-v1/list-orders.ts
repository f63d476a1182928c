import { isFinal } from '../../domain/facts/items';
import type { ListedOrder, ListPosition, OrderPage } from '../provider';
import type { TelnyxPortRequest } from './schemas';
import type { SnapshotContext, TelnyxSession } from './session';
import { orderSnapshots } from './snapshot';

/** One page of all port requests, with a row for each sub request. The list shows statuses and dates. */
export async function telnyxOrderPage(
  { cursor }: ListPosition,
  { client, snapshots, call }: TelnyxSession,
): Promise<OrderPage> {
  const { rows, next } = await client.portRequests.page(Number(cursor ?? '1'), call);
  return {
    orders: rows.flatMap((portRequest) => listed(portRequest, snapshots)),
    ...(next !== undefined && { next: String(next) }),
  };
}

function listed(portRequest: TelnyxPortRequest, context: SnapshotContext): ListedOrder[] {
  const { created_at: createdAt } = portRequest;
  return orderSnapshots(portRequest, undefined, context).map(({ ref, providerStatus, items }) => ({
    ref,
    fingerprint: JSON.stringify([
      providerStatus,
      items.map((item) => [item.phoneNumber, item.providerStatus, item.foc?.from]),
    ]),
    isOpen: items.some(({ status }) => status === undefined || !isFinal(status)),
    ...(createdAt !== undefined && { createdAt }),
  }));
}
