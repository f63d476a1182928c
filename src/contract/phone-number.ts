import { parsePhoneNumberFromString, validatePhoneNumberLength } from 'libphonenumber-js/min';
import { z } from 'zod';
import type { PortRequest } from '../domain/model/request';
import { textFault, tidied } from './plain-text';
import { formulaFault, numberFault, sheetNumberFault } from './spreadsheet';

/** Longer than any number with its separators; a longer text is refused unread. */
const MAX_CHARACTERS = 64;

const E164 = 'must be a phone number in E.164, for example "+12125550100"';

/** Words and signs before an extension, in the languages of the carriers. */
const EXTENSION_MARK =
  /^(?:[,;#~*]|(?:ext(?:ension|n)?|ex|x|доб(?:авочный)?|доп|вн|anexo|interno|int|ramal|poste|durchwahl|dw|nst|klappe|内線|p|w)(?![\p{L}]))/iu;

/** Signs between the digits of one number. */
const NUMBER = /^\+[\p{Nd}\s().\-/\u2010-\u2015\u2212\u30fc]*/u;

/** The result of reading a phone number. */
export type ReadPhoneNumber =
  { readonly ok: true; readonly number: string } | { readonly ok: false; readonly why: string };

/**
 * Reads a phone number as people write it. Drops nothing: E.164 has no extension, and the number without its
 * extension is another line.
 *
 * @returns E.164, or the fault, to complete a sentence that begins with the field; never quotes the number
 */
export function readPhoneNumber(given: string): ReadPhoneNumber {
  if (given.length > MAX_CHARACTERS) return refused(`${E164}; this text is far longer`);
  // NFKC maps full-width digits and signs to the usual ones.
  const text = tidied(given.normalize('NFKC')).replace(/[\u200c\u200d]/g, '');
  const fault = textFault(text) ?? formulaFault(text) ?? sheetNumberFault(text.replace(/^\+/, ''));
  if (fault !== undefined) return refused(fault);
  if (text.startsWith("'"))
    return refused('begins with the apostrophe of a spreadsheet: write the number alone');
  const uri = /^(tel|callto|sips?|fax|phone|mobile|whatsapp|mailto|https?):\s*(.*)$/iu.exec(text);
  if (uri === null) return readNumber(text);
  const [, scheme = '', rest = ''] = uri;
  return scheme.toLowerCase() === 'tel'
    ? readNumber(rest)
    : refused(`${E164}, without the "${scheme.toLowerCase()}:" in front`);
}

function readNumber(text: string): ReadPhoneNumber {
  if (!text.startsWith('+')) return refused(withoutPlus(text));
  const [main = ''] = NUMBER.exec(text) ?? [];
  const rest = text.slice(main.length);
  if (rest !== '') return refused(trailingFault(main, rest));
  const parsed = parsePhoneNumberFromString(main);
  if (parsed?.isPossible() === true) return { ok: true, number: parsed.number };
  return refused(notPossible(main));
}

/** The fault of a text after the digits, which is never dropped silently. */
function trailingFault(main: string, rest: string): string {
  if (rest.includes('+')) return 'names two numbers: give each an entry of its own';
  const isWhole = parsePhoneNumberFromString(main)?.isPossible() === true;
  if (EXTENSION_MARK.test(rest) || (isWhole && /\p{Nd}/u.test(rest)))
    return 'has an extension, and an extension cannot be ported; name the main number';
  if (isWhole) return 'has something behind its last digit: write the number alone';
  if (/\p{L}/u.test(rest))
    return 'has letters: write the digits that they stand for, for example "+18005550100"';
  return `${E164}; it holds a sign that is no part of a number`;
}

function withoutPlus(text: string): string {
  if (/^[\s(]*0[\s.-]?0/.test(text) || /^[\s(]*0[\s.-]?1[\s.-]?1/.test(text))
    return `${E164}: write + instead of the prefix for calls abroad (00 or 011)`;
  if (!/\p{Nd}/u.test(text) || /\p{L}{3}/u.test(text)) return E164;
  return `${E164}: the country code is missing, so write + and the code in front ("+1…" for the United States and Canada)`;
}

function notPossible(main: string): string {
  switch (validatePhoneNumberLength(main)) {
    case 'TOO_SHORT':
      return `${E164}; it has too few digits for its country`;
    case 'TOO_LONG':
      return `${E164}; it has too many digits for its country (an extension cannot be ported: name the main number)`;
    case 'INVALID_COUNTRY':
      return `${E164}; no country has this code`;
    case 'INVALID_LENGTH':
    case 'NOT_A_NUMBER':
    case undefined:
    default:
      return E164;
  }
}

function refused(why: string): ReadPhoneNumber {
  return { ok: false, why };
}

/** Parses a phone number as people write it to E.164. */
export const phoneNumber = z
  .string({
    error: ({ input }) =>
      typeof input === 'number' ? `${numberFault(input, '+12125550100')}; ${E164}` : undefined,
  })
  .transform((value, context) => {
    const read = readPhoneNumber(value);
    if (read.ok) return read.number;
    context.addIssue({ code: 'custom', message: read.why });
    return z.NEVER;
  });

/** The numbers of one request. */
export const phoneNumbers = z
  .array(phoneNumber)
  .min(1, 'must name at least one number')
  .max(1000, 'must name at most 1,000 numbers');

/** The country of an E.164 number, ISO 3166; undefined if it has none. */
export function countryOfNumber(number: string): string | undefined {
  return parsePhoneNumberFromString(number)?.country;
}

/** The country of a port, ISO 3166: that of its first number; undefined if that has none. */
export function countryOf({ numbers }: Pick<PortRequest, 'numbers'>): string | undefined {
  return countryOfNumber(numbers[0]?.phoneNumber ?? '');
}
