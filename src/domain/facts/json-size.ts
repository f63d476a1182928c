/** The bytes of a text in UTF-8, as it travels. Linear, and counted by hand: workflow code has no `Buffer`. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index++) bytes += bytesOfUnit(text.charCodeAt(index));
  return bytes;
}

/** The bytes of a value as JSON in UTF-8; 0 for what JSON leaves out. */
export function jsonBytes(value: unknown): number {
  const json = JSON.stringify(value) as string | undefined;
  return json === undefined ? 0 : utf8Bytes(json);
}

/** A text of at most so many bytes; what was longer ends with an ellipsis. No character is cut in two. */
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

/** A pair of surrogates is one character of four bytes, so each of the two counts two. */
function bytesOfUnit(unit: number): number {
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  return unit >= 0xd800 && unit <= 0xdfff ? 2 : MAX_BYTES_OF_UNIT;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** The most bytes of JSON that a run may hand to the next: Temporal takes 2 MB at most, and encryption adds to it. */
export const LARGEST_HANDOVER = 1_500_000;
