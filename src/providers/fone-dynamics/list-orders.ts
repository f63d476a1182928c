import { isFinal } from '../../domain/facts/items';
import { MINUTE } from '../../domain/model/time';
import type { CallContext } from '../call-context';
import type { ListedOrder, ListPosition, OrderPage } from '../provider';
import { BEFORE_ANY_REQUEST, CLOCK_TOLERANCE, type FoneDynamicsClient, type Level } from './client';
import type { PortingRequest } from './schemas';
import { orderSnapshot, type SnapshotContext } from './snapshot';

/**
 * A time span starts before the end of the previous pass, because timestamps may be late
 * (docs/reference/fone-dynamics.md#status-history).
 */
const OVERLAP = 15 * MINUTE;

/** One page of the porting requests whose status changed since the previous pass. */
export async function foneDynamicsOrderPage(
  { cursor, since }: ListPosition,
  level: Level,
  client: FoneDynamicsClient,
  context: SnapshotContext,
  call: CallContext,
): Promise<OrderPage> {
  // All pages of a pass end at the same instant; otherwise new updates would shift them.
  const [skip = 0, to = call.now + CLOCK_TOLERANCE] = (cursor ?? '').split('@').filter(Boolean).map(Number);
  const from = since === undefined ? BEFORE_ANY_REQUEST : since - OVERLAP;
  const { rows, next } = await client.page(level, { from, to, skip }, call);
  return {
    orders: rows.map((request) => listed(request, context)),
    ...(next !== undefined && { next: `${String(next)}@${String(to)}` }),
  };
}

function listed(request: PortingRequest, context: SnapshotContext): ListedOrder {
  const { ref, providerStatus, items } = orderSnapshot(request, context);
  return {
    ref,
    fingerprint: JSON.stringify([
      providerStatus,
      items.map((item) => [item.phoneNumber, item.providerStatus, item.foc?.from]),
    ]),
    isOpen: items.some(({ status }) => status === undefined || !isFinal(status)),
  };
}
