import { normalizeWord } from '../words';

/**
 * A phone number as Twilio wrote it, in E.164; absent when it is none. Twilio sends E.164; other spellings were
 * seen in form-encoded bodies, where an unescaped `+` arrives as a space.
 */
export function e164(text: string | undefined): string | undefined {
  if (text === undefined || !/^[\s+]*[\d\s().-]+$/.test(text)) return undefined;
  const digits = text.replace(/\D/g, '');
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : undefined;
}

/** `LOCAL`, `MOBILE`, `TOLL-FREE` as `local`, `mobile`, `toll_free`; `UNKNOWN` is no type. */
export function numberType(word: string | undefined): string | undefined {
  const type = word === undefined ? undefined : normalizeWord(word);
  return type === undefined || type === '' || type === 'unknown' ? undefined : type;
}

/** Three-letter codes that Twilio accepts in addresses; it echoes what it was sent. */
const ISO_3166: Readonly<Record<string, string>> = { USA: 'US', CAN: 'CA', JPN: 'JP' };

/**
 * The country of a number. Twilio names it per number only on the PhoneNumber resource; else the country of the
 * account holder's address, else the country code. `+1` counts as US: Twilio's porting API takes US numbers, not
 * Canadian ones (twilio.md section 1).
 */
export function countryOf(
  phoneNumber: string,
  named: string | undefined,
  addressCountry: string | undefined,
): string | undefined {
  const said = (named ?? addressCountry)?.trim().toUpperCase();
  if (said !== undefined && /^[A-Z]{2}$/.test(said)) return said;
  if (said !== undefined && ISO_3166[said] !== undefined) return ISO_3166[said];
  if (phoneNumber.startsWith('+1')) return 'US';
  return phoneNumber.startsWith('+81') ? 'JP' : undefined;
}
