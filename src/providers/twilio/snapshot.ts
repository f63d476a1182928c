import { isFinal } from '../../domain/facts/item-status';
import type { Rejection } from '../../domain/model/reasons';
import type { ItemSnapshot, OrderSnapshot } from '../../domain/model/snapshot';
import type { ProviderItemStatus } from '../../domain/model/status';
import { dateFrom, instantFrom } from '../dates';
import { countryOf, e164, numberType } from './number-facts';
import { carrierRejection, isFailedCheck, notPortable } from './reasons';
import type { PortIn, PortInNumber } from './schemas';
import { asksForAction, type StatusLookup } from './statuses';

/** What a snapshot needs beside Twilio's answer. */
export interface SnapshotContext {
  readonly statusMap: StatusLookup;
  /** The zones of the schedule and of the account. */
  readonly zones?: readonly (string | undefined)[];
  readonly now: number;
}

/** A PortIn as a read reports it. A number that cannot be read is left out: it belongs to nobody. */
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
    // A number that cannot be read is in the order all the same.
    ...(order.lists_numbers && items.length === order.phone_numbers.length && { isComplete: true as const }),
  };
}

/** A number of an order in E.164, however it is written there; absent when it is none. */
export function numberOf(
  number: Pick<PortInNumber, 'phone_number' | 'country'>,
  order: PortIn,
): string | undefined {
  return e164(number.phone_number, number.country ?? order.address_country);
}

/** An item for a number that the answer to a create did not list: it stands where the order stands. */
export function unlistedItem(phoneNumber: string, order: PortIn, context: SnapshotContext): ItemSnapshot {
  return itemSnapshot(phoneNumber, NOTHING_SAID, order, context);
}

const NOTHING_SAID: Partial<PortInNumber> = {};

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

/** When Twilio says that the number last changed: comparable with the `last_date_updated` of its webhooks. */
function updatedAt(timestamp: string | undefined, now: number): { updatedAt?: number } {
  const instant = instantFrom(timestamp, now);
  return instant === undefined ? {} : { updatedAt: instant };
}

interface Standing {
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
): Standing {
  const providerStatus = number.port_in_phone_number_status;
  const byNumber = providerStatus === undefined ? undefined : statusMap.ofNumber(providerStatus);
  const byOrder = statusMap.ofOrder(orderStatus);

  if (byNumber !== undefined && isFinal(byNumber)) return { status: byNumber };
  // "completed" is not among an order's statuses: it covers canceled numbers too, so it closes nothing.
  if (byOrder === 'expired' || byOrder === 'canceled') return { status: byOrder };

  const refusal = { code: number.not_portability_reason_code, text: number.not_portability_reason };
  // When the check itself failed (22135), "not portable" says nothing about the number.
  if (number.portable === false && !isFailedCheck(refusal)) {
    return { status: 'not_portable', rejection: notPortable(refusal) };
  }

  const missing = number.missing_required_fields === true ? { missingFields: true as const } : {};
  const status = providerStatus === undefined ? byOrder : byNumber;
  if (status === 'rejected') {
    const said = { code: number.rejection_reason_code, text: number.rejection_reason };
    return { status, rejection: carrierRejection(said), ...missing };
  }
  if (status === 'not_portable') return { status, rejection: notPortable(refusal), ...missing };
  // Pending means that the carrier agreed to a date; without one there is nothing to rely on yet.
  if (status === 'foc_confirmed' && !hasDate) return { status: 'submitted', ...missing };
  return { status, ...missing };
}

/**
 * The word of a number that has none of its own: the order's, when that decided or is unknown; empty when the
 * order's word is known and says nothing of numbers, so that nobody takes it for a word that we do not know.
 */
function statusFromOrder(
  orderStatus: string,
  status: ProviderItemStatus | undefined,
  statusMap: StatusLookup,
): string {
  return status === undefined && statusMap.knowsOrder(orderStatus) ? '' : orderStatus;
}
