/**
 * The most characters of a text that a provider wrote. Whatever it wrote is cut to these before anything else touches
 * it: patterns, masking, history, people.
 */
export const MAX_LENGTHS = {
  /** Of any field of an answer; the longest comment that can be written has 5,000. */
  field: 8_000,
  /** Of what an error repeats of an answer. The whole message of an error stays below 1,000. */
  detail: 700,
  /** Of a text that is kept once for an order. */
  text: 1_000,
  /** Of a text that a number carries for itself, and of a comment. */
  itemText: 500,
  /** Of a status, a type, a word. */
  word: 200,
  /** Of a code, an id of support, a date that cannot be read. */
  code: 64,
  /** Of a link. One that is longer is left out: a part of a link leads nowhere. */
  url: 2_000,
} as const;

/** A text of at most so many characters; what was cut off shows as `…`. */
export function clipped(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const kept = text.slice(0, longest - 1);
  // Half of a character that takes two is none.
  const isCutInside = /[\uD800-\uDBFF]$/.test(kept.slice(-1));
  return `${isCutInside ? kept.slice(0, -1) : kept}…`;
}

/** What a provider wrote where a text is expected, without blanks around it; a blank counts as absent. */
export function asText(value: unknown, longest: number = MAX_LENGTHS.field): string | undefined {
  if (typeof value === 'string')
    return clipped(value.slice(0, 4 * MAX_LENGTHS.field).trim(), longest) || undefined;
  return typeof value === 'number' ? String(value) : undefined;
}

/** The same, where a flag may stand for a text. */
export function asTextOrFlag(value: unknown, longest?: number): string | undefined {
  return typeof value === 'boolean' ? String(value) : asText(value, longest);
}

/** A text without the blanks and full stops at its end. By hand: a pattern looks from every dot to the end. */
export function withoutStop(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s.]/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
