import type { Foc } from '../domain/model/foc';
import { DAY, type Instant } from '../domain/model/time';
import { firstZone, zonesOf } from './country-zones';
import { clipped, MAX_LENGTHS } from './foreign-text';
import { DateTime } from 'luxon';

/** Where and when a date was said. */
export interface DayContext {
  /** When it was read: what is far from it is no date. */
  readonly now: Instant;
  /** The zones in which a day may be meant, the nearest first: of the schedule, of the account. */
  readonly zones?: readonly (string | undefined)[] | undefined;
  /** ISO 3166, two letters. */
  readonly country?: string | undefined;
}

/** What became of a date: the commitment, or the words that could not be read as one. Neither: there was none. */
export interface DateRead {
  /** The commitment, where there is one. */
  readonly foc?: Foc;
  /** As received, clipped. */
  readonly unreadableDate?: string;
}

/** How far from now a port can have been, or can be planned. What lies outside stands for "none" or is a mistake. */
const MAX_AGO = 366 * DAY;

const MAX_AHEAD = 3 * 366 * DAY;

const BARE_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A day and a time, and where it is meant: a form that can be read in one way only. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:?\d{2})$/;

/**
 * A provider's date as a firm order commitment (docs/lifecycle.md#dates).
 *
 * Providers write an instant (Twilio's `port_date`, Telnyx's `foc_date`). Midnight, in UTC or where the numbers are,
 * means that the carrier named a day only: no carrier cuts a number over at that moment, and not all promise a time
 * (docs/reference/twilio.md#port-dates). A day is taken as widely as it can be meant.
 *
 * Any other form, and a date that is out of all reason, is not believed and not guessed at: `unreadableDate` has its
 * words (docs/decisions/0022).
 */
export function dateFrom(date: string | undefined, day: DayContext): DateRead {
  const said = date?.trim() ?? '';
  if (said === '') return {};
  const foc = focIn(said, day);
  return foc === undefined ? unreadable(said) : { foc };
}

/** A date that is none, for people to see. */
export function unreadable(said: string): DateRead {
  return { unreadableDate: clipped(said, MAX_LENGTHS.code) };
}

/** Whether a port can be meant to be on a date. */
export function isPlausible(instant: Instant, now: Instant): boolean {
  return instant >= now - MAX_AGO && instant <= now + MAX_AHEAD;
}

function focIn(said: string, day: DayContext): Foc | undefined {
  if (said.length > MAX_LENGTHS.code) return undefined;
  if (BARE_DATE.test(said)) {
    const foc = wholeDay(said, undefined, day);
    return foc !== undefined && isPlausible(foc.from, day.now) ? foc : undefined;
  }
  if (!DATE_TIME.test(said)) return undefined;
  const instant = instantFrom(said);
  if (instant === undefined || !isPlausible(instant, day.now)) return undefined;
  const date = dayThatBegins(instant, day);
  return date === undefined
    ? { from: instant, until: instant, precision: 'instant' }
    : wholeDay(date, instant, day);
}

/** The calendar date that begins at an instant, in UTC or where the number can be. */
function dayThatBegins(instant: Instant, { zones = [], country }: DayContext): string | undefined {
  const places = ['utc', ...zones.flatMap((zone) => firstZone(zone) ?? []), ...zonesOf(country).midnights];
  return (
    places
      .map((zone) => DateTime.fromMillis(instant, { zone }))
      .find((there) => there.valueOf() === there.startOf('day').valueOf())
      ?.toISODate() ?? undefined
  );
}

/** What a timestamp of a provider's cannot be before: the years before are how "none" is written. */
const FIRST_INSTANT = Date.UTC(2000, 0);

/** And not after. */
const LAST_INSTANT = Date.UTC(2100, 0);

/**
 * A provider's timestamp: ISO 8601 (a missing offset means UTC), or RFC 2822 as Twilio's older APIs write. A date
 * without a time is no instant, and neither is what was before 2000 or will be after 2099.
 *
 * @param now - what is further ahead of it than any date of a port is none either
 */
export function instantFrom(text: string | undefined, now: Instant = LAST_INSTANT): Instant | undefined {
  const said = text?.trim();
  // Each form that is read begins with a full date: a time alone must not become one of today.
  if (said === undefined || said.length > MAX_LENGTHS.code || !STARTS_WITH_DAY.test(said)) return undefined;
  const zone = 'utc';
  const readings = [
    DateTime.fromISO(said, { zone }),
    DateTime.fromRFC2822(said, { zone }),
    DateTime.fromSQL(said, { zone }),
  ];
  const instant = readings.find((reading) => reading.isValid)?.toMillis();
  return instant !== undefined && isTimestamp(instant, now) ? instant : undefined;
}

const STARTS_WITH_DAY = /^(?:\d{4}-\d{2}-\d{2}[Tt ]|(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} )/;

/** Whether a provider can have written an instant as the time of something that has happened. */
export function isTimestamp(instant: Instant, now: Instant = LAST_INSTANT): boolean {
  return instant >= FIRST_INSTANT && instant < Math.min(LAST_INSTANT, now + MAX_AHEAD);
}

function wholeDay(
  date: string,
  received: Instant | undefined,
  { zones: named = [], country }: DayContext,
): Foc | undefined {
  const zones = zonesOf(country);
  const zone = firstZone(...named);
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
