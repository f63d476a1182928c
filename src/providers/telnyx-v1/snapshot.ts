import { isFinal } from '../../domain/facts/items';
import { type Rejection, rejectionFor } from '../../domain/model/reasons';
import type { ItemSnapshot, OrderComment, OrderSnapshot } from '../../domain/model/snapshot';
import type { ProviderItemStatus } from '../../domain/model/status';
import { dateFrom, isTimestamp } from '../dates';
import { commentsOn } from './comments';
import { groupingOf } from './grouping';
import { countryOfNumber, numberType } from './number-facts';
import { orderRef, parseOrderRef } from './order-ref';
import { carrierRejection, explanationIn } from './reasons';
import type { TelnyxComment, TelnyxNumber, TelnyxPortRequest, TelnyxSubRequest } from './schemas';
import type { SnapshotContext } from './session';
import { UNASSIGNED } from './statuses';

/** The fields of a sub request that a snapshot uses. */
type Reported = Pick<
  TelnyxSubRequest,
  'id' | 'foc_date' | 'status' | 'support_key' | 'updated_at' | 'has_all_numbers'
>;

/**
 * The snapshots of a port request: an order for each sub request, and one more for the numbers in none, if
 * there are any.
 *
 * @param comments - undefined: comments were not read
 */
export function orderSnapshots(
  portRequest: TelnyxPortRequest,
  comments: readonly TelnyxComment[] | undefined,
  context: SnapshotContext,
): OrderSnapshot[] {
  const known = portRequest.sub_requests ?? [];
  const { byGroup, unassigned } = groupingOf(portRequest.phone_numbers, known);
  const orders = [...byGroup].map(([id, numbers]) => {
    const subRequest = known.find((one) => one.id === id) ?? unlisted(id, numbers);
    const order = subRequestOrder({ ...portRequest, comments }, subRequest, numbers, context);
    const isComplete = portRequest.has_all_numbers || subRequest.has_all_numbers;
    return { ...order, ...(isComplete && { isComplete }) };
  });
  const rest = unassigned.map((number) => number.phone_number);
  if (rest.length === 0) return orders;
  const order = unassignedOrder(portRequest.id, rest, context, { ...portRequest, comments });
  return [...orders, { ...order, ...(portRequest.has_all_numbers && { isComplete: true as const }) }];
}

/**
 * The snapshot of an order without numbers: Telnyx moved or removed them. That is certain only if the port
 * request shows all of its numbers.
 */
export function emptiedOrder(ref: string, portRequest: TelnyxPortRequest): OrderSnapshot[] {
  if (!portRequest.has_all_numbers) return [];
  const providerStatus = parseOrderRef(ref).subRequestId === undefined ? UNASSIGNED : '';
  return [{ ref, providerStatus, actionRequired: false, items: [], isComplete: true }];
}

/** A sub request that only its numbers name; it has the status of its numbers. */
function unlisted(id: string, numbers: readonly TelnyxNumber[]): Reported {
  const status = numbers[0]?.sub_request_status;
  return {
    id,
    status,
    foc_date: undefined,
    support_key: undefined,
    updated_at: undefined,
    has_all_numbers: false,
  };
}

/** The order of the numbers that are in no sub request yet. */
export function unassignedOrder(
  portRequestId: string,
  numbers: readonly string[],
  { statusMap }: SnapshotContext,
  known: {
    readonly support_key?: string | undefined;
    readonly comments?: readonly TelnyxComment[] | undefined;
  } = {},
): OrderSnapshot {
  const status = statusMap(UNASSIGNED);
  return {
    ref: orderRef(portRequestId),
    providerStatus: UNASSIGNED,
    actionRequired: false,
    ...(known.support_key !== undefined && { supportKey: known.support_key }),
    ...(known.comments && { comments: commentsOn(known.comments, undefined) }),
    items: numbers.map((phoneNumber) => ({
      phoneNumber,
      ...(status && { status }),
      providerStatus: UNASSIGNED,
      ...countryIn(phoneNumber),
    })),
  };
}

function subRequestOrder(
  portRequest: { readonly id: string; readonly comments: readonly TelnyxComment[] | undefined },
  subRequest: Reported,
  numbers: readonly TelnyxNumber[],
  context: SnapshotContext,
): OrderSnapshot {
  const comments = portRequest.comments && commentsOn(portRequest.comments, subRequest.id);
  const rejectionOf = rejectionsFrom(comments);
  const providerStatus = subRequest.status ?? '';
  return {
    ref: orderRef(portRequest.id, subRequest.id),
    providerStatus,
    ...(providerStatus !== '' &&
      context.statusMap(providerStatus) === undefined && { isStatusUnknown: true as const }),
    // In exception, Telnyx waits for a correction of the sub request or for an answer.
    actionRequired: context.statusMap(providerStatus) === 'rejected',
    ...(subRequest.support_key !== undefined && { supportKey: subRequest.support_key }),
    ...(comments && { comments }),
    items: numbers.map((number) => itemSnapshot(number, subRequest, rejectionOf, context)),
  };
}

function itemSnapshot(
  number: TelnyxNumber,
  subRequest: Reported,
  rejectionOf: ReturnType<typeof rejectionsFrom>,
  { statusMap, zones, now }: SnapshotContext,
): ItemSnapshot {
  const phoneNumber = number.phone_number;
  const country = countryOfNumber(phoneNumber);
  const { foc: date, unreadableDate } = dateFrom(subRequest.foc_date, { now, zones, country });
  const providerStatus = number.sub_request_status ?? subRequest.status ?? '';
  const status = resolveStatus(
    statusMap(providerStatus),
    statusMap(subRequest.status ?? ''),
    date !== undefined,
  );
  const rejection = rejectionOf(status);
  const type = numberType(number);
  // An unconfirmed date is a plan, on which no deadline depends.
  const isPlan = status === 'in_review' || status === 'submitted';
  return {
    phoneNumber,
    ...(status && { status }),
    providerStatus,
    ...(subRequest.updated_at !== undefined &&
      isTimestamp(subRequest.updated_at, now) && { updatedAt: subRequest.updated_at }),
    ...(date && !isPlan && { foc: date }),
    ...(unreadableDate !== undefined && { unreadableDate }),
    ...(rejection && { rejection }),
    ...(type !== undefined && { type }),
    ...countryIn(phoneNumber),
  };
}

/**
 * The precedence of statuses (docs/lifecycle.md#provider-statuses): a final status of the number, a closed
 * order, any other status of the number.
 */
function resolveStatus(
  byNumber: ProviderItemStatus | undefined,
  byOrder: ProviderItemStatus | undefined,
  hasDate: boolean,
): ProviderItemStatus | undefined {
  if (byNumber !== undefined && isFinal(byNumber)) return byNumber;
  if (byOrder === 'canceled' || byOrder === 'expired') return byOrder;
  // Without a date, the FOC is not confirmed yet.
  return byNumber === 'foc_confirmed' && !hasDate ? 'submitted' : byNumber;
}

/**
 * The rejection of an order's numbers, by their status. v1 reports an exception without a reason, which only
 * a comment gives. The comments are evaluated once for all numbers.
 */
function rejectionsFrom(
  comments: readonly OrderComment[] = [],
): (status: ProviderItemStatus | undefined) => Rejection | undefined {
  const byCarrier = carrierRejection(explanationIn(comments)?.body);
  const byTelnyx = rejectionFor('other', undefined, comments.at(-1)?.body);
  return (status) => (status === 'rejected' ? byCarrier : status === 'not_portable' ? byTelnyx : undefined);
}

function countryIn(phoneNumber: string): { country?: string } {
  const country = countryOfNumber(phoneNumber);
  return country === undefined ? {} : { country };
}
