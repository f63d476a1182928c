import { toRfc3339, type Instant } from '../src/domain/time';

/** The most characters of a provider's or a customer's own words. */
const LONGEST_WORDS = 40;

/** An instant on a card: to the minute, in UTC. */
export function minute(instant: Instant): string {
  return `${toRfc3339(instant)
    .replace(/:\d\d\.\d+Z$/, '')
    .replace('T', ' ')} UTC`;
}

/** Words of a provider or a customer, which may be of any length, and are not to be taken for our markdown. */
export function clipped(words: string): string {
  return cut(words, LONGEST_WORDS).replace(MARKDOWN, '\\$&');
}

/** The most characters of a reference or a path. */
const LONGEST_CODE = 100;

/** A reference or a path, as code. */
export function asCode(text: string): string {
  return `\`${cut(text, LONGEST_CODE).replaceAll('`', "'")}\``;
}

function cut(text: string, characters: number): string {
  const short = text.length > characters ? `${text.slice(0, characters)}…` : text;
  return short.replace(UNSHOWN, ' ');
}

/** Control characters and line ends, also those that turn the direction of writing. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;
/** What begins code, emphasis, a link, an image, a tag or a cell. */
const MARKDOWN = /[\\`*[\]<>|]/g;
