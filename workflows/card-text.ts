import { toRfc3339, type Instant } from '../src/domain/model/time';

/** The maximum length of a provider's or a customer's text. */
const MAX_TEXT = 40;

/** Formats an instant for a card: to the minute, in UTC. */
export function minute(instant: Instant): string {
  return `${toRfc3339(instant)
    .replace(/:\d\d\.\d+Z$/, '')
    .replace('T', ' ')} UTC`;
}

/** Characters that are invisible, break a line or change the text direction. */
const NOT_SHOWN = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/gu;

/** Characters that markdown could interpret: emphasis, code, links, images, HTML, tables, lists, bare addresses. */
const MARKDOWN = /[\\`*_{}[\]()<>#|~!&]|:(?=\/\/)|(?<=www)\.|^[-+]|^\d+(?=[.)])/gi;

/** A provider's or a customer's text for a card: truncated, and escaped so that it is never markdown. */
export function clipped(text: string): string {
  return cut(text, MAX_TEXT).replace(MARKDOWN, (sign) => (/\d/.test(sign) ? `${sign}\\` : `\\${sign}`));
}

/** The maximum length of a reference or a path. */
const MAX_CODE = 100;

/** Formats a reference or a path as code. */
export function asCode(text: string): string {
  return `\`${cut(text, MAX_CODE).replaceAll('`', "'")}\``;
}

/** The visible part of a text, truncated. Sliced before it is searched, because it can have any length. */
function cut(text: string, most: number): string {
  const shown = text
    .slice(0, 2 * most)
    .replace(NOT_SHOWN, ' ')
    .trim();
  const characters = Array.from(shown);
  const isCut = characters.length > most || text.length > 2 * most;
  return isCut ? `${characters.slice(0, most).join('')}…` : shown;
}
