import { DateTime } from 'luxon';
import type { Schedule } from '../domain/model/request';
import type { DateWindow } from '../domain/model/snapshot';
import type { Instant } from '../domain/model/time';
import { hoursOfDay } from './hours-of-day';

/**
 * The earliest moment inside some windows that a schedule wishes for; undefined when they have none. A day without hours
 * is the whole day.
 *
 * @param timeZone - the IANA zone in which the schedule is meant, when it says none itself
 */
export function wishedMoment(
  schedule: Schedule,
  windows: readonly DateWindow[],
  timeZone: string,
): Instant | undefined {
  const wish = wishedSpan(schedule, schedule.timeZone ?? timeZone);
  if (wish === undefined) return undefined;
  const moments = windows.flatMap(({ from, until }) => {
    const moment = Math.max(from, wish.from);
    return moment < Math.min(until, wish.until) ? [moment] : [];
  });
  return moments.length === 0 ? undefined : Math.min(...moments);
}

/** The span of time that a schedule allows; undefined when its date cannot be read. */
function wishedSpan({ date, timeRange }: Schedule, zone: string): DateWindow | undefined {
  if (date === 'asap') return { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };
  const day = DateTime.fromISO(date, { zone });
  if (!day.isValid) return undefined;
  if (timeRange === undefined) {
    return { from: day.startOf('day').toMillis(), until: day.endOf('day').toMillis() + 1 };
  }
  const hours = hoursOfDay(date, timeRange, zone);
  return hours && { from: hours.start.toMillis(), until: hours.end.toMillis() };
}
