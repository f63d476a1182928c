import { isUtf8 } from 'node:buffer';

/** What came of reading bytes as a text. */
export type DecodedText =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string };

/**
 * Bytes as UTF-8 text, without a byte order mark. Nothing is replaced: a name that was damaged here would be wrong at
 * the carrier.
 *
 * @returns where the first byte that is no UTF-8 stands, counted as editors do, and what to do
 */
export function utf8Text(bytes: Uint8Array): DecodedText {
  const utf16 = wideEncoding(bytes);
  if (utf16 !== undefined)
    return { ok: false, problem: `this is ${utf16}, not UTF-8: save the file as UTF-8` };
  if (isUtf8(bytes)) {
    const text = new TextDecoder('utf-8', { ignoreBOM: false }).decode(bytes);
    return { ok: true, text };
  }
  const { line, column } = placeOf(bytes, firstWrong(bytes));
  return {
    ok: false,
    problem: `line ${line}, column ${column}: this is not UTF-8 (perhaps a Windows or Latin encoding): save the file as UTF-8`,
  };
}

/** UTF-16 and UTF-32 begin with a mark of their own, or have zeros between the letters of a first word. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32' : 'UTF-16';
  if (a === 0xfe && b === 0xff) return 'UTF-16';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32';
  if (a === 0 && b !== 0 && c === 0) return 'UTF-16';
  return a !== 0 && b === 0 && c !== undefined && (c !== 0 || d === 0) ? 'UTF-16' : undefined;
}

/** Where the longest beginning that is UTF-8 ends: found by halving, so in a few passes. */
function firstWrong(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (startsWell(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** Whether some bytes are UTF-8, but for a last character that is not all there yet. */
function startsWell(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function placeOf(bytes: Uint8Array, wrongAt: number): { readonly line: number; readonly column: number } {
  const before = new TextDecoder().decode(bytes.subarray(0, wrongAt), { stream: true }).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
