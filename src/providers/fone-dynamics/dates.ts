import type { Foc } from '../../domain/model/foc';
import { DAY, type Instant } from '../../domain/model/time';
import { firstZone } from '../country-zones';
import { type DateRead, isPlausible, unreadable } from '../dates';
import { DEFAULT_TIME_ZONE } from './account';
import type { WrittenDate } from './schemas';
import { DateTime } from 'luxon';

/** Reads a `PortDate`; returns its text if it is unreadable or implausible. */
export function portDateFrom(
  portDate: WrittenDate | undefined,
  zones: readonly (string | undefined)[],
  now: Instant,
): DateRead {
  if (portDate === undefined) return {};
  const { raw: text, instant } = portDate;
  const foc = instant !== undefined && isPlausible(instant, now) ? focFrom(instant, zones) : undefined;
  return foc === undefined ? unreadable(text) : { foc };
}

/**
 * A `PortDate` as a firm order commitment; absent if there is none.
 *
 * It names a day, written as a midnight UTC (docs/reference/fone-dynamics.md#dates). The calendar is not
 * published, so the day covers the widest span that it can mean: in the given zones, and in UTC. A value that
 * is not a midnight UTC stands for the days that contain it.
 *
 * @param zones - the account's, and the schedule's if it has one; invalid zones are skipped
 */
export function focFrom(
  portDate: Instant | undefined,
  zones: readonly (string | undefined)[],
): Foc | undefined {
  if (portDate === undefined) return undefined;
  const days = calendars(zones).map((zone) => {
    // The date of the midnight UTC; conversion to a zone behind UTC would give the day before.
    const day =
      portDate % DAY === 0
        ? DateTime.fromMillis(portDate, { zone: 'utc' }).setZone(zone, { keepLocalTime: true })
        : DateTime.fromMillis(portDate, { zone });
    return { from: day.startOf('day').toMillis(), until: day.endOf('day').toMillis() };
  });
  return {
    from: Math.min(...days.map(({ from }) => from)),
    until: Math.max(...days.map(({ until }) => until)),
    precision: 'date',
  };
}

function calendars(zones: readonly (string | undefined)[]): string[] {
  const known = zones.flatMap((zone) => firstZone(zone) ?? []);
  return [...(known.length > 0 ? known : [DEFAULT_TIME_ZONE]), 'utc'];
}

/** The calendar date of an instant, `YYYY-MM-DD`, in the account's zone. */
export function dateIn(timeZone: string, instant: Instant): string {
  const zone = firstZone(timeZone, DEFAULT_TIME_ZONE) ?? 'utc';
  return DateTime.fromMillis(instant, { zone }).toISODate() ?? '';
}

/** When a calendar date begins in the account's zone; absent if the date is invalid. */
export function startOf(date: string, timeZone: string): Instant | undefined {
  const zone = firstZone(timeZone, DEFAULT_TIME_ZONE) ?? 'utc';
  const day = DateTime.fromISO(date, { zone }).startOf('day');
  return day.isValid ? day.toMillis() : undefined;
}
