import { clippedTo, jsonBytes, utf8Bytes } from '../facts/json-size';
import { memoizeByIdentity } from '../facts/lookup';
import type { Cause } from '../model/cause';
import { type Instant, toRfc3339 } from '../model/time';
import type { EntryDates, NewEntry, Timeline, TimelineData, TimelineEntry } from '../model/timeline';

/** The limits of one entry's data beside its numbers: bytes of all, bytes of one text, members of a list, nesting. */
const DATA_BYTES = 16_000;

const TEXT_BYTES = 1_000;

const MAX_MEMBERS = 50;

const MAX_DEPTH = 4;

/** Bounds the data of an entry: texts of providers and people have no limit of their own. */
export function boundedData(data: TimelineData): TimelineData {
  let left = DATA_BYTES;
  const bounded = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') {
      const text = clippedTo(Math.min(TEXT_BYTES, Math.max(left, 0)), value);
      left -= utf8Bytes(text);
      return text;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (depth > MAX_DEPTH) return '…';
    if (Array.isArray(value))
      return value.slice(0, MAX_MEMBERS).flatMap((member) => (left > 0 ? [bounded(member, depth + 1)] : []));
    return within(value as TimelineData, depth);
  };
  const within = (object: TimelineData, depth: number): TimelineData => {
    const entries = Object.entries(object).slice(0, MAX_MEMBERS);
    return Object.fromEntries(
      entries.flatMap(([key, value]) => {
        left -= key.length;
        return left > 0 ? [[key, bounded(value, depth + 1)]] : [];
      }),
    );
  };
  return within(data, 0);
}

/** The data of an entry as it is recorded: its dates in RFC 3339. */
function recorded(data: NonNullable<NewEntry['data']>): TimelineData {
  return Object.fromEntries(
    Object.entries(data).map(([field, value]) => [
      field,
      field in DATES && typeof value === 'number' ? toRfc3339(value) : value,
    ]),
  );
}

const DATES: Readonly<Record<keyof EntryDates, true>> = {
  foc: true,
  cancelBy: true,
  previous: true,
  at: true,
  until: true,
};

export const EMPTY_TIMELINE: Timeline = { nextSequence: 1, entries: [] };

/** How many entries the state keeps. */
const KEPT_ENTRIES = 200;

/** How many numbers they list in total: a query's answer and a handover have a limit of 2 MB. */
const KEPT_NUMBERS = 20_000;

/** How many bytes of data they have in total beside their numbers. */
const KEPT_DATA_BYTES = 300_000;

/** Adds entries to the timeline, grouped: one entry for all numbers to which the same thing happened. */
export function record(
  timeline: Timeline,
  at: Instant,
  cause: Cause,
  newEntries: readonly NewEntry[],
): Timeline {
  if (newEntries.length === 0) return timeline;
  const grouped = new Map<string, { entry: NewEntry; numbers: string[] }>();
  for (const entry of newEntries) {
    const isAboutNumbers = entry.phoneNumber !== undefined || entry.numbers !== undefined;
    const key = `${entry.kind} ${String(isAboutNumbers)} ${JSON.stringify(entry.data ?? null)}`;
    const group = grouped.get(key) ?? { entry, numbers: [] };
    group.numbers.push(
      ...(entry.numbers ?? []),
      ...(entry.phoneNumber === undefined ? [] : [entry.phoneNumber]),
    );
    grouped.set(key, group);
  }
  const entries = [...timeline.entries];
  let sequence = timeline.nextSequence + Math.max(0, grouped.size - KEPT_ENTRIES);
  for (const { entry, numbers } of [...grouped.values()].slice(-KEPT_ENTRIES)) {
    entries.push({
      sequence: sequence++,
      at,
      kind: entry.kind,
      cause,
      ...(numbers.length > 0 && { numbers: [...new Set(numbers)] }),
      ...(entry.data !== undefined && { data: boundedData(recorded(entry.data)) }),
    });
  }
  return { nextSequence: sequence, entries: newestOf(entries) };
}

/** The newest entries, within the limits of the state; always the newest one. */
function newestOf(entries: readonly TimelineEntry[]): readonly TimelineEntry[] {
  let numbers = 0;
  let bytes = 0;
  const first = entries.findLastIndex((entry, index) => {
    numbers += entry.numbers?.length ?? 0;
    bytes += entry.data === undefined ? 0 : bytesOf(entry.data);
    return index < entries.length - 1 && (numbers > KEPT_NUMBERS || bytes > KEPT_DATA_BYTES);
  });
  return entries.slice(Math.max(first + 1, entries.length - KEPT_ENTRIES, 0));
}

const bytesOf = memoizeByIdentity((data: TimelineData) => jsonBytes(data));
