import type { OrderDetail, OrderInput, RawResponse } from '../../contract/order-operations';
import type { OrderSnapshot } from '../../domain/model/snapshot';
import { orderDetail } from '../order-detail';
import { ProviderError } from '../provider-error';
import { readComments } from './comments';
import { orderRef, parseOrderRef } from './order-ref';
import type { WithRaw } from './raw-response';
import { numberSchema, type TelnyxPortRequest } from './schemas';
import type { TelnyxSession } from './session';
import { orderSnapshots } from './snapshot';

/** The maximum number of orders in a message. */
const ORDERS_NAMED = 10;

/**
 * Reads one order, with the raw response of its port request reduced to that order.
 *
 * @throws ProviderError `provider_not_found`, also if the port request exists without that order
 */
export async function getOrder({ orderRef: ref }: OrderInput, session: TelnyxSession): Promise<OrderDetail> {
  const { client, snapshots, call } = session;
  const { portRequestId, subRequestId } = parseOrderRef(ref);
  const portRequest = await client.portRequests.getWithRaw(portRequestId, call);
  const comments = await readComments(portRequestId, session);
  const orders = orderSnapshots(portRequest.read, comments, snapshots);
  const order = orders.find((one) => one.ref === orderRef(portRequest.read.id, subRequestId));
  if (order === undefined) throw noSuchOrder(subRequestId, orders);
  return orderDetail(order, cutTo(order, subRequestId, portRequest));
}

/** The raw port request with only the numbers and the sub request of one order. */
function cutTo(
  { items }: OrderSnapshot,
  subRequestId: string | undefined,
  { read, raw }: WithRaw<TelnyxPortRequest>,
): RawResponse {
  const { phone_numbers: numbers, sub_requests: subRequests } = raw;
  const known = new Set(items.map(({ phoneNumber }) => phoneNumber));
  const isOfOrder = (number: unknown) => known.has(numberSchema.safeParse(number).data?.phone_number ?? '');
  return {
    ...raw,
    ...(Array.isArray(numbers) && { phone_numbers: numbers.filter(isOfOrder) }),
    ...(Array.isArray(subRequests) && {
      sub_requests: subRequests.filter((_, index) => read.sub_requests?.[index]?.id === subRequestId),
    }),
  };
}

function noSuchOrder(subRequestId: string | undefined, orders: readonly OrderSnapshot[]): ProviderError {
  const why =
    subRequestId === undefined
      ? 'all numbers of this port request are in sub requests now'
      : 'the port request has no such sub request';
  const named = orders.slice(0, ORDERS_NAMED).map(({ ref }) => ref);
  const more = orders.length > named.length ? ', and others' : '';
  const remedy = named.length === 0 ? 'It has no orders.' : `Its orders are ${named.join(', ')}${more}.`;
  return new ProviderError({
    code: 'provider_not_found',
    outcome: 'refused',
    message: `Telnyx: could not read the order: ${why}. ${remedy}`,
  });
}
