import type { OrderList, OrderRow, OrdersInput } from '../../contract/provider-operations';
import type { CallContext } from '../call-context';
import { instantFrom } from '../dates';
import type { ListedOrder, ListPosition, OrderPage } from '../provider';
import { normalizeStatus } from '../normalize-status';
import type { TwilioClient } from './client';
import type { PortInListRow } from './schemas';

const DEFAULT_LIMIT = 100;

/**
 * One page of all orders. Rows have statuses and counts, and no dates of numbers
 * (docs/reference/twilio.md#order-list).
 */
export async function twilioOrderPage(
  { cursor }: ListPosition,
  client: TwilioClient,
  call: CallContext,
): Promise<OrderPage> {
  const { rows, next } = await client.portInPage({}, cursor, call);
  return { orders: rows.map(listed), ...(next !== undefined && { next }) };
}

/** "completed" covers canceled numbers too; in both cases the order is final. */
const OVER: ReadonlySet<string> = new Set(['completed', 'canceled', 'cancelled', 'expired']);

function listed(row: PortInListRow): ListedOrder {
  const createdAt = instantFrom(row.date_created);
  const status = row.port_in_request_status ?? '';
  return {
    ref: row.port_in_request_sid,
    fingerprint: [
      normalizeStatus(status),
      row.status_last_updated_timestamp,
      row.phone_numbers_requested,
      row.phone_numbers_ported,
      row.suggested_action,
    ].join('|'),
    isOpen: !OVER.has(normalizeStatus(status)),
    ...(createdAt !== undefined && { createdAt }),
  };
}

/** Lists the account's orders, including orders that no port made. */
export async function listOrders(
  { limit = DEFAULT_LIMIT, ...filter }: OrdersInput,
  client: TwilioClient,
  call: CallContext,
): Promise<OrderList> {
  const orders: OrderRow[] = [];
  for await (const row of client.listPortIns(filter, call)) {
    if (orders.length === limit) return { orders, isComplete: false };
    orders.push(orderRow(row));
  }
  return { orders, isComplete: true };
}

function orderRow(row: PortInListRow): OrderRow {
  const numbers = countOf(row.phone_numbers_requested);
  const ported = countOf(row.phone_numbers_ported);
  return {
    ref: row.port_in_request_sid,
    status: row.port_in_request_status ?? '',
    ...(row.date_created !== undefined && { created: row.date_created }),
    ...(row.status_last_updated_timestamp !== undefined && { updated: row.status_last_updated_timestamp }),
    ...(numbers !== undefined && { numbers }),
    ...(ported !== undefined && { ported }),
    ...(row.suggested_action !== undefined && { suggestedAction: row.suggested_action }),
  };
}

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
