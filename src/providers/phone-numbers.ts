import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** Longer than any number with separators; a longer text is rejected before any pattern runs. */
const MAX_NUMBER = 32;

/** The characters of a written number. */
const NUMBER = /^\+?[\d\s().-]+$/;

const E164_DIGITS = /^[1-9]\d{6,14}$/;

/** A North American number without its country code. */
const NANP = /^[2-9]\d{2}[2-9]\d{6}$/;

/**
 * A phone number as a provider wrote it, in E.164; undefined if invalid. Providers document E.164 but
 * deviate: the `+` of a form arrives as a blank, systems of one country keep national numbers, and some put a
 * `+` before those.
 *
 * @param country - the country of the order's numbers, ISO 3166: a number that is valid in that country
 * belongs to it, not to the country whose code it happens to begin with
 */
export function e164In(country: string | undefined, text: string | undefined): string | undefined {
  const trimmed = text === undefined || text.length > MAX_NUMBER ? '' : text.trim();
  if (!NUMBER.test(trimmed)) return undefined;
  const digits = trimmed.replace(/\D/g, '');
  if ((country === 'US' || country === 'CA') && NANP.test(digits)) return `+1${digits}`;
  if (trimmed.startsWith('+')) return E164_DIGITS.test(digits) ? `+${digits}` : undefined;
  const place = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const parsed = place === undefined ? undefined : parsePhoneNumberFromString(digits, place);
  // Short numbers cannot be ported.
  if (parsed?.isPossible() === true && parsed.nationalNumber.length >= 7) return parsed.number;
  return E164_DIGITS.test(digits) ? `+${digits}` : undefined;
}
