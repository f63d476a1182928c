import { phoneNumbers } from '../../contract/phone-number';
import type { OrderList, OrderRow, OrdersInput } from '../../contract/provider-operations';
import { toRfc3339 } from '../../domain/model/time';
import type { CallContext } from '../call-context';
import type { ProviderOperationTable } from '../operations';
import type { PortingProvider } from '../provider';
import { normalizeStatus } from '../normalize-status';
import type { FoneDynamicsAccount } from './account';
import { BEFORE_ANY_REQUEST, type FoneDynamicsClient, type Level } from './client';
import { startOf } from './dates';
import { getOrder } from './get-order';
import { gathered } from './history';
import { rowsRead } from './read';
import type { PortingRequest } from './schemas';
import type { StatusLookup } from './statuses';
import { z } from 'zod';

const DEFAULT_LIMIT = 100;

const day = z.iso.date({ error: 'must be a calendar date like "2026-12-10"' });

/** The account data that operations need. */
export interface OperationContext {
  readonly level: Level;
  readonly timeZone: FoneDynamicsAccount['timeZone'];
  readonly statusMap: StatusLookup;
}

/**
 * The operations of Fone Dynamics' porting API beside ports. Webhook URLs belong to orders, so there are none
 * to configure.
 */
export function foneDynamicsOperations(
  client: FoneDynamicsClient,
  checkPortability: PortingProvider['checkPortability'],
  context: OperationContext,
): ProviderOperationTable {
  return {
    portability: {
      input: z.strictObject({
        numbers: phoneNumbers,
      }),
      run: ({ numbers }, call) => checkPortability(numbers, call),
    },
    orders: {
      input: z.strictObject({
        createdAfter: day.optional(),
        createdBefore: day.optional(),
        status: z.string().trim().min(1).max(50).optional(),
        refs: z.array(z.string().trim().min(1).max(100)).min(1).max(50).optional(),
        limit: z.int().min(1).max(1000).optional(),
      }),
      run: (input, call) => listOrders(input, client, context, call),
    },
    'order.get': {
      input: z.strictObject({
        orderRef: z
          .string()
          .regex(/^\S{1,100}$/, 'must be a porting request as the list shows it, like "P-000002"'),
      }),
      run: (input, call) => {
        const { level, statusMap, timeZone } = context;
        return getOrder(
          input,
          level,
          client,
          { statusMap, zones: [timeZone, call.timeZone], now: call.now },
          call,
        );
      },
    },
  };
}

/**
 * The list has no filter by creation time or status, and no order. So all of it is read and filtered here.
 */
async function listOrders(
  { limit = DEFAULT_LIMIT, createdAfter, createdBefore, status, refs }: OrdersInput,
  client: FoneDynamicsClient,
  { level, timeZone, statusMap }: OperationContext,
  call: CallContext,
): Promise<OrderList> {
  const after = createdAfter === undefined ? undefined : startOf(createdAfter, timeZone);
  const before = createdBefore === undefined ? undefined : startOf(createdBefore, timeZone);
  // A status changes when or after a request is created, so no later request is missed.
  const filter = { from: after ?? BEFORE_ANY_REQUEST, ...(refs !== undefined && { refs }) };
  const { rows, failure } = await rowsRead(client.list(level, filter, call));
  const chosen = gathered(rows)
    .filter(
      ({ PortingNo, Created, Status = '' }) =>
        (after === undefined || Created === undefined || Created >= after) &&
        (before === undefined || Created === undefined || Created < before) &&
        (status === undefined || normalizeStatus(Status) === normalizeStatus(status)) &&
        (refs === undefined || refs.includes(PortingNo)),
    )
    .sort((a, b) => (b.Created ?? 0) - (a.Created ?? 0));
  return {
    orders: chosen.slice(0, limit).map((request) => orderRow(request, statusMap)),
    isComplete: chosen.length <= limit && failure === undefined,
  };
}

function orderRow(
  { PortingNo, Status, Created, PortingNumbers }: PortingRequest,
  statusMap: StatusLookup,
): OrderRow {
  const changes = PortingNumbers.flatMap(({ StatusHistory }) =>
    StatusHistory.flatMap((change) => change.Created ?? []),
  );
  return {
    ref: PortingNo,
    status: Status ?? '',
    ...(Created !== undefined && { created: toRfc3339(Created) }),
    ...(changes.length > 0 && { updated: toRfc3339(Math.max(...changes)) }),
    numbers: PortingNumbers.length,
    ported: PortingNumbers.filter(
      ({ Status: providerStatus }) => providerStatus !== undefined && statusMap(providerStatus) === 'ported',
    ).length,
  };
}
