/** A run of digits with common separators, not inside a word (a SID contains digits too). */
const DIGIT_RUN = /(?<![A-Za-z0-9])\+?\d[\d\s().-]{5,}\d(?![A-Za-z0-9])/g;

/**
 * A run of characters that an e-mail address can have; with `@` and a second run it is one. Each run is
 * scanned once.
 */
const MAYBE_EMAIL = /[^\s@<>"']+(@[^\s@<>"']+)?/g;

/** A date of birth: the dates of ports are later. */
const BIRTH_YEAR = '(?:19\\d\\d|200\\d)';
const BIRTH_DATE = new RegExp(
  `(?<!\\d)(?:${BIRTH_YEAR}[-/. ]{1,2}\\d{1,2}[-/. ]{1,2}\\d{1,2}|\\d{1,2}[-/. ]{1,2}\\d{1,2}[-/. ]{1,2}${BIRTH_YEAR})(?!\\d)`,
  'g',
);

const ISO_DATE = /^\d{4}-\d{2}-\d{2}\b/;

const MIN_DIGITS_OF_A_NUMBER = 7;

/**
 * Masks a provider's text: phone numbers, dates of birth and e-mail addresses anywhere, and every given secret (PIN,
 * name, street, account number) as whole words, whatever its length, its case and its separators.
 */
export function masked(text: string, secrets: readonly string[] = []): string {
  const withoutSecrets = [...secrets]
    .map((secret) => secret.normalize('NFC').trim())
    .filter((secret) => secret !== '')
    .sort((a, b) => b.length - a.length)
    .reduce((result, secret) => withoutSecret(result, secret), text.normalize('NFC'));
  return withoutSecrets
    .replace(MAYBE_EMAIL, (run, domain: string | undefined) => (domain === undefined ? run : '***'))
    .replace(BIRTH_DATE, '***')
    .replace(DIGIT_RUN, (run) =>
      run.replace(/\D/g, '').length < MIN_DIGITS_OF_A_NUMBER || ISO_DATE.test(run) ? run : '***',
    );
}

/** A shorter secret can be part of other words and numbers, so only stand-alone occurrences are masked. */
const MIN_CHARACTERS_INSIDE_WORDS = 4;

/**
 * The rest of a word that begins with the secret is masked too: "1 Main St" also hides the end of "1 Main
 * Street".
 */
function withoutSecret(text: string, secret: string): string {
  const literal = escaped(secret);
  const isSymbol = secret.length === 1 && !/[\p{L}\p{N}]/u.test(secret);
  if (isSymbol) return text.replaceAll(new RegExp(`(?<!\\S)${literal}(?!\\S)`, 'gu'), '***');
  const pattern =
    secret.length < MIN_CHARACTERS_INSIDE_WORDS
      ? `${boundary('<!', secret.slice(0, 1))}${literal}${boundary('!', secret.slice(-1))}`
      : `${withAnySeparators(secret)}[\\p{L}\\p{N}]*`;
  return text.replaceAll(new RegExp(pattern, 'giu'), '***');
}

const SEPARATORS = /[\s./-]+/u;

/** A provider may spell "A-991" as "A991" or "A 991". */
function withAnySeparators(secret: string): string {
  const parts = secret.split(SEPARATORS).filter((part) => part !== '');
  return parts.length < 2 ? escaped(secret) : parts.map(escaped).join('[\\s./-]{0,3}');
}

/** A letter must not touch another letter, a digit not another digit; other characters may touch anything. */
function boundary(direction: '<!' | '!', character: string): string {
  if (/\p{L}/u.test(character)) return `(?${direction}\\p{L})`;
  return /\p{N}/u.test(character) ? `(?${direction}\\p{N})` : '';
}

function escaped(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
