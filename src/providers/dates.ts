import type { Foc } from '../domain/model/foc';
import { DAY, type Instant } from '../domain/model/time';
import { firstZone, zonesOf } from './country-zones';
import { clipped, MAX_LENGTHS } from './foreign-text';
import { DateTime } from 'luxon';

/** The context in which a provider wrote a date. */
export interface DayContext {
  /** When the date was read. A date far from it is implausible. */
  readonly now: Instant;
  /** The zones that the day may refer to, the most likely first: of the schedule, of the account. */
  readonly zones?: readonly (string | undefined)[] | undefined;
  /** ISO 3166, two letters. */
  readonly country?: string | undefined;
}

/** The result of reading a date: the FOC, or the text if it is unreadable. Neither: there was no date. */
export interface DateRead {
  /** The FOC, if the date was read. */
  readonly foc?: Foc;
  /** The unreadable date as received, clipped. */
  readonly unreadableDate?: string;
}

/** How far from now a port date can lie. A date outside stands for "none" or is a mistake. */
const MAX_AGO = 366 * DAY;

const MAX_AHEAD = 3 * 366 * DAY;

const BARE_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A day, a time and an offset: a form with only one meaning. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:?\d{2})$/;

/**
 * Reads a provider's date as a firm order commitment (docs/lifecycle.md#dates).
 *
 * Providers write an instant (Twilio's `port_date`, Telnyx's `foc_date`). Midnight, in UTC or where the
 * numbers are, means that the carrier named a day only: no carrier cuts a number over at that moment, and not
 * all promise a time (docs/reference/twilio.md#port-dates). A day covers the widest span that it can mean.
 *
 * Any other form, and an implausible date, is neither believed nor guessed: `unreadableDate` has its text
 * (docs/decisions/0022).
 */
export function dateFrom(date: string | undefined, day: DayContext): DateRead {
  const trimmed = date?.trim() ?? '';
  if (trimmed === '') return {};
  const foc = focIn(trimmed, day);
  return foc === undefined ? unreadable(trimmed) : { foc };
}

/** The result for an unreadable date, for people to see. */
export function unreadable(trimmed: string): DateRead {
  return { unreadableDate: clipped(trimmed, MAX_LENGTHS.code) };
}

/** Whether a date is plausible for a port. */
export function isPlausible(instant: Instant, now: Instant): boolean {
  return instant >= now - MAX_AGO && instant <= now + MAX_AHEAD;
}

function focIn(trimmed: string, day: DayContext): Foc | undefined {
  if (trimmed.length > MAX_LENGTHS.code) return undefined;
  if (BARE_DATE.test(trimmed)) {
    const foc = wholeDay(trimmed, undefined, day);
    return foc !== undefined && isPlausible(foc.from, day.now) ? foc : undefined;
  }
  if (!DATE_TIME.test(trimmed)) return undefined;
  const instant = instantFrom(trimmed);
  if (instant === undefined || !isPlausible(instant, day.now)) return undefined;
  const date = dayBeginningAt(instant, day);
  return date === undefined
    ? { from: instant, until: instant, precision: 'instant' }
    : wholeDay(date, instant, day);
}

/** The calendar date that begins at an instant, in UTC or in a zone where the number can be. */
function dayBeginningAt(instant: Instant, { zones = [], country }: DayContext): string | undefined {
  const places = ['utc', ...zones.flatMap((zone) => firstZone(zone) ?? []), ...zonesOf(country).midnights];
  return (
    places
      .map((zone) => DateTime.fromMillis(instant, { zone }))
      .find((there) => there.valueOf() === there.startOf('day').valueOf())
      ?.toISODate() ?? undefined
  );
}

/** The earliest valid timestamp of a provider: earlier years are used for "none". */
const FIRST_INSTANT = Date.UTC(2000, 0);

/** The latest valid timestamp of a provider. */
const LAST_INSTANT = Date.UTC(2100, 0);

/**
 * Parses a provider's timestamp: ISO 8601 (a missing offset means UTC), or RFC 2822 as Twilio's older APIs
 * write. A date without a time is not an instant, and neither is a time before 2000 or after 2099.
 *
 * @param now - a timestamp further ahead of it than any date of a port is rejected too
 */
export function instantFrom(text: string | undefined, now: Instant = LAST_INSTANT): Instant | undefined {
  const trimmed = text?.trim();
  // Every accepted form begins with a full date: a time alone must not become a time of today.
  if (trimmed === undefined || trimmed.length > MAX_LENGTHS.code || !STARTS_WITH_DAY.test(trimmed))
    return undefined;
  const zone = 'utc';
  const readings = [
    DateTime.fromISO(trimmed, { zone }),
    DateTime.fromRFC2822(trimmed, { zone }),
    DateTime.fromSQL(trimmed, { zone }),
  ];
  const instant = readings.find((reading) => reading.isValid)?.toMillis();
  return instant !== undefined && isTimestamp(instant, now) ? instant : undefined;
}

const STARTS_WITH_DAY = /^(?:\d{4}-\d{2}-\d{2}[Tt ]|(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} )/;

/** Whether an instant is plausible as the time of a past event. */
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
  const start = DateTime.fromISO(date, { zone: zone ?? zones.easternmost }).startOf('day');
  const end = DateTime.fromISO(date, { zone: zone ?? zones.westernmost }).endOf('day');
  if (!start.isValid || !end.isValid) return undefined;
  const from = start.toMillis();
  return {
    from: received === undefined ? from : Math.min(received, from),
    until: end.toMillis(),
    precision: 'date',
  };
}
