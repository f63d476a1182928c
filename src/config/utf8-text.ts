import { isUtf8 } from 'node:buffer';

/** The result of decoding bytes as text. */
export type DecodedText =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string };

/**
 * Decodes bytes as UTF-8, without a byte order mark. Invalid bytes are not replaced: a damaged name would be
 * wrong at the carrier.
 *
 * @returns the text, or the position of the first invalid byte as editors count it, and what to do
 */
export function utf8Text(bytes: Uint8Array): DecodedText {
  const utf16 = wideEncoding(bytes);
  if (utf16 !== undefined)
    return { ok: false, problem: `this is ${utf16}, not UTF-8: save the file as UTF-8` };
  if (isUtf8(bytes)) {
    const text = new TextDecoder('utf-8', { ignoreBOM: false }).decode(bytes);
    return { ok: true, text };
  }
  const { line, column } = placeOf(bytes, firstInvalidByte(bytes));
  return {
    ok: false,
    problem: `line ${line}, column ${column}: this is not UTF-8 (perhaps a Windows or Latin encoding): save the file as UTF-8`,
  };
}

/** UTF-16 and UTF-32 begin with their own mark, or have zeros between the letters of the first word. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32' : 'UTF-16';
  if (a === 0xfe && b === 0xff) return 'UTF-16';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32';
  if (a === 0 && b !== 0 && c === 0) return 'UTF-16';
  return a !== 0 && b === 0 && c !== undefined && (c !== 0 || d === 0) ? 'UTF-16' : undefined;
}

/** The length of the longest valid prefix, found by bisection in few passes. */
function firstInvalidByte(bytes: Uint8Array): number {
  let [valid, invalid] = [0, bytes.length];
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isValidPrefix(bytes.subarray(0, middle))) valid = middle;
    else invalid = middle;
  }
  return valid;
}

/** Whether bytes are valid UTF-8, except for an incomplete last character. */
function isValidPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function placeOf(bytes: Uint8Array, invalidAt: number): { readonly line: number; readonly column: number } {
  const before = new TextDecoder().decode(bytes.subarray(0, invalidAt), { stream: true }).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
