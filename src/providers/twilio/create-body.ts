import type { PortRequest, RequestedNumber } from '../../domain/model/request';
import { firstZone } from '../country-zones';
import { hoursOfDay } from '../hours-of-day';
import { twilioOptions } from './options';
import { isSid, type SidKind } from './sids';
import { z } from 'zod';

/** Twilio's maximum per order (docs/reference/twilio.md#scope). */
export const NUMBERS_PER_ORDER = 1_000;

const filled = z.string().min(1);

const sid = (kind: SidKind) => z.string().refine((text) => isSid(kind, text), { error: `not a ${kind} sid` });

const offsetTime = z.string().regex(/^\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/);

/**
 * The create request (docs/reference/twilio.md#create-request). Strict: a field that Twilio lacks is a bug in
 * Portkeeper.
 */
const createPortInSchema = z.strictObject({
  account_sid: sid('AC'),
  documents: z.array(sid('RD')).min(1),
  losing_carrier_information: z.strictObject({
    customer_name: filled,
    authorized_representative: filled,
    authorized_representative_email: filled,
    customer_type: z.enum(['Business', 'Individual']).optional(),
    account_number: filled.optional(),
    account_telephone_number: filled.optional(),
    address_sid: sid('AD').optional(),
    address: z
      .strictObject({
        street: filled,
        street_2: filled.optional(),
        city: filled,
        state: filled,
        zip: filled,
        country: filled,
      })
      .optional(),
  }),
  phone_numbers: z
    .array(z.strictObject({ phone_number: z.string().regex(/^\+[1-9]\d{6,14}$/), pin: filled.optional() }))
    .min(1)
    .max(NUMBERS_PER_ORDER),
  notification_emails: z.array(filled).optional(),
  target_port_in_date: z.iso.date().optional(),
  target_port_in_time_range_start: offsetTime.optional(),
  target_port_in_time_range_end: offsetTime.optional(),
  bundle_sid: sid('BU').optional(),
});

/** The body of POST PortIn. */
export type CreatePortInBody = z.infer<typeof createPortInSchema>;

/** Values that the account adds to a request. */
export interface AccountDefaults {
  readonly accountSid: string;
  readonly timeZone?: string | undefined;
}

/** The body, or the names of the invalid fields at Twilio. */
export type CreateBody =
  | { readonly ok: true; readonly body: CreatePortInBody }
  | { readonly ok: false; readonly wrong: readonly string[] };

/** Converts a request to a create request for some of its numbers. */
export function createBody(
  request: PortRequest,
  numbers: readonly string[],
  defaults: AccountDefaults,
): CreateBody {
  const { options } = twilioOptions(request);
  const { subscriber } = request;
  const chosen = request.numbers.filter(({ phoneNumber }) => numbers.includes(phoneNumber));
  const draft = {
    account_sid: options.targetAccountSid ?? defaults.accountSid,
    documents: request.documents.flatMap(({ providerId }) => providerId ?? []),
    losing_carrier_information: {
      customer_name: subscriber?.name,
      authorized_representative: subscriber?.authorizedPerson?.name,
      authorized_representative_email: subscriber?.authorizedPerson?.email,
      customer_type: subscriber?.type && (subscriber.type === 'business' ? 'Business' : 'Individual'),
      account_number: accountNumbers(request, chosen)[0],
      account_telephone_number: subscriber?.billingPhoneNumber,
      address_sid: options.addressSid,
      address: options.addressSid === undefined ? address(request) : undefined,
    },
    phone_numbers: chosen.map(({ phoneNumber, pin }) => ({ phone_number: phoneNumber, pin })),
    notification_emails: request.notificationEmails.length > 0 ? [...request.notificationEmails] : undefined,
    ...scheduleFields(request, defaults.timeZone),
    bundle_sid: options.bundleSid,
  };
  const parsed = createPortInSchema.safeParse(draft);
  if (parsed.success && chosen.length === new Set(numbers).size) return { ok: true, body: parsed.data };
  const wrong = parsed.error?.issues.map((issue) => issue.path.join('.')) ?? ['phone_numbers'];
  return { ok: false, wrong };
}

/** The numbers' accounts at the losing carrier; Twilio's order has room for one. */
function accountNumbers(request: PortRequest, numbers: readonly RequestedNumber[]): string[] {
  const given = numbers.flatMap(
    ({ accountNumber }) => accountNumber ?? request.subscriber?.accountNumber ?? [],
  );
  return [...new Set(given)];
}

/** The zone of the wanted date and times. */
export function zoneOfSchedule(request: PortRequest, accountZone: string | undefined): string | undefined {
  return firstZone(request.schedule.timeZone, accountZone);
}

/** Texts of a body that an error message must not repeat: names, addresses, PINs, account numbers. */
export function secretsIn(body: CreatePortInBody): string[] {
  const { losing_carrier_information: holder, phone_numbers, notification_emails } = body;
  return [
    holder.customer_name,
    holder.authorized_representative,
    holder.authorized_representative_email,
    holder.account_number,
    holder.account_telephone_number,
    holder.address?.street,
    holder.address?.street_2,
    holder.address?.city,
    holder.address?.zip,
    ...(notification_emails ?? []),
    ...phone_numbers.flatMap(({ phone_number, pin }) => [phone_number, pin]),
  ].filter((text) => text !== undefined);
}

function address(request: PortRequest) {
  const given = request.subscriber?.address;
  return (
    given && {
      street: given.street,
      street_2: given.street2 ?? undefined,
      city: given.city,
      state: given.region,
      zip: given.postalCode,
      country: given.country,
    }
  );
}

/** A wanted time that is invalid makes the body invalid. */
const NO_TIME = '';

/** The wanted date and times; times carry the offset that the zone has on that day. */
function scheduleFields(request: PortRequest, accountZone: string | undefined) {
  const { date, timeRange } = request.schedule;
  if (date === 'asap') return {};
  if (timeRange === undefined) return { target_port_in_date: date };
  const zone = zoneOfSchedule(request, accountZone);
  if (zone === undefined) return { target_port_in_date: date };
  const hours = hoursOfDay(date, timeRange, zone);
  return {
    target_port_in_date: date,
    target_port_in_time_range_start: hours?.start.toFormat('HH:mm:ssZZ') ?? NO_TIME,
    target_port_in_time_range_end: hours?.end.toFormat('HH:mm:ssZZ') ?? NO_TIME,
  };
}
