/**
 * The maximum lengths of a provider's texts, in characters. A text is clipped before any further use:
 * patterns, masking, history, output.
 */
export const MAX_LENGTHS = {
  /** Any field of an answer; the longest comment that can be written has 5,000. */
  field: 8_000,
  /** The part of an answer that an error repeats. The whole message of an error stays below 1,000. */
  detail: 700,
  /** A text that is stored once for an order. */
  text: 1_000,
  /** A text that is stored for each number, and a comment. */
  itemText: 500,
  /** A status or a type. */
  status: 200,
  /** A code, an id of support, an unreadable date. */
  code: 64,
  /** A URL. A longer one is left out, because a part of a URL is useless. */
  url: 2_000,
} as const;

/** Clips a text to a maximum length; `…` marks the cut. */
export function clipped(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const prefix = text.slice(0, maxLength - 1);
  // Never cut a surrogate pair in half.
  const isCutInside = /[\uD800-\uDBFF]$/.test(prefix.slice(-1));
  return `${isCutInside ? prefix.slice(0, -1) : prefix}…`;
}

/** Reads a text of a provider, trimmed; a blank text counts as absent. */
export function asText(value: unknown, maxLength: number = MAX_LENGTHS.field): string | undefined {
  if (typeof value === 'string')
    return clipped(value.slice(0, 4 * MAX_LENGTHS.field).trim(), maxLength) || undefined;
  return typeof value === 'number' ? String(value) : undefined;
}

/** The same, for a field that may also be a flag. */
export function asTextOrFlag(value: unknown, maxLength?: number): string | undefined {
  return typeof value === 'boolean' ? String(value) : asText(value, maxLength);
}

/**
 * Removes blanks and full stops at the end. A loop, because a regular expression would scan to the end from
 * every dot.
 */
export function withoutStop(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s.]/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
