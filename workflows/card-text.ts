import { toRfc3339, type Instant } from '../src/domain/model/time';

/** The most characters of a provider's or a customer's own words. */
const MAX_WORDS = 40;

/** An instant on a card: to the minute, in UTC. */
export function minute(instant: Instant): string {
  return `${toRfc3339(instant)
    .replace(/:\d\d\.\d+Z$/, '')
    .replace('T', ' ')} UTC`;
}

/** What is not shown, breaks a line or turns the reading around. */
const NOT_SHOWN = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/gu;

/** What markdown could read as more than a text: emphasis, code, links, images, HTML, tables, lists, bare addresses. */
const MARKDOWN = /[\\`*_{}[\]()<>#|~!&]|:(?=\/\/)|(?<=www)\.|^[-+]|^\d+(?=[.)])/gi;

/** Words of a provider or a customer as a text on a card: of any length, and never markdown of their own. */
export function clipped(words: string): string {
  return cut(words, MAX_WORDS).replace(MARKDOWN, (sign) => (/\d/.test(sign) ? `${sign}\\` : `\\${sign}`));
}

/** The most characters of a reference or a path. */
const MAX_CODE = 100;

/** A reference or a path, as code. */
export function asCode(text: string): string {
  return `\`${cut(text, MAX_CODE).replaceAll('`', "'")}\``;
}

/** So much of a text as is shown, without what is not shown. Cut before it is searched: it can be of any length. */
function cut(text: string, most: number): string {
  const shown = text
    .slice(0, 2 * most)
    .replace(NOT_SHOWN, ' ')
    .trim();
  const characters = Array.from(shown);
  const isCut = characters.length > most || text.length > 2 * most;
  return isCut ? `${characters.slice(0, most).join('')}…` : shown;
}
