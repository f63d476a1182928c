import { e164In } from '../phone-numbers';
import { normalizeStatus } from '../normalize-status';

/**
 * A phone number as Twilio wrote it, in E.164; undefined if invalid. Twilio documents E.164.
 *
 * @param country - of the number or of its order; default: the US, whose numbers Twilio's porting API takes
 * almost always (docs/reference/twilio.md#scope)
 */
export function e164(text: string | undefined, country?: string): string | undefined {
  return e164In(countryCode(country) ?? 'US', text);
}

/** Converts `LOCAL`, `MOBILE`, `TOLL-FREE` to `local`, `mobile`, `toll_free`; `UNKNOWN` is no type. */
export function numberType(raw: string | undefined): string | undefined {
  const type = raw === undefined ? undefined : normalizeStatus(raw);
  return type === undefined || type === '' || type === 'unknown' ? undefined : type;
}

/** Three-letter codes that Twilio accepts in addresses; it returns them as sent. */
const ISO_3166: ReadonlyMap<string, string> = new Map([
  ['USA', 'US'],
  ['CAN', 'CA'],
  ['JPN', 'JP'],
]);

/**
 * The country of a number. Twilio names it only on the PhoneNumber resource. Otherwise it is the country of
 * the account holder's address, or that of the country code. `+1` counts as US: Twilio's porting API takes US
 * numbers, not Canadian ones (docs/reference/twilio.md#scope).
 */
export function countryOf(
  phoneNumber: string,
  named: string | undefined,
  addressCountry: string | undefined,
): string | undefined {
  const code = countryCode(named ?? addressCountry);
  if (code !== undefined) return code;
  if (phoneNumber.startsWith('+1')) return 'US';
  return phoneNumber.startsWith('+81') ? 'JP' : undefined;
}

/** Converts a country of Twilio to two letters; undefined if invalid. */
export function countryCode(named: string | undefined): string | undefined {
  const code = named?.trim().toUpperCase() ?? '';
  return /^[A-Z]{2}$/.test(code) ? code : ISO_3166.get(code);
}
