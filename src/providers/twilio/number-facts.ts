import { e164In } from '../phone-numbers';
import { normalizeStatus } from '../normalize-status';

/**
 * A phone number as Twilio wrote it, in E.164; absent when it is none. Twilio documents E.164.
 *
 * @param country - of the number or of its order; absent: the US, whose numbers are what Twilio's porting API takes
 * almost always (docs/reference/twilio.md#scope)
 */
export function e164(text: string | undefined, country?: string): string | undefined {
  return e164In(countryCode(country) ?? 'US', text);
}

/** `LOCAL`, `MOBILE`, `TOLL-FREE` as `local`, `mobile`, `toll_free`; `UNKNOWN` is no type. */
export function numberType(word: string | undefined): string | undefined {
  const type = word === undefined ? undefined : normalizeStatus(word);
  return type === undefined || type === '' || type === 'unknown' ? undefined : type;
}

/** Three-letter codes that Twilio accepts in addresses; it echoes what it was sent. */
const ISO_3166: ReadonlyMap<string, string> = new Map([
  ['USA', 'US'],
  ['CAN', 'CA'],
  ['JPN', 'JP'],
]);

/**
 * The country of a number. Twilio names it per number only on the PhoneNumber resource; else the country of the
 * account holder's address, else the country code. `+1` counts as US: Twilio's porting API takes US numbers, not
 * Canadian ones (docs/reference/twilio.md#scope).
 */
export function countryOf(
  phoneNumber: string,
  named: string | undefined,
  addressCountry: string | undefined,
): string | undefined {
  const said = countryCode(named ?? addressCountry);
  if (said !== undefined) return said;
  if (phoneNumber.startsWith('+1')) return 'US';
  return phoneNumber.startsWith('+81') ? 'JP' : undefined;
}

/** A country as Twilio names it, in two letters; absent when it is none. */
export function countryCode(named: string | undefined): string | undefined {
  const said = named?.trim().toUpperCase() ?? '';
  return /^[A-Z]{2}$/.test(said) ? said : ISO_3166.get(said);
}
