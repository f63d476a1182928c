import type { Instant } from '../src/domain/time';

/** The most characters of a provider's or a customer's own words. */
const LONGEST_WORDS = 40;

/** An instant on a card: to the minute, in UTC. */
export function minute(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** What is not shown, breaks a line or turns the reading around. */
const NOT_SHOWN = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/gu;

/** What markdown could read as more than a text: emphasis, code, links, images, HTML, tables, lists, bare addresses. */
const MARKDOWN = /[\\`*_{}[\]()<>#|~!&]|:(?=\/\/)|(?<=www)\.|^[-+]|^\d+(?=[.)])/gi;

/** Words of a provider or a customer as a text on a card: of any length, and never markdown of their own. */
export function clipped(words: string): string {
  // Cut before it is searched: only so many characters are shown, whatever they are.
  const shown = words
    .slice(0, 2 * LONGEST_WORDS)
    .replace(NOT_SHOWN, ' ')
    .trim();
  const characters = Array.from(shown);
  const isCut = characters.length > LONGEST_WORDS || words.length > 2 * LONGEST_WORDS;
  const text = isCut ? `${characters.slice(0, LONGEST_WORDS).join('')}…` : shown;
  return text.replace(MARKDOWN, (sign) => (/\d/.test(sign) ? `${sign}\\` : `\\${sign}`));
}
