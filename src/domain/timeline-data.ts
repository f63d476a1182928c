import { clippedTo, utf8Bytes } from './json-size';
import type { TimelineData } from './timeline';

/** The most bytes of what one entry tells beside its numbers, of one text in it, and the most members of a list. */
const DATA_BYTES = 16_000;
const TEXT_BYTES = 1_000;
const MOST_MEMBERS = 50;
const DEEPEST = 4;

/** What an entry may tell: a provider's words, and what people wrote, have no end of their own. */
export function boundedData(data: TimelineData): TimelineData {
  let left = DATA_BYTES;
  const bounded = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') {
      const text = clippedTo(Math.min(TEXT_BYTES, Math.max(left, 0)), value);
      left -= utf8Bytes(text);
      return text;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (depth > DEEPEST) return '…';
    if (Array.isArray(value))
      return value.slice(0, MOST_MEMBERS).flatMap((member) => (left > 0 ? [bounded(member, depth + 1)] : []));
    return within(value as TimelineData, depth);
  };
  const within = (object: TimelineData, depth: number): TimelineData => {
    const entries = Object.entries(object).slice(0, MOST_MEMBERS);
    return Object.fromEntries(
      entries.flatMap(([key, value]) => {
        left -= key.length;
        return left > 0 ? [[key, bounded(value, depth + 1)]] : [];
      }),
    );
  };
  return within(data, 0);
}
