import { utf8Bytes } from '../../src/domain/facts/json-size';

/**
 * The size of a command's input, without encoding it as JSON: an input that is too large or too deep is rejected
 * early.
 */

/** Whether the approximate size in UTF-8 JSON exceeds a limit: every text as it is, and some bytes for each mark. */
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

/** No input has more levels; thousands of levels would overflow recursive code. */
const MAX_DEPTH = 32;

const BYTES_OF_MARKS = 3;

/** The maximum size of any command, and of an amendment by its count of numbers. */
const COMMAND_BYTES = 64 * 1024;
const AMENDMENT_BYTES = 8 * 1024;
const BYTES_PER_NUMBER = 1024;
const MAX_BYTES = 512 * 1024;

/** The maximum size of a command's input: an amendment of many numbers may be larger. */
export function maxBytesOf(input: unknown): number {
  const { patch } = (input ?? {}) as { readonly patch?: { readonly numbers?: unknown } | null };
  const numbers = Array.isArray(patch?.numbers) ? patch.numbers.length : 0;
  return Math.min(MAX_BYTES, Math.max(COMMAND_BYTES, AMENDMENT_BYTES + numbers * BYTES_PER_NUMBER));
}
