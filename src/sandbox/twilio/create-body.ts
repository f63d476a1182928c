import { z } from 'zod';
import { isE164 } from '../phone-numbers';
import { problemsIn } from '../problems';

const sid = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`), `must be ${prefix} and 32 hex digits`);
const filled = z.string().regex(/\S/, 'must not be blank');
const optionalText = z.string().nullish();
const offsetTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-]\d\d:\d\d)$/, 'must be a time with its offset');

const address = z.looseObject({
  street: filled,
  street_2: optionalText,
  city: filled,
  state: filled,
  zip: filled,
  country: filled,
});

const losingCarrier = z
  .looseObject({
    customer_type: z.enum(['Business', 'Individual']).nullish(),
    customer_name: filled,
    account_number: optionalText,
    account_telephone_number: optionalText,
    address_sid: sid('AD').nullish(),
    address: address.nullish(),
    authorized_representative: filled,
    authorized_representative_email: z.string().regex(/^\S+@\S+$/, 'must be an e-mail address'),
  })
  .refine((carrier) => carrier.address_sid != null || carrier.address != null, {
    path: ['address'],
    message: 'address or address_sid is required',
  });

/**
 * The body of a create (docs/reference/twilio.md#create-request). Unknown keys are accepted, as at Twilio.
 */
const createBody = z.looseObject({
  account_sid: sid('AC'),
  documents: z.array(sid('RD')).min(1, 'must name at least one utility bill'),
  losing_carrier_information: losingCarrier,
  phone_numbers: z
    .array(
      z.looseObject({ phone_number: z.string().refine(isE164, 'must be E.164'), pin: z.string().nullish() }),
    )
    .min(1)
    .max(1000)
    .refine((list) => new Set(list.map((entry) => entry.phone_number)).size === list.length, {
      message: 'must not name a number twice',
    }),
  notification_emails: z.array(z.string()).nullish(),
  target_port_in_date: z.iso.date('must be a date, YYYY-MM-DD').nullish(),
  target_port_in_time_range_start: offsetTime.nullish(),
  target_port_in_time_range_end: offsetTime.nullish(),
  bundle_sid: optionalText,
  portability_advance_carrier: optionalText,
  auto_cancel_approval_numbers: optionalText,
});

export type CreateBody = z.infer<typeof createBody>;

/**
 * United States: at least seven days ahead (docs/reference/twilio.md#port-dates). The zone is not published;
 * the sandbox uses UTC.
 */
const LEAD_DAYS = 7;

/**
 * Parses a create.
 *
 * @param now - the real time, also with shortened days
 * @returns the body, or its errors as one sentence
 */
export function readCreateBody(value: unknown, now: number): CreateBody | string {
  const parsed = createBody.safeParse(value);
  if (!parsed.success) return problemsIn(parsed.error);
  const body = parsed.data;
  const earliest = new Date(now + LEAD_DAYS * 86_400_000).toISOString().slice(0, 10);
  if (body.target_port_in_date != null && body.target_port_in_date < earliest) {
    return `target_port_in_date: must be at least ${LEAD_DAYS} days ahead, ${earliest} or later`;
  }
  return body;
}
