import { isFinal } from '../../domain/facts/items';
import type { Rejection } from '../../domain/model/reasons';
import type { ItemSnapshot, OrderSnapshot } from '../../domain/model/snapshot';
import type { ProviderItemStatus } from '../../domain/model/status';
import { dateFrom, instantFrom } from '../dates';
import { countryOf, e164, numberType } from './number-facts';
import { carrierRejection, isFailedCheck, notPortable } from './reasons';
import type { PortIn, PortInNumber } from './schemas';
import { asksForAction, type StatusLookup } from './statuses';

/** The context of a snapshot. */
export interface SnapshotContext {
  readonly statusMap: StatusLookup;
  /** The zones of the schedule and of the account. */
  readonly zones?: readonly (string | undefined)[];
  readonly now: number;
}

/** The snapshot of a PortIn. An unreadable number is left out. */
export function orderSnapshot(order: PortIn, context: SnapshotContext): OrderSnapshot {
  const providerStatus = order.port_in_request_status ?? '';
  const items = order.phone_numbers.flatMap((number) => {
    const phoneNumber = numberOf(number, order);
    return phoneNumber === undefined ? [] : [itemSnapshot(phoneNumber, number, order, context)];
  });
  return {
    ref: order.port_in_request_sid,
    providerStatus,
    ...(providerStatus !== '' &&
      !context.statusMap.knowsOrder(providerStatus) && { isStatusUnknown: true as const }),
    actionRequired: asksForAction(providerStatus),
    ...(order.support_ticket_id !== undefined && { supportTicket: order.support_ticket_id }),
    ...(order.signature_request_url !== undefined && { signatureUrl: order.signature_request_url }),
    ...(order.order_cancellation_reason !== undefined && {
      cancellationReason: order.order_cancellation_reason,
    }),
    items: [...new Map(items.map((item) => [item.phoneNumber, item])).values()],
    // An unreadable number is still part of the order.
    ...(order.lists_numbers && items.length === order.phone_numbers.length && { isComplete: true as const }),
  };
}

/** A number of an order in E.164; undefined if unreadable. */
export function numberOf(
  number: Pick<PortInNumber, 'phone_number' | 'country'>,
  order: PortIn,
): string | undefined {
  return e164(number.phone_number, number.country ?? order.address_country);
}

/** The item of a number that the answer to a create omits: it has the status of the order. */
export function unlistedItem(phoneNumber: string, order: PortIn, context: SnapshotContext): ItemSnapshot {
  return itemSnapshot(phoneNumber, EMPTY_NUMBER, order, context);
}

const EMPTY_NUMBER: Partial<PortInNumber> = {};

function itemSnapshot(
  phoneNumber: string,
  number: Partial<PortInNumber>,
  order: PortIn,
  context: SnapshotContext,
): ItemSnapshot {
  const orderStatus = order.port_in_request_status ?? '';
  const country = countryOf(phoneNumber, number.country, order.address_country);
  const type = numberType(number.number_type);
  const { now, zones } = context;
  const { foc, unreadableDate } = dateFrom(number.port_date, { now, zones, country });
  const { status, rejection, missingFields } = resolveStatus(
    number,
    orderStatus,
    foc !== undefined,
    context.statusMap,
  );
  return {
    phoneNumber,
    ...(number.port_in_phone_number_sid !== undefined && { ref: number.port_in_phone_number_sid }),
    ...(status && { status }),
    providerStatus:
      number.port_in_phone_number_status ?? statusFromOrder(orderStatus, status, context.statusMap),
    ...updatedAt(number.status_last_time_updated_timestamp, now),
    ...(foc && { foc }),
    ...(unreadableDate !== undefined && { unreadableDate }),
    ...(rejection && { rejection }),
    ...(missingFields && { missingFields }),
    ...(type !== undefined && { type }),
    ...(country !== undefined && { country }),
  };
}

/** When the number last changed at Twilio; comparable with `last_date_updated` of webhooks. */
function updatedAt(timestamp: string | undefined, now: number): { updatedAt?: number } {
  const instant = instantFrom(timestamp, now);
  return instant === undefined ? {} : { updatedAt: instant };
}

interface ResolvedStatus {
  readonly status?: ProviderItemStatus | undefined;
  readonly rejection?: Rejection;
  readonly missingFields?: true;
}

/** The precedence of statuses, row by row (docs/lifecycle.md#provider-statuses). */
function resolveStatus(
  number: Partial<PortInNumber>,
  orderStatus: string,
  hasDate: boolean,
  statusMap: StatusLookup,
): ResolvedStatus {
  const providerStatus = number.port_in_phone_number_status;
  const byNumber = providerStatus === undefined ? undefined : statusMap.ofNumber(providerStatus);
  const byOrder = statusMap.ofOrder(orderStatus);

  if (byNumber !== undefined && isFinal(byNumber)) return { status: byNumber };
  // "completed" is not an order status that closes numbers, because it covers canceled numbers too.
  if (byOrder === 'expired' || byOrder === 'canceled') return { status: byOrder };

  const refusal = { code: number.not_portability_reason_code, text: number.not_portability_reason };
  // If the check itself failed (22135), "not portable" says nothing about the number.
  if (number.portable === false && !isFailedCheck(refusal)) {
    return { status: 'not_portable', rejection: notPortable(refusal) };
  }

  const missing = number.missing_required_fields === true ? { missingFields: true as const } : {};
  const status = providerStatus === undefined ? byOrder : byNumber;
  if (status === 'rejected') {
    const carrierRefusal = { code: number.rejection_reason_code, text: number.rejection_reason };
    return { status, rejection: carrierRejection(carrierRefusal), ...missing };
  }
  if (status === 'not_portable') return { status, rejection: notPortable(refusal), ...missing };
  // Pending means that the carrier agreed to a date; without a date the FOC is not confirmed yet.
  if (status === 'foc_confirmed' && !hasDate) return { status: 'submitted', ...missing };
  return { status, ...missing };
}

/**
 * The provider status of a number without one of its own: the order's, if it decided the item status or is
 * unknown. Empty if the order's status is known but says nothing about numbers, so that it is not reported as
 * unknown.
 */
function statusFromOrder(
  orderStatus: string,
  status: ProviderItemStatus | undefined,
  statusMap: StatusLookup,
): string {
  return status === undefined && statusMap.knowsOrder(orderStatus) ? '' : orderStatus;
}
