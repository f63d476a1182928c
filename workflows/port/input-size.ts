import { utf8Bytes } from '../../src/domain/facts/json-size';

/**
 * How large an input of a command is, without writing it as JSON first: what is too large or too deep is left at once.
 */

/** Bytes of JSON in UTF-8, roughly: every text as it is, and some for each mark between. */
export function isLargerThan(bytes: number, input: unknown): boolean {
  let left = bytes;
  const spend = (value: unknown, depth: number): boolean => {
    left -= BYTES_OF_MARKS;
    if (left < 0 || depth > MAX_DEPTH) return false;
    if (typeof value === 'string') return (left -= utf8Bytes(value)) >= 0;
    if (typeof value !== 'object' || value === null) return true;
    if (Array.isArray(value)) return value.every((member) => spend(member, depth + 1));
    return Object.entries(value).every(([key, member]) => spend(key, depth) && spend(member, depth + 1));
  };
  return !spend(input, 0);
}

/** No input has more levels; and what has thousands breaks whoever walks through it. */
const MAX_DEPTH = 32;

const BYTES_OF_MARKS = 3;

/** The most bytes of any command, and of an amendment for each number that it is about. */
const COMMAND_BYTES = 64 * 1024;
const AMENDMENT_BYTES = 8 * 1024;
const BYTES_PER_NUMBER = 1024;
const MAX_BYTES = 512 * 1024;

/** The most bytes that the input of a command may have: an amendment of many numbers may say more. */
export function mostBytesOf(input: unknown): number {
  const { patch } = (input ?? {}) as { readonly patch?: { readonly numbers?: unknown } | null };
  const numbers = Array.isArray(patch?.numbers) ? patch.numbers.length : 0;
  return Math.min(MAX_BYTES, Math.max(COMMAND_BYTES, AMENDMENT_BYTES + numbers * BYTES_PER_NUMBER));
}
