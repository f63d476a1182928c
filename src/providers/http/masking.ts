/** A run of digits with common separators, not inside a word (a SID contains digits too). */
const DIGIT_RUN = /(?<![A-Za-z0-9])\+?\d[\d\s().-]{5,}\d(?![A-Za-z0-9])/g;

/**
 * A run of characters that an e-mail address can have; with `@` and a second run it is one. Each run is
 * scanned once.
 */
const MAYBE_EMAIL = /[^\s@<>"']+(@[^\s@<>"']+)?/g;

const ISO_DATE = /^\d{4}-\d{2}-\d{2}\b/;

const MIN_DIGITS_OF_A_NUMBER = 7;

/**
 * Masks a provider's text: phone numbers and e-mail addresses anywhere, and every given secret (PIN, name,
 * street, account number) as whole words, whatever its length.
 */
export function masked(text: string, secrets: readonly string[] = []): string {
  const withoutSecrets = [...secrets]
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '')
    .sort((a, b) => b.length - a.length)
    .reduce((result, secret) => withoutSecret(result, secret), text);
  return withoutSecrets
    .replace(MAYBE_EMAIL, (run, domain: string | undefined) => (domain === undefined ? run : '***'))
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
      : `${literal}[\\p{L}\\p{N}]*`;
  return text.replaceAll(new RegExp(pattern, 'giu'), '***');
}

/** A letter must not touch another letter, a digit not another digit; other characters may touch anything. */
function boundary(direction: '<!' | '!', character: string): string {
  if (/\p{L}/u.test(character)) return `(?${direction}\\p{L})`;
  return /\p{N}/u.test(character) ? `(?${direction}\\p{N})` : '';
}

function escaped(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
