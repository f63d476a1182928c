import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** Longer than any number with its separators; what is longer is none, and no pattern looks at it. */
const MAX_NUMBER = 32;

/** What numbers are written with. */
const NUMBER = /^\+?[\d\s().-]+$/;

const E164_DIGITS = /^[1-9]\d{6,14}$/;

/** A number of the North American plan without its country code. */
const NANP = /^[2-9]\d{2}[2-9]\d{6}$/;

/**
 * A phone number as a provider wrote it, in E.164; absent when it is none. Providers document E.164, and slip: the `+` of
 * a form arrives as a blank, systems of one country keep national numbers, and some put a `+` before those.
 *
 * @param country - where the order's numbers are, ISO 3166: a number that is one of that country's is taken for it, and
 * not for another country's whose code it happens to begin with
 */
export function e164In(country: string | undefined, text: string | undefined): string | undefined {
  const said = text === undefined || text.length > MAX_NUMBER ? '' : text.trim();
  if (!NUMBER.test(said)) return undefined;
  const digits = said.replace(/\D/g, '');
  if ((country === 'US' || country === 'CA') && NANP.test(digits)) return `+1${digits}`;
  if (said.startsWith('+')) return E164_DIGITS.test(digits) ? `+${digits}` : undefined;
  const place = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const parsed = place === undefined ? undefined : parsePhoneNumberFromString(digits, place);
  // Short numbers of one country are nobody's to port.
  if (parsed?.isPossible() === true && parsed.nationalNumber.length >= 7) return parsed.number;
  return E164_DIGITS.test(digits) ? `+${digits}` : undefined;
}
