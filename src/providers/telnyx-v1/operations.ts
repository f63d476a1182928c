import { z } from 'zod';
import { phoneNumber } from '../../contract/phone-number';
import type { OrderList, OrderRow, OrdersInput } from '../../contract/provider-operations';
import { toRfc3339 } from '../../domain/time';
import type { ProviderOperationTable } from '../operations';
import type { CallContext, PortingProvider } from '../provider';
import type { TelnyxV1Client } from './client';
import { groupingOf } from './grouping';
import {
  addComment,
  allowedDates,
  linkDocument,
  listComments,
  listDocuments,
  listDrafts,
  rateOrder,
  type OrderSeam,
} from './order-operations';
import { orderRef, parseOrderRef } from './order-ref';
import type { PortRequestsClient } from './port-requests-client';
import type { TelnyxNumber, TelnyxPortRequest } from './schemas';
import { normalizeWord } from '../words';
import { UNASSIGNED } from './statuses';

const DEFAULT_LIMIT = 100;

const day = z.iso.date({ error: 'must be a calendar date like "2026-12-10"' });
const ref = z
  .string()
  .regex(/^[^\s/]+(\/[^\s/]+)?$/, 'must be an order as the list shows it: two ids with a slash between');

const text = (maximum: number) => z.string().trim().min(1).max(maximum);
const id = z.string().regex(/^[^\s/]{1,200}$/, 'must be an id as Telnyx shows it');
const limit = z.int().min(1).max(1000).optional();

/**
 * What Telnyx's v1 API can do beside ports.
 *
 * @param seam - the account's provider: what ports do too is done in the same way
 */
export function telnyxOperations(
  client: Pick<TelnyxV1Client, 'portRequests' | 'drafts'>,
  seam: OrderSeam & Pick<PortingProvider, 'checkPortability'>,
): ProviderOperationTable {
  const { portRequests, drafts } = client;
  return {
    portability: {
      input: z.strictObject({
        numbers: z
          .array(phoneNumber)
          .min(1, 'must name at least one number')
          .max(1000, 'must name at most 1,000 numbers'),
      }),
      run: ({ numbers }, call) => seam.checkPortability(numbers, call),
    },
    orders: {
      input: z.strictObject({
        createdAfter: day.optional(),
        createdBefore: day.optional(),
        status: z.string().trim().min(1).max(50).optional(),
        refs: z.array(ref).min(1).max(50).optional(),
        limit,
      }),
      run: (input, call) => listOrders(input, portRequests, call),
    },
    'allowed-dates': {
      input: z.strictObject({ orderRef: ref }),
      run: (input, call) => allowedDates(input, seam, call),
    },
    'comments.list': {
      input: z.strictObject({ orderRef: ref }),
      run: (input, call) => listComments(input, portRequests, call),
    },
    'comments.add': {
      input: z.strictObject({ orderRef: ref, body: text(5000) }),
      run: (input, call) => addComment(input, seam, call),
    },
    'documents.list': {
      input: z.strictObject({ orderRef: ref }),
      run: (input, call) => listDocuments(input, portRequests, call),
    },
    'documents.link': {
      input: z.strictObject({ orderRef: ref, documentId: id }),
      run: (input, call) => linkDocument(input, portRequests, call),
    },
    rate: {
      input: z.strictObject({
        orderRef: ref,
        stars: z.int().min(1, 'must be 1 to 5').max(5, 'must be 1 to 5'),
        comment: text(5000).optional(),
      }),
      run: (input, call) => rateOrder(input, seam, call),
    },
    drafts: {
      input: z.strictObject({
        status: text(50).optional(),
        number: phoneNumber.optional(),
        limit,
      }),
      run: (input, call) => listDrafts(input, drafts, call),
    },
  };
}

/**
 * The orders of the account, one for each sub request, in the order in which Telnyx lists their port requests. Telnyx's
 * list knows no dates, and which statuses it filters by is not published, so both are compared here, days in UTC.
 */
async function listOrders(
  { limit = DEFAULT_LIMIT, ...filter }: OrdersInput,
  client: PortRequestsClient,
  call: CallContext,
): Promise<OrderList> {
  const orders: OrderRow[] = [];
  const portRequests = filter.refs === undefined ? client.list({}, call) : named(filter.refs, client, call);
  for await (const portRequest of portRequests) {
    if (!isOfItsTime(portRequest, filter)) continue;
    for (const row of rowsOf(portRequest).filter((one) => isWanted(one, filter))) {
      if (orders.length === limit) return { orders, isComplete: false };
      orders.push(row);
    }
  }
  return { orders, isComplete: true };
}

async function* named(
  refs: readonly string[],
  client: PortRequestsClient,
  call: CallContext,
): AsyncGenerator<TelnyxPortRequest, void, undefined> {
  for (const id of new Set(refs.map((one) => parseOrderRef(one).portRequestId))) {
    yield await client.get(id, call);
  }
}

function isOfItsTime({ created_at: created }: TelnyxPortRequest, filter: OrdersInput): boolean {
  const { createdAfter, createdBefore } = filter;
  if (created === undefined) return createdAfter === undefined && createdBefore === undefined;
  const isLateEnough = createdAfter === undefined || created >= Date.parse(createdAfter);
  return isLateEnough && (createdBefore === undefined || created < Date.parse(createdBefore));
}

function isWanted(row: OrderRow, { status, refs }: OrdersInput): boolean {
  const isOfStatus = status === undefined || normalizeWord(row.status) === normalizeWord(status);
  return isOfStatus && (refs === undefined || refs.includes(row.ref));
}

function rowsOf(portRequest: TelnyxPortRequest): OrderRow[] {
  const known = portRequest.sub_requests ?? [];
  const { byGroup, unassigned } = groupingOf(portRequest.phone_numbers, known);
  const rows = [...byGroup].map(([id, numbers]) => {
    const subRequest = known.find((one) => one.id === id);
    const status = subRequest?.status ?? numbers[0]?.sub_request_status ?? '';
    return orderRow(orderRef(portRequest.id, id), status, numbers, subRequest ?? portRequest);
  });
  return unassigned.length === 0
    ? rows
    : [...rows, orderRow(orderRef(portRequest.id), UNASSIGNED, unassigned, portRequest)];
}

function orderRow(
  rowRef: string,
  status: string,
  numbers: readonly TelnyxNumber[],
  times: Pick<TelnyxPortRequest, 'created_at' | 'updated_at'>,
): OrderRow {
  const ported = numbers.filter(
    ({ sub_request_status: word }) => normalizeWord(word ?? status) === 'ported',
  ).length;
  return {
    ref: rowRef,
    status,
    ...(times.created_at !== undefined && { created: toRfc3339(times.created_at) }),
    ...(times.updated_at !== undefined && { updated: toRfc3339(times.updated_at) }),
    numbers: numbers.length,
    ported,
  };
}
