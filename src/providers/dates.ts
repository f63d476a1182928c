import { DateTime } from 'luxon';
import type { Foc } from '../domain/foc';
import type { Instant } from '../domain/time';
import { firstZone, zonesOf } from './country-zones';

/** Where a day without a time is meant. */
export interface DayContext {
  /** The zone of the schedule, else of the account; absent: the country's outermost zones. */
  readonly timeZone?: string | undefined;
  /** ISO 3166, two letters. */
  readonly country?: string | undefined;
}

const BARE_DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A provider's date as a firm order commitment (port-lifecycle.md, rule 2); absent when it is no date.
 *
 * Providers write an instant (Twilio's `port_date`, Telnyx's `foc_date`). Exactly midnight UTC means that the carrier
 * named a day only: nobody cuts a US number over at that moment, and not all carriers guarantee a time (Twilio:
 * seed 000). A day is taken as widely as it can be meant.
 */
export function focFrom(date: string | undefined, day: DayContext): Foc | undefined {
  const said = date?.trim();
  if (said === undefined) return undefined;
  if (BARE_DATE.test(said)) return wholeDay(said, undefined, day);
  const instant = instantFrom(said);
  if (instant === undefined) return undefined;
  const inUtc = DateTime.fromMillis(instant, { zone: 'utc' });
  if (inUtc.valueOf() === inUtc.startOf('day').valueOf())
    return wholeDay(inUtc.toISODate() ?? said, instant, day);
  return { from: instant, until: instant, precision: 'instant' };
}

/**
 * A provider's timestamp: ISO 8601 (a missing offset means UTC), or RFC 2822 as Twilio's older APIs write. A date
 * without a time is no instant.
 */
export function instantFrom(text: string | undefined): Instant | undefined {
  const said = text?.trim();
  if (said === undefined || BARE_DATE.test(said) || /^\d+$/.test(said)) return undefined;
  const zone = 'utc';
  const readings = [
    DateTime.fromISO(said, { zone }),
    DateTime.fromRFC2822(said, { zone }),
    DateTime.fromSQL(said, { zone }),
  ];
  return readings.find((reading) => reading.isValid)?.toMillis();
}

function wholeDay(
  date: string,
  received: Instant | undefined,
  { timeZone, country }: DayContext,
): Foc | undefined {
  const zones = zonesOf(country);
  const zone = firstZone(timeZone);
  const begins = DateTime.fromISO(date, { zone: zone ?? zones.easternmost }).startOf('day');
  const ends = DateTime.fromISO(date, { zone: zone ?? zones.westernmost }).endOf('day');
  if (!begins.isValid || !ends.isValid) return undefined;
  const from = begins.toMillis();
  return {
    from: received === undefined ? from : Math.min(received, from),
    until: ends.toMillis(),
    precision: 'date',
  };
}
