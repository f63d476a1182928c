/** A run of digits with the usual separators between them, not part of a word (a sid holds digits too). */
const DIGIT_RUN = /(?<![A-Za-z0-9])\+?\d[\d\s().-]{5,}\d(?![A-Za-z0-9])/g;
/** Every run of characters that an address can have, so that each is looked at once; with `@` and a second run it is one. */
const MAYBE_EMAIL = /[^\s@<>"']+(@[^\s@<>"']+)?/g;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}\b/;
const FEWEST_DIGITS_OF_A_NUMBER = 7;

/**
 * A provider's text without what it may repeat of the request: phone numbers and e-mail addresses wherever they
 * stand, and every given secret (PIN, name, street, account number) word for word.
 */
export function masked(text: string, secrets: readonly string[] = []): string {
  const withoutSecrets = [...secrets]
    .filter((secret) => secret.trim().length > 1)
    .sort((a, b) => b.length - a.length)
    .reduce((result, secret) => result.replaceAll(new RegExp(escaped(secret.trim()), 'gi'), '***'), text);
  return withoutSecrets
    .replace(MAYBE_EMAIL, (run, domain: string | undefined) => (domain === undefined ? run : '***'))
    .replace(DIGIT_RUN, (run) =>
      run.replace(/\D/g, '').length < FEWEST_DIGITS_OF_A_NUMBER || ISO_DATE.test(run) ? run : '***',
    );
}

function escaped(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
