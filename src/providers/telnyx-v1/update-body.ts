import { z } from 'zod';

const filled = z.string().trim().min(1);

const phoneNumber = z.string().regex(/^\+[1-9]\d{6,14}$/);

/** `porting_option`: with `full` the other keys are omitted (docs/reference/telnyx-v1.md#porting-option). */
const portingOption = z.union([
  z.strictObject({ type: z.literal('full') }),
  z.strictObject({
    type: z.literal('partial'),
    remaining_numbers_action: z.enum(['keep', 'disconnect']).optional(),
    new_billing_phone_number: phoneNumber.optional(),
  }),
]);

/**
 * The PUT of a sub request, of a draft or submitted (docs/reference/telnyx-v1.md#sub-request-data). Strict: a
 * field that Telnyx lacks is a bug in Portkeeper. Omitted fields stay unchanged.
 */
export const updateSchema = z.strictObject({
  foc_date_requested_by_user: z.iso.datetime(),
  person_or_company_name: filled.optional(),
  auth_person_name: filled,
  billing_phone_number: phoneNumber,
  street_address: filled,
  extended_address: filled.optional(),
  locality: filled,
  administrative_area: z.string().regex(/^[A-Z]{2}$/),
  postal_code: filled,
  country_code: z.string().regex(/^[A-Z]{2}$/),
  default_connection_id: filled,
  /** Drafts only. */
  default_message_profile_id: filled.optional(),
  porting_option: portingOption.optional(),
  pin_passcode: filled.optional(),
  account_number: filled.optional(),
  tax_identifier: filled.optional(),
  business_identifier: filled.optional(),
});

/** The body of a PUT. */
export type UpdateBody = z.infer<typeof updateSchema>;

/** A PUT of a draft, which has no rating. */
export type DraftUpdate = UpdateBody;

/**
 * A PUT of an open sub request: without the messaging profile, which only a draft has, and with the rating.
 */
export type SubRequestUpdate = Partial<Omit<UpdateBody, 'default_message_profile_id'>> & {
  readonly customer_rating?: number;
  readonly customer_rating_comment?: string;
};

/** Fields without personal data. */
const PUBLIC_FIELDS: ReadonlySet<string> = new Set([
  'foc_date_requested_by_user',
  'country_code',
  'administrative_area',
  'customer_rating',
]);

/** Texts of a body that an error message must not repeat: names, addresses, PINs, account numbers. */
export function secretsIn(body: DraftUpdate | SubRequestUpdate): string[] {
  return Object.entries({ ...body, ...body.porting_option })
    .filter(
      ([field]) => !PUBLIC_FIELDS.has(field) && field !== 'type' && field !== 'remaining_numbers_action',
    )
    .flatMap(([, value]) => (typeof value === 'string' ? [value] : []));
}
