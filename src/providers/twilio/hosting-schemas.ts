import { sid, text } from './schemas';
import { z } from 'zod';

/**
 * Answers about hosting numbers. The specification leaves a result's format open, and its examples and its
 * description name the account and the country differently, so both names are read
 * (docs/reference/twilio.md#hosting-eligibility).
 */
const result = z
  .object({
    phone_number: text,
    account_sid: text,
    hosting_account_sid: text,
    date_last_checked: text,
    eligibility_status: text,
    eligibility_sub_status: text,
    ineligibility_reason: text,
    next_step: text,
    phone_number_type: text,
    country: text,
    iso_country_code: text,
  })
  .transform(({ account_sid, iso_country_code, ...rest }) => ({
    ...rest,
    hosting_account_sid: rest.hosting_account_sid ?? account_sid,
    country: rest.country ?? iso_country_code,
  }));

const results = z
  .unknown()
  .optional()
  .transform((list) => (Array.isArray(list) ? (list as unknown[]) : []))
  .transform((list) => list.flatMap((one) => result.safeParse(one).data ?? []));

/**
 * The answer for one number: an object with a list of results; a bare list and a bare result are accepted
 * too.
 */
export const eligibilitySchema = z.preprocess((value) => {
  if (Array.isArray(value)) return { results: value as unknown[] };
  const isBare =
    typeof value === 'object' && value !== null && !('results' in value) && 'eligibility_status' in value;
  return isBare ? { results: [value] } : value;
}, z.object({ results }));

/** A check of several numbers. */
export const bulkEligibilitySchema = z.object({
  request_id: text,
  status: text,
  friendly_name: text,
  date_created: text,
  date_completed: text,
  results,
});

/** The answer to a create; its id is required, because the check cannot be read without it. */
export const createdBulkEligibilitySchema = bulkEligibilitySchema.extend({ request_id: sid('EC') });

export type EligibilityResult = z.output<typeof result>;

export type EligibilityAnswer = z.output<typeof eligibilitySchema>;

export type BulkEligibility = z.output<typeof bulkEligibilitySchema>;
