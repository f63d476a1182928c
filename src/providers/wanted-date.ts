import type { Schedule } from '../domain/model/request';
import type { DateWindow } from '../domain/model/snapshot';
import { type Instant, SECOND } from '../domain/model/time';
import { firstZone, zonesOf } from './country-zones';
import { hoursOfDay } from './hours-of-day';
import { DateTime } from 'luxon';

/** How the wanted date of a schedule is read. */
export interface DateContext {
  /** What lies before it cannot be wanted any more. */
  readonly now: Instant;
  /** The IANA zone in which the date is meant: `zoneOfSchedule`. */
  readonly zone: string;
}

/**
 * The IANA zone in which a wanted date is meant: the one that the schedule names, else the account's, else where the
 * day of the country begins.
 *
 * @param country - of the numbers, ISO 3166
 */
export function zoneOfSchedule(
  { timeZone }: Pick<Schedule, 'timeZone'>,
  accountZone: string | undefined,
  country: string | undefined,
): string {
  return firstZone(timeZone, accountZone) ?? zonesOf(country).easternmost;
}

/**
 * The earliest moment, in whole seconds, that a schedule wants and that lies in one of some windows; undefined where there
 * is none. A day without hours is the whole day, `asap` any moment.
 */
export function earliestWanted(
  schedule: Schedule,
  windows: readonly DateWindow[],
  context: DateContext,
): Instant | undefined {
  const wanted = wantedSpan(schedule, context);
  const moments = windows.flatMap(({ from, until }) => {
    const first = Math.ceil(Math.max(from, wanted.from) / SECOND) * SECOND;
    return first <= Math.min(until, wanted.until) ? [first] : [];
  });
  return moments.length === 0 ? undefined : Math.min(...moments);
}

/** Whether a schedule wants a moment that is not over. */
export function isWanted(schedule: Schedule, moment: Instant, context: DateContext): boolean {
  const { from, until } = wantedSpan(schedule, context);
  return moment >= from && moment <= until;
}

const NEVER: DateWindow = { from: Number.POSITIVE_INFINITY, until: Number.NEGATIVE_INFINITY };

/** What is left of the span that a schedule wants, both ends included. */
function wantedSpan({ date, timeRange }: Schedule, { now, zone }: DateContext): DateWindow {
  if (date === 'asap') return { from: now, until: Number.POSITIVE_INFINITY };
  const day = DateTime.fromISO(date, { zone });
  const hours =
    timeRange === undefined
      ? { start: day.startOf('day'), end: day.endOf('day') }
      : hoursOfDay(date, timeRange, zone);
  if (!day.isValid || hours === undefined) return NEVER;
  return { from: Math.max(hours.start.toMillis(), now), until: hours.end.toMillis() };
}
