import type { OrderList, OrderRow, OrdersInput } from '../../contract/provider-operations';
import { toRfc3339 } from '../../domain/model/time';
import { normalizeStatus } from '../normalize-status';
import { searchFor } from './drafts';
import { groupingOf } from './grouping';
import { orderRef, parseOrderRef } from './order-ref';
import type { TelnyxNumber, TelnyxPortRequest } from './schemas';
import type { TelnyxSession } from './session';
import { UNASSIGNED } from './statuses';

const DEFAULT_LIMIT = 100;

/**
 * Lists the orders of the account, one for each sub request, in the order of Telnyx's list of port requests.
 * That list has no date filter, and the status values of its filter are not published, so both are filtered
 * here; days are in UTC.
 */
export async function listOrders(
  { limit = DEFAULT_LIMIT, search, ...filter }: OrdersInput,
  session: TelnyxSession,
): Promise<OrderList> {
  const orders: OrderRow[] = [];
  const found = search === undefined ? undefined : searchText(search);
  const portRequests =
    filter.refs === undefined
      ? session.client.portRequests.list({ search: found }, session.call)
      : readByRef(filter.refs, session);
  for await (const portRequest of portRequests) {
    if (!isInPeriod(portRequest, filter)) continue;
    for (const row of orderRows(portRequest, found).filter((one) => matchesFilter(one, filter))) {
      if (orders.length === limit) return { orders, isComplete: false };
      orders.push(row);
    }
  }
  return { orders, isComplete: true };
}

/**
 * Whether a search is for a support key rather than a phone number
 * (docs/reference/telnyx-v1.md#lists-and-paging).
 */
function isSupportKey(search: string): boolean {
  return search.startsWith('pr_');
}

function searchText(search: string): string {
  return isSupportKey(search) ? search : searchFor([search]);
}

async function* readByRef(
  refs: readonly string[],
  { client, call }: TelnyxSession,
): AsyncGenerator<TelnyxPortRequest, void, undefined> {
  for (const id of new Set(refs.map((one) => parseOrderRef(one).portRequestId))) {
    yield await client.portRequests.get(id, call);
  }
}

function isInPeriod({ created_at: created }: TelnyxPortRequest, filter: OrdersInput): boolean {
  const { createdAfter, createdBefore } = filter;
  if (created === undefined) return createdAfter === undefined && createdBefore === undefined;
  const isAfterStart = createdAfter === undefined || created >= Date.parse(createdAfter);
  return isAfterStart && (createdBefore === undefined || created < Date.parse(createdBefore));
}

function matchesFilter(row: OrderRow, { status, refs }: OrdersInput): boolean {
  const isOfStatus = status === undefined || normalizeStatus(row.status) === normalizeStatus(status);
  return isOfStatus && (refs === undefined || refs.includes(row.ref));
}

/** The part of a port request that becomes one row. */
interface Part {
  readonly ref: string;
  readonly status: string;
  readonly numbers: readonly TelnyxNumber[];
  readonly times: Pick<TelnyxPortRequest, 'created_at' | 'updated_at'>;
}

function orderRows(portRequest: TelnyxPortRequest, search: string | undefined): OrderRow[] {
  const parts = partsOf(portRequest);
  if (search === undefined || isSupportKey(search)) return parts.map(orderRow);
  const found = parts.filter(({ numbers }) => numbers.some((one) => one.phone_number.includes(search)));
  // Telnyx searches port requests. If no shown number matches, all rows of the found port request are
  // returned.
  return (found.length > 0 ? found : parts).map(orderRow);
}

function partsOf(portRequest: TelnyxPortRequest): Part[] {
  const known = portRequest.sub_requests ?? [];
  const { byGroup, unassigned } = groupingOf(portRequest.phone_numbers, known);
  const parts = [...byGroup].map(([id, numbers]) => {
    const subRequest = known.find((one) => one.id === id);
    return {
      ref: orderRef(portRequest.id, id),
      status: subRequest?.status ?? numbers[0]?.sub_request_status ?? '',
      numbers,
      times: subRequest ?? portRequest,
    };
  });
  if (unassigned.length === 0) return parts;
  const rest = { ref: orderRef(portRequest.id), status: UNASSIGNED, numbers: unassigned, times: portRequest };
  return [...parts, rest];
}

function orderRow({ ref, status, numbers, times: { created_at, updated_at } }: Part): OrderRow {
  const ported = numbers.filter(
    ({ sub_request_status: providerStatus }) => normalizeStatus(providerStatus ?? status) === 'ported',
  ).length;
  return {
    ref,
    status,
    ...(created_at !== undefined && { created: toRfc3339(created_at) }),
    ...(updated_at !== undefined && { updated: toRfc3339(updated_at) }),
    numbers: numbers.length,
    ported,
  };
}
