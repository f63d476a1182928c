/** A run of digits with the usual separators between them, not part of a word (a sid holds digits too). */
const DIGIT_RUN = /(?<![A-Za-z0-9])\+?\d[\d\s().-]{5,}\d(?![A-Za-z0-9])/g;

/** Every run of characters that an address can have, so that each is looked at once; with `@` and a second run it is one. */
const MAYBE_EMAIL = /[^\s@<>"']+(@[^\s@<>"']+)?/g;

const ISO_DATE = /^\d{4}-\d{2}-\d{2}\b/;

const MIN_DIGITS_OF_A_NUMBER = 7;

/**
 * A provider's text without what it may repeat of the request: phone numbers and e-mail addresses wherever they
 * stand, and every given secret (PIN, name, street, account number) by whole words, however short it is.
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

/** Shorter ones are also parts of other words and numbers: they are taken out where they stand alone. */
const MIN_CHARACTERS_INSIDE_WORDS = 4;

/** The rest of a word goes with the secret that it begins with: "1 Main St" also hides the end of "1 Main Street". */
function withoutSecret(text: string, secret: string): string {
  const literal = escaped(secret);
  const isSign = secret.length === 1 && !/[\p{L}\p{N}]/u.test(secret);
  if (isSign) return text.replaceAll(new RegExp(`(?<!\\S)${literal}(?!\\S)`, 'gu'), '***');
  const pattern =
    secret.length < MIN_CHARACTERS_INSIDE_WORDS
      ? `${edge('<!', secret.slice(0, 1))}${literal}${edge('!', secret.slice(-1))}`
      : `${literal}[\\p{L}\\p{N}]*`;
  return text.replaceAll(new RegExp(pattern, 'giu'), '***');
}

/** No further letter beside a letter, no further digit beside a digit; beside another sign, anything. */
function edge(look: '<!' | '!', character: string): string {
  if (/\p{L}/u.test(character)) return `(?${look}\\p{L})`;
  return /\p{N}/u.test(character) ? `(?${look}\\p{N})` : '';
}

function escaped(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
