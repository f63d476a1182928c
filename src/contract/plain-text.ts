/** Cleaning of pasted texts, for the schemas of the inputs. */

/** Invisible characters that no carrier accepts: zero width, direction marks, byte order mark, soft hyphen. */
const INVISIBLE = /[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

/** Joiners have a meaning between letters of some scripts, and none beside Latin letters or at an end. */
const IDLE_JOINER = /(?<![^\u0000-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\u0000-\u024f])/g;

/** Blanks that look like a space but are other characters. */
const ODD_BLANK = /[\u00a0\u2007\u202f]/g;

/** Removes invisible characters, composes (NFC), replaces odd blanks by spaces, and trims. */
export function tidied(text: string): string {
  return text.replace(INVISIBLE, '').replace(IDLE_JOINER, '').replace(ODD_BLANK, ' ').trim().normalize('NFC');
}

const NOT_IN_A_LINE = /[\p{Cc}\p{Cs}\u2028\u2029\ufffd\ufffe\uffff]/u;
const NOT_IN_PROSE = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffd\ufffe\uffff]/u;

/**
 * The fault of a text that no carrier accepts, to complete a sentence that begins with the field; undefined if there
 * is none. Never quotes the text.
 *
 * @param form - `line`: one line; `prose`: line breaks and tabs are allowed
 */
export function textFault(text: string, form: 'line' | 'prose' = 'line'): string | undefined {
  const at = text.search(form === 'line' ? NOT_IN_A_LINE : NOT_IN_PROSE);
  if (at < 0) return undefined;
  const place = `character ${String(at + 1)}`;
  const found = text.charAt(at);
  if (found === '\ufffd')
    return `was damaged when it was read in a wrong encoding (${place}); write it again, and save the file as UTF-8`;
  if (/\p{Cs}/u.test(found)) return `holds half a character (${place}); write it again`;
  const what =
    form === 'line' ? 'must be one line without control characters' : 'must not hold control characters';
  return `${what}: ${place} is ${nameOf(found)}`;
}

function nameOf(character: string): string {
  switch (character) {
    case '\0':
      return 'a NUL';
    case '\t':
      return 'a tab';
    case '\n':
    case '\r':
    case '\u0085':
    case '\u2028':
    case '\u2029':
      return 'a line break';
    default:
      return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  }
}
