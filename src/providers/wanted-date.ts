import type { Schedule } from '../domain/model/request';
import type { DateWindow } from '../domain/model/snapshot';
import { type Instant, SECOND } from '../domain/model/time';
import { firstZone, zonesOf } from './country-zones';
import { hoursOfDay } from './hours-of-day';
import { DateTime } from 'luxon';

/** The context in which the wanted date is read. */
export interface DateContext {
  /** Earlier moments are past. */
  readonly now: Instant;
  /** The IANA zone of the date: `zoneOfSchedule`. */
  readonly zone: string;
}

/**
 * The IANA zone of a wanted date: the schedule's, else the account's, else the zone in which the country's
 * day begins.
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
 * The earliest moment, in whole seconds, that fits the schedule and lies in one of the windows; undefined if
 * there is none. A day without hours is the whole day, `asap` any moment.
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

/** Whether a moment fits the schedule and is not past. */
export function isWanted(schedule: Schedule, moment: Instant, context: DateContext): boolean {
  const { from, until } = wantedSpan(schedule, context);
  return moment >= from && moment <= until;
}

const NEVER: DateWindow = { from: Number.POSITIVE_INFINITY, until: Number.NEGATIVE_INFINITY };

/** The remaining part of the wanted time span, both ends included. */
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
