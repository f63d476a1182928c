import { rfc3339 } from '../rfc3339';
import { NOT_PORTABLE, REJECTIONS, tokenOf } from './codes';
import type { TwilioNumber, TwilioOrder } from './order';
import { NUMBER_STATUSES, ORDER_STATUSES } from './states';

const BASE = 'https://numbers.twilio.com/v1/Porting';

/** The current provider status of a number. */
export function providerStatusOf(number: TwilioNumber): string {
  return number.unknownStatus ?? NUMBER_STATUSES[number.state];
}

const timeOrNull = (instant: number | undefined): string | null =>
  instant === undefined ? null : rfc3339(instant);

/** Null until evaluated, as documented. */
function evaluation(number: TwilioNumber) {
  const { evaluated, notPortable, facts } = number;
  return {
    type: evaluated ? facts.type : null,
    country: evaluated ? facts.country : null,
    portable: evaluated ? notPortable === undefined : null,
    reason: notPortable === undefined ? null : tokenOf(NOT_PORTABLE, notPortable),
    code: notPortable ?? null,
  };
}

function rejectionToken(number: TwilioNumber): string | null {
  return number.rejection === undefined ? null : tokenOf(REJECTIONS, number.rejection);
}

/**
 * The PIN as the PhoneNumber resource returns it: an integer without leading zeros
 * (docs/reference/twilio.md#resources).
 */
function pinAsInteger(pin: string | undefined): number | null {
  return pin !== undefined && /^\d+$/.test(pin) ? Number(pin) : null;
}

/** An element of `phone_numbers`. As at Twilio, its names differ from those of the PhoneNumber resource. */
function renderPortInNumber(number: TwilioNumber) {
  const { type, portable, reason, code } = evaluation(number);
  return {
    phone_number: number.phoneNumber,
    number_type: type,
    portable,
    not_portability_reason: reason,
    not_portability_reason_code: code,
    port_in_phone_number_sid: number.sid,
    port_in_phone_number_status: providerStatusOf(number),
    port_date: timeOrNull(number.portDate),
    rejection_reason: rejectionToken(number),
    rejection_reason_code: number.rejection === undefined ? null : String(number.rejection),
    status_last_time_updated_timestamp: rfc3339(number.updatedAt),
    external_porting_vendor_phone_number_id: null,
  };
}

/**
 * With a time range, date and times are returned in UTC, so the day may differ
 * (docs/reference/twilio.md#port-dates).
 */
function targetInUtc(body: TwilioOrder['body']) {
  const { target_port_in_date: date, target_port_in_time_range_start: start } = body;
  const end = body.target_port_in_time_range_end;
  if (date == null || start == null) return { date: date ?? null, start: start ?? null, end: end ?? null };
  const utc = (time: string): string => new Date(`${date}T${time}`).toISOString();
  const timeOf = (time: string): string => `${utc(time).slice(11, 19)}Z`;
  return { date: utc(start).slice(0, 10), start: timeOf(start), end: end == null ? null : timeOf(end) };
}

/** The PortIn resource. */
export function renderPortIn(order: TwilioOrder) {
  const { body } = order;
  const target = targetInUtc(body);
  return {
    port_in_request_sid: order.sid,
    url: `${BASE}/PortIn/${order.sid}`,
    account_sid: body.account_sid,
    notification_emails: body.notification_emails ?? null,
    target_port_in_date: target.date,
    target_port_in_time_range_start: target.start,
    target_port_in_time_range_end: target.end,
    port_in_request_status: ORDER_STATUSES[order.state],
    order_cancellation_reason: order.cancellationReason ?? null,
    losing_carrier_information: body.losing_carrier_information,
    phone_numbers: order.numbers.map(renderPortInNumber),
    bundle_sid: body.bundle_sid ?? null,
    portability_advance_carrier: body.portability_advance_carrier ?? null,
    auto_cancel_approval_numbers: body.auto_cancel_approval_numbers ?? null,
    documents: body.documents,
    date_created: rfc3339(order.createdAt),
    support_ticket_id: order.supportTicket ?? null,
    signature_request_url: order.signatureUrl ?? null,
    // An undocumented key: a client must accept unknown keys.
    sandbox: true,
  };
}

/** The PhoneNumber resource. */
export function renderPhoneNumber(order: TwilioOrder, number: TwilioNumber) {
  const { type, country, portable, reason, code } = evaluation(number);
  return {
    port_in_request_sid: order.sid,
    phone_number_sid: number.sid,
    url: `${BASE}/PortIn/${order.sid}/PhoneNumber/${number.sid}`,
    account_sid: order.body.account_sid,
    phone_number_type: type,
    date_created: rfc3339(order.createdAt),
    country,
    missing_required_fields: number.evaluated ? number.missingFields : null,
    last_updated: rfc3339(number.updatedAt),
    phone_number: number.phoneNumber,
    portable,
    not_portability_reason: reason,
    not_portability_reason_code: code,
    port_in_phone_number_status: providerStatusOf(number),
    port_out_pin: pinAsInteger(number.pin),
    rejection_reason: rejectionToken(number),
    rejection_reason_code: number.rejection ?? null,
    port_date: timeOrNull(number.portDate),
    sandbox: true,
  };
}

const SUGGESTIONS: Readonly<Partial<Record<TwilioOrder['state'], string>>> = {
  waiting_for_signature: 'Sign the letter of authorization',
  action_required: 'Look at the phone numbers of this request',
};

/** A row of the list: no numbers, and only a coarse date. */
export function renderListRow(order: TwilioOrder) {
  return {
    port_in_request_sid: order.sid,
    port_in_request_status: ORDER_STATUSES[order.state],
    status_last_updated_timestamp: rfc3339(order.updatedAt).slice(0, 10),
    phone_numbers_requested: order.numbers.length,
    phone_numbers_ported: order.numbers.filter((number) => number.state === 'completed').length,
    suggested_action: SUGGESTIONS[order.state] ?? null,
  };
}

/** The body of a webhook: flat, with every value a string (docs/reference/twilio.md#webhooks). */
export function renderWebhook(order: TwilioOrder, number?: TwilioNumber) {
  const { portable, reason, code } =
    number === undefined ? { portable: null, reason: null, code: null } : evaluation(number);
  return {
    port_in_request_sid: order.sid,
    port_in_phone_number_sid: number?.sid ?? null,
    phone_number: number?.phoneNumber ?? null,
    last_date_updated: rfc3339(number?.updatedAt ?? order.updatedAt),
    status: number === undefined ? ORDER_STATUSES[order.state] : providerStatusOf(number),
    portable: portable === null ? null : String(portable),
    not_portable_reason_code: code === null ? null : String(code),
    not_portable_reason: reason,
    rejection_reason: number === undefined ? null : rejectionToken(number),
    rejection_reason_code: number?.rejection === undefined ? null : String(number.rejection),
  };
}
