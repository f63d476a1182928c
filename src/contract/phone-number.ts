import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { z } from 'zod';
import type { PortRequest } from '../domain/request';

/** A phone number as people write it; what comes out is E.164. */
export const phoneNumber = z.string().transform((value, context) => {
  const parsed = value.startsWith('+') ? parsePhoneNumberFromString(value) : undefined;
  if (parsed?.isPossible() === true) return parsed.number;
  context.addIssue({
    code: 'custom',
    message: 'must be a phone number in E.164, for example "+12125550100"',
  });
  return z.NEVER;
});

/** As many of them as one request may name. */
export const phoneNumbers = z
  .array(phoneNumber)
  .min(1, 'must name at least one number')
  .max(1000, 'must name at most 1,000 numbers');

/** The country of a port, ISO 3166: that of its first number; undefined where the number belongs to none. */
export function countryOf({ numbers }: Pick<PortRequest, 'numbers'>): string | undefined {
  return parsePhoneNumberFromString(numbers[0]?.phoneNumber ?? '')?.country;
}
