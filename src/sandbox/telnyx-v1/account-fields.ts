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
 * With `full`, the other keys are left out; `keep` needs a billing number for what stays
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

/** What a sub request cannot do without (docs/reference/telnyx-v1.md#sub-request-data). */
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
 * What may be missing. The documentation wants `default_message_profile_id` in a draft; it is not demanded here, as
 * numbers without messaging have none.
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

/** Body of a PUT on a draft's sub request: what is left out stays as it is. */
export const draftUpdate = z.object({ ...required, ...optional }).partial();
type Update = z.infer<typeof draftUpdate>;

/** Body of a PUT on a live sub request: what is required has to be there, what is optional stays when left out. */
export const liveUpdate = z.object({
  ...required,
  ...z.object(optional).partial().shape,
  customer_rating: z.int().min(1).max(5).nullish(),
  customer_rating_comment: z.string().nullish(),
});

/** What a sub request says of the losing account and of where the numbers go; what was not said yet is null. */
export type AccountFields = { readonly [Name in keyof Update]-?: Exclude<Update[Name], undefined> | null };

/** What a draft begins with. */
export const NOTHING_SAID = Object.fromEntries(NAMES.map((name) => [name, null])) as AccountFields;

/** The fields with an update in them. */
export function updated(before: AccountFields, update: Update): AccountFields {
  const said = NAMES.filter((name) => update[name] !== undefined);
  return { ...before, ...Object.fromEntries(said.map((name) => [name, update[name]])) };
}

/** The required fields that are still missing. */
export function missingIn(fields: AccountFields): string[] {
  return REQUIRED.filter((name) => fields[name] === null);
}

/** The date that is asked for, epoch milliseconds. */
export function wantedAt({ foc_date_requested_by_user: date }: AccountFields): number | undefined {
  return date === null ? undefined : Date.parse(date);
}

/** Whether two say the same, in whatever way they write the date. */
export function sameFields(one: AccountFields, other: AccountFields): boolean {
  const written = (fields: AccountFields): string =>
    JSON.stringify([wantedAt(fields), ...NAMES.slice(1).map((name) => fields[name])]);
  return written(one) === written(other);
}
