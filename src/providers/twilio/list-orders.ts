import { normalizeWord } from '../words';
import type { CallContext, ListedOrder, ListPosition, OrderPage } from '../provider';
import type { TwilioClient } from './client';
import { instantFrom } from '../dates';
import type { PortInListRow } from './schemas';

/** One page of all port-in requests. Twilio's rows show statuses and counts, and no dates of numbers (twilio.md section 4). */
export async function twilioOrderPage(
  { cursor }: ListPosition,
  client: TwilioClient,
  call: CallContext,
): Promise<OrderPage> {
  const { rows, next } = await client.portInPage({}, cursor, call);
  return { orders: rows.map(listed), ...(next !== undefined && { next }) };
}

/** Completed covers canceled numbers too; whichever it is, nothing more happens. */
const OVER: ReadonlySet<string> = new Set(['completed', 'canceled', 'cancelled', 'expired']);

function listed(row: PortInListRow): ListedOrder {
  const createdAt = instantFrom(row.date_created);
  const status = row.port_in_request_status ?? '';
  return {
    ref: row.port_in_request_sid,
    fingerprint: [
      normalizeWord(status),
      row.status_last_updated_timestamp,
      row.phone_numbers_requested,
      row.phone_numbers_ported,
      row.suggested_action,
    ].join('|'),
    isOpen: !OVER.has(normalizeWord(status)),
    ...(createdAt !== undefined && { createdAt }),
  };
}
