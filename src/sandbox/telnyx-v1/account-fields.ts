import { z } from 'zod';
import { toE164 } from './numbering';

const filled = z.string().regex(/\S/, 'must not be blank');
const letters = z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters');
const phoneNumber = z.string().transform((raw, context) => {
  const e164 = toE164(raw);
  if (e164 !== undefined) return e164;
  context.addIssue('must be a phone number');
  return z.NEVER;
});

/**
 * With `full`, the other keys are omitted; `keep` needs a billing number for the remaining numbers
 * (docs/reference/telnyx-v1.md#porting-option).
 */
const portingOption = z
  .object({
    type: z.enum(['full', 'partial'], 'must be full or partial (80021)'),
    remaining_numbers_action: z.enum(['keep', 'disconnect']).nullish(),
    new_billing_phone_number: phoneNumber.nullish(),
  })
  .refine(
    ({ type, ...others }) => type === 'partial' || Object.values(others).every((value) => value == null),
    {
      message: 'with type full, leave out the other keys',
    },
  )
  .refine((option) => option.remaining_numbers_action !== 'keep' || option.new_billing_phone_number != null, {
    path: ['new_billing_phone_number'],
    message: 'is required when remaining numbers are kept',
  });

/** The required fields of a sub request (docs/reference/telnyx-v1.md#sub-request-data). */
const required = {
  foc_date_requested_by_user: z.union([z.iso.datetime({ offset: true }), z.iso.date()], 'must be ISO 8601'),
  auth_person_name: filled,
  billing_phone_number: phoneNumber,
  street_address: filled,
  locality: filled,
  administrative_area: letters,
  postal_code: filled,
  country_code: letters,
  default_connection_id: filled,
};

/**
 * The optional fields. The documentation requires `default_message_profile_id` in a draft; the sandbox does
 * not, because numbers without messaging have none.
 */
const optional = {
  default_message_profile_id: filled.nullable(),
  person_or_company_name: filled.nullable(),
  extended_address: filled.nullable(),
  porting_option: portingOption.nullable(),
  pin_passcode: filled.nullable(),
  account_number: filled.nullable(),
  tax_identifier: filled.nullable(),
  business_identifier: filled.nullable(),
};

const REQUIRED = Object.keys(required) as (keyof typeof required)[];
const NAMES = [...REQUIRED, ...(Object.keys(optional) as (keyof typeof optional)[])];

/** The body of a PUT on a draft's sub request; omitted fields stay unchanged. */
export const draftUpdate = z.object({ ...required, ...optional }).partial();
type Update = z.infer<typeof draftUpdate>;

/**
 * The body of a PUT on a submitted sub request; required fields must be present, omitted optional fields stay
 * unchanged.
 */
export const liveUpdate = z.object({
  ...required,
  ...z.object(optional).partial().shape,
  customer_rating: z.int().min(1).max(5).nullish(),
  customer_rating_comment: z.string().nullish(),
});

/** The account data and the destination of a sub request; a field that was not given yet is null. */
export type AccountFields = { readonly [Name in keyof Update]-?: Exclude<Update[Name], undefined> | null };

/** The initial fields of a draft. */
export const NO_FIELDS = Object.fromEntries(NAMES.map((name) => [name, null])) as AccountFields;

/** The fields after an update. */
export function updated(before: AccountFields, update: Update): AccountFields {
  const changed = NAMES.filter((name) => update[name] !== undefined);
  return { ...before, ...Object.fromEntries(changed.map((name) => [name, update[name]])) };
}

/** The required fields that are still missing. */
export function missingIn(fields: AccountFields): string[] {
  return REQUIRED.filter((name) => fields[name] === null);
}

/** The requested date, epoch milliseconds. */
export function requestedDateOf({ foc_date_requested_by_user: date }: AccountFields): number | undefined {
  return date === null ? undefined : Date.parse(date);
}

/** Whether two have the same values; the format of the date does not matter. */
export function sameFields(one: AccountFields, other: AccountFields): boolean {
  const normalized = (fields: AccountFields): string =>
    JSON.stringify([requestedDateOf(fields), ...NAMES.slice(1).map((name) => fields[name])]);
  return normalized(one) === normalized(other);
}
