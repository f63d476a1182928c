import { DateTime } from 'luxon';
import type { Schedule } from '../../domain/model/request';
import type { DateWindow } from '../../domain/model/snapshot';
import type { Instant } from '../../domain/model/time';

/** How many windows a message names. */
const WINDOWS_NAMED = 5;

/** What a choice of a date depends on beside the wish. */
export interface DateContext {
  readonly now: Instant;
  /** IANA zone in which the wanted date is meant. */
  readonly zone: string;
}

/**
 * The moment to ask for: inside an allowed window (Telnyx error 80018) and inside the wanted day, or its hours; `asap`
 * means the first window. Undefined where no window fits.
 */
export function chooseDate(
  schedule: Schedule,
  windows: readonly DateWindow[],
  context: DateContext,
): Instant | undefined {
  const wanted = wantedSpan(schedule, context);
  return [...windows]
    .sort((a, b) => a.from - b.from)
    .flatMap((window) => firstMomentIn(window, wanted) ?? [])
    .at(0);
}

/** Whether a moment is one that the schedule asks for, and not over. */
export function isWanted(schedule: Schedule, moment: Instant, context: DateContext): boolean {
  const { from, until } = wantedSpan(schedule, context);
  return moment >= from && moment <= until;
}

/** The windows as a person reads them, the first few. */
export function describeWindows(windows: readonly DateWindow[], { now, zone }: DateContext): string {
  const open = windows.filter(({ until }) => until >= now);
  if (open.length === 0) return 'Telnyx names no allowed date yet';
  const read = (instant: Instant) =>
    DateTime.fromMillis(instant, { zone }).toISO({ suppressSeconds: true, suppressMilliseconds: true }) ?? '';
  const named = open.slice(0, WINDOWS_NAMED).map(({ from, until }) => `${read(from)} to ${read(until)}`);
  const more = open.length > WINDOWS_NAMED ? ', and later ones' : '';
  return `Telnyx allows ${named.join(', ')}${more}`;
}

/** Telnyx's own precision: whole seconds. */
function firstMomentIn(window: DateWindow, wanted: DateWindow): Instant | undefined {
  const first = Math.ceil(Math.max(window.from, wanted.from) / 1000) * 1000;
  return first <= window.until && first <= wanted.until ? first : undefined;
}

function wantedSpan({ date, timeRange }: Schedule, { now, zone }: DateContext): DateWindow {
  if (date === 'asap') return { from: now, until: Number.POSITIVE_INFINITY };
  const at = (time: string) => DateTime.fromISO(`${date}T${time}`, { zone }).toMillis();
  const day = DateTime.fromISO(date, { zone });
  const from = timeRange === undefined ? day.startOf('day').toMillis() : at(timeRange.start);
  const until = timeRange === undefined ? day.endOf('day').toMillis() : at(timeRange.end);
  return { from: Math.max(from, now), until };
}
