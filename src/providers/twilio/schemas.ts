import { asTextOrFlag } from '../foreign-text';
import { z } from 'zod';

/**
 * Answers of Twilio, parsed tolerantly: the API is in beta, its fields have changed types before, and almost
 * every one may be null (docs/reference/twilio.md#resources). An unreadable field counts as absent; an answer
 * is unreadable only without the fields that it is worthless without. Unknown fields are dropped, and so is
 * `port_out_pin`: PINs in answers are never read.
 */

function asCode(value: unknown): string | undefined {
  const text = asTextOrFlag(value);
  return text === undefined || text.toLowerCase() === 'null' ? undefined : text;
}

function asFlag(value: unknown): boolean | undefined {
  const flagText = asTextOrFlag(value)?.toLowerCase();
  if (flagText === 'true' || flagText === '1') return true;
  return flagText === 'false' || flagText === '0' ? false : undefined;
}

function fieldOf(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined,
    value,
  );
}

/** A text; a number or flag is accepted as text. */
export const text = z
  .unknown()
  .optional()
  .transform((value) => asTextOrFlag(value));

/** A code: an integer in some resources, a string in others. */
const code = z.unknown().optional().transform(asCode);

/** A flag: a boolean, or the string `"true"` as in webhooks. */
const flag = z.unknown().optional().transform(asFlag);

const texts = z
  .array(z.unknown())
  .nullish()
  .catch(undefined)
  .transform((list) => (list ?? []).map((item) => asTextOrFlag(item)).filter((item) => item !== undefined));

/** A required identifier. */
export const sid = (prefix: string) =>
  z
    .string()
    .trim()
    .regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`));

/** One number inside a PortIn; its SID has another name on the PhoneNumber resource. */
const portInNumberSchema = z.object({
  phone_number: text,
  port_in_phone_number_sid: text,
  number_type: text,
  /** Documented on the PhoneNumber resource only. */
  country: text,
  /** Documented on the PhoneNumber resource only. */
  missing_required_fields: flag,
  portable: flag,
  not_portability_reason: text,
  not_portability_reason_code: code,
  port_in_phone_number_status: text,
  port_date: text,
  rejection_reason: text,
  rejection_reason_code: code,
  status_last_time_updated_timestamp: text,
});

/** A number may also be a bare E.164 string: older specifications left the format open. */
const portInNumbers = z
  .array(z.unknown())
  .nullish()
  .transform((list) =>
    (list ?? [])
      .map((item) => (typeof item === 'string' ? { phone_number: item } : item))
      .filter((item) => typeof item === 'object' && item !== null && !Array.isArray(item)),
  )
  .pipe(z.array(portInNumberSchema));

/**
 * Whether an answer lists numbers, and each entry is one: null, an empty list or another entry proves
 * nothing.
 */
const listsNumbers = z
  .unknown()
  .optional()
  .transform(
    (list) =>
      Array.isArray(list) &&
      list.length > 0 &&
      list.every((item) => typeof item === 'string' || (typeof item === 'object' && item !== null)),
  );

/** A PortIn resource: the whole order with its numbers. */
const portIn = z
  .object({
    port_in_request_sid: sid('KW'),
    account_sid: text,
    port_in_request_status: text,
    order_cancellation_reason: text,
    losing_carrier_information: z.unknown().optional(),
    phone_numbers: portInNumbers,
    lists_numbers: listsNumbers,
    documents: texts,
    date_created: text,
    support_ticket_id: code,
    signature_request_url: text,
  })
  .transform(({ losing_carrier_information, ...portIn }) => ({
    ...portIn,
    /** The only field that is kept of the account holder's data. */
    address_country: asTextOrFlag(fieldOf(losing_carrier_information, 'address', 'country')),
  }));

export const portInSchema = z.preprocess(
  (value) =>
    typeof value === 'object' && value !== null && 'phone_numbers' in value
      ? { ...value, lists_numbers: value.phone_numbers }
      : value,
  portIn,
);

/** A PhoneNumber resource: one number of an order, with fields that the order omits. */
export const phoneNumberSchema = z
  .object({
    phone_number_sid: text,
    port_in_phone_number_sid: text,
    phone_number: text,
    phone_number_type: text,
    number_type: text,
    country: text,
    missing_required_fields: flag,
    portable: flag,
    not_portability_reason: text,
    not_portability_reason_code: code,
    port_in_phone_number_status: text,
    port_date: text,
    rejection_reason: text,
    rejection_reason_code: code,
    last_updated: text,
  })
  .refine((number) => number.phone_number !== undefined || number.port_in_phone_number_status !== undefined, {
    message: 'neither a phone number nor a status',
  });

/** A Portability resource: the answer to a portability check. */
export const portabilitySchema = z.object({
  phone_number: text,
  /** The account that already owns the number. */
  account_sid: text,
  portable: flag,
  pin_and_account_number_required: flag,
  not_portable_reason: text,
  not_portable_reason_code: code,
  number_type: text,
  country: text,
  /**
   * The carriers of its calls and of its messages, only in older specifications
   * (docs/reference/twilio.md#portability-check).
   */
  voice_carrier: text,
  messaging_carrier: text,
});

/** One page of the order list. A row without its SID would hide an order, so it makes the page unreadable. */
export const portInPageSchema = z.object({
  port_in_requests: z.array(
    z.object({
      port_in_request_sid: sid('KW'),
      port_in_request_status: text,
      /** Documented on the order only; read if a list has it. */
      date_created: text,
      status_last_updated_timestamp: text,
      phone_numbers_requested: text,
      phone_numbers_ported: text,
      suggested_action: text,
    }),
  ),
  meta: z.object({ next_token: text }),
});

/** The webhook configuration of an account. */
export const webhookConfigurationSchema = z.object({
  port_in_target_url: text,
  port_out_target_url: text,
  notifications_of: texts,
});

/** An error of Twilio: its own format, or RFC 9457 problem JSON in newer services. */
export const errorBodySchema = z
  .object({ code, message: text, detail: text, title: text, status: text })
  .transform(({ code, message, detail, title, status }) => ({
    code,
    text: message ?? detail ?? title,
    status,
    /** The error has the format of RFC 9457. */
    isProblem: (title ?? detail) !== undefined,
  }))
  .refine((error) => error.code !== undefined || error.text !== undefined);

export type PortIn = z.infer<typeof portInSchema>;

export type PortInNumber = PortIn['phone_numbers'][number];

export type PhoneNumberResource = z.infer<typeof phoneNumberSchema>;

export type PortabilityAnswer = z.infer<typeof portabilitySchema>;

export type PortInPage = z.infer<typeof portInPageSchema>;

export type PortInListRow = PortInPage['port_in_requests'][number];

export type WebhookConfiguration = z.infer<typeof webhookConfigurationSchema>;

export type TwilioErrorBody = z.infer<typeof errorBodySchema>;
