import { z } from 'zod';
import { phoneNumber } from '../../contract/phone-number';
import type { OrderList, OrderRow, OrdersInput } from '../../contract/provider-operations';
import type { ReadDocument } from '../documents';
import type { ProviderOperationTable } from '../operations';
import type { CallContext, PortingProvider } from '../provider';
import type { TwilioClient } from './client';
import { checkEligibility, getEligibility } from './eligibility';
import { getLoa, setLoa } from './loa-configuration';
import type { PortInListRow } from './schemas';
import { isSid, type SidKind } from './sids';
import { uploadDocument } from './upload-document';
import { deleteWebhooks, getWebhooks, setWebhooks } from './webhook-configuration';

const DEFAULT_LIMIT = 100;

const sid = (kind: SidKind) =>
  z.string().refine((text) => isSid(kind, text), `must be ${kind} and 32 hex digits`);
const day = z.iso.date({ error: 'must be a calendar date like "2026-12-10"' });
const webhookUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).max(2000);
const force = z.boolean().optional();
const numbers = z
  .array(phoneNumber)
  .min(1, 'must name at least one number')
  .max(1000, 'must name at most 1,000 numbers');
const text = (maximum: number) => z.string().trim().min(1).max(maximum);
const product = z.enum(['porting', 'hosting'], 'must be "porting" or "hosting"');
const country = z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter ISO 3166 code like "US"');

/** What Twilio takes for its e-mail to signers (twilio.md section 2). */
const loaChange = z
  .strictObject({
    product,
    country,
    friendlyName: text(255).optional(),
    logoId: sid('RD').optional(),
    emailSubject: text(255).optional(),
    emailMessage: text(5000).optional(),
    redirectUrl: z
      .url({ protocol: /^https$/, error: 'must be an https URL' })
      .max(2000)
      .optional(),
  })
  .refine(
    ({ product: _, country: __, ...change }) => Object.values(change).some((one) => one !== undefined),
    {
      path: ['emailSubject'],
      error: 'or another field must say what to change',
    },
  );

/** What Twilio's porting API can do beside ports. */
export function twilioOperations(
  client: TwilioClient,
  checkPortability: PortingProvider['checkPortability'],
  readDocument: ReadDocument,
): ProviderOperationTable {
  return {
    portability: {
      input: z.strictObject({
        numbers,
        targetAccount: sid('AC').optional(),
      }),
      run: ({ numbers: asked, targetAccount }, call) =>
        checkPortability(
          asked,
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
    eligibility: {
      input: z.strictObject({
        numbers,
        hostingAccount: sid('AC').optional(),
        friendlyName: text(100).optional(),
      }),
      run: (input, call) => checkEligibility(input, client.hosting, call),
    },
    'eligibility.get': {
      input: z.strictObject({ requestId: sid('EC') }),
      run: (input, call) => getEligibility(input, client.hosting, call),
    },
    'loa.get': {
      input: z.strictObject({ product: product.optional(), country: country.optional() }),
      run: (input, call) => getLoa(input, client.signing, call),
    },
    'loa.set': {
      input: loaChange,
      run: (input, call) => setLoa(input, client.signing, call),
    },
    'documents.upload': {
      input: z.strictObject({
        uri: z.url({ protocol: /^(file|https)$/, error: 'must be a file: or https: URL' }).max(2000),
        friendlyName: text(100).optional(),
      }),
      run: (input, call) => uploadDocument(input, readDocument, client.documents, call),
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
