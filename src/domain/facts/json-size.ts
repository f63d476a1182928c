/** The size of a text in UTF-8 bytes. Linear, and counted by hand, because workflow code has no `Buffer`. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index++) bytes += bytesOfUnit(text.charCodeAt(index));
  return bytes;
}

/** The size of a value as JSON in UTF-8 bytes; 0 for a value that JSON omits. */
export function jsonBytes(value: unknown): number {
  const json = JSON.stringify(value) as string | undefined;
  return json === undefined ? 0 : utf8Bytes(json);
}

/** Truncates a text to a number of bytes; a truncated text ends with an ellipsis. Never splits a character. */
export function clippedTo(bytes: number, text: string): string {
  if (text.length * MAX_BYTES_OF_UNIT <= bytes || utf8Bytes(text) <= bytes) return text;
  let left = bytes - ELLIPSIS_BYTES;
  let end = 0;
  while (end < text.length) {
    left -= bytesOfUnit(text.charCodeAt(end));
    if (left < 0) break;
    end++;
  }
  return `${text.slice(0, isHighSurrogate(text.charCodeAt(end - 1)) ? end - 1 : end)}…`;
}

const ELLIPSIS_BYTES = 3;

const MAX_BYTES_OF_UNIT = 3;

/** A surrogate pair is one character of four bytes, so each half counts as two. */
function bytesOfUnit(unit: number): number {
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  return unit >= 0xd800 && unit <= 0xdfff ? 2 : MAX_BYTES_OF_UNIT;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** The most bytes of JSON that a run may hand to the next: Temporal accepts 2 MB, and encryption adds to it. */
export const MAX_HANDOVER_BYTES = 1_500_000;
