import { z } from 'zod';
import { phoneNumber } from '../../contract/phone-number';
import type { OrderList, OrderRow, OrdersInput } from '../../contract/provider-operations';
import type { ProviderOperationTable } from '../operations';
import type { CallContext, PortingProvider } from '../provider';
import type { TwilioClient } from './client';
import type { PortInListRow } from './schemas';
import { isSid, type SidKind } from './sids';
import { deleteWebhooks, getWebhooks, setWebhooks } from './webhook-configuration';

const DEFAULT_LIMIT = 100;

const sid = (kind: SidKind) =>
  z.string().refine((text) => isSid(kind, text), `must be ${kind} and 32 hex digits`);
const day = z.iso.date({ error: 'must be a calendar date like "2026-12-10"' });
const webhookUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).max(2000);
const force = z.boolean().optional();

/** What Twilio's porting API can do beside ports. */
export function twilioOperations(
  client: TwilioClient,
  checkPortability: PortingProvider['checkPortability'],
): ProviderOperationTable {
  return {
    portability: {
      input: z.strictObject({
        numbers: z
          .array(phoneNumber)
          .min(1, 'must name at least one number')
          .max(1000, 'must name at most 1,000 numbers'),
        targetAccount: sid('AC').optional(),
      }),
      run: ({ numbers, targetAccount }, call) =>
        checkPortability(
          numbers,
          call,
          targetAccount === undefined
            ? undefined
            : { providerOptions: { twilio: { targetAccountSid: targetAccount } } },
        ),
    },
    orders: {
      input: z.strictObject({
        createdAfter: day.optional(),
        createdBefore: day.optional(),
        status: z.string().trim().min(1).max(50).optional(),
        refs: z.array(sid('KW')).min(1).max(50).optional(),
        limit: z.int().min(1).max(1000).optional(),
      }),
      run: (input, call) => listOrders(input, client, call),
    },
    'webhooks.get': {
      input: z.strictObject({}),
      run: (_, call) => getWebhooks(client, call),
    },
    'webhooks.set': {
      input: z.strictObject({ url: webhookUrl, force }),
      run: (input, call) => setWebhooks(input, client, call),
    },
    'webhooks.delete': {
      input: z
        .strictObject({ url: webhookUrl.optional(), force })
        .refine((input) => input.url !== undefined || input.force === true, {
          path: ['url'],
          error: 'must be our own URL, so that only it is removed; or set "force"',
        }),
      run: (input, call) => deleteWebhooks(input, client, call),
    },
  };
}

async function listOrders(
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
