import { DateTime } from 'luxon';

/** A time span of one day, in its zone. */
export interface HoursOfDay {
  readonly start: DateTime;
  readonly end: DateTime;
}

/**
 * Converts hours of a day to instants in a zone. If clocks are put forward that day and the span begins in
 * the skipped hour, the whole span moves by an hour: it keeps its length, and its end never precedes its
 * start.
 *
 * @param hours - `HH:mm` each
 * @returns undefined if the date or an hour is invalid
 */
export function hoursOfDay(
  date: string,
  hours: { readonly start: string; readonly end: string },
  zone: string,
): HoursOfDay | undefined {
  const at = (time: string) => DateTime.fromISO(`${date}T${time}`, { zone });
  const [start, end] = [at(hours.start), at(hours.end)];
  if (!start.isValid || !end.isValid) return undefined;
  const asWritten = (time: string) => DateTime.fromISO(`${date}T${time}`, { zone: 'utc' });
  const isSkipped = start.toFormat('HH:mm') !== asWritten(hours.start).toFormat('HH:mm');
  if (!isSkipped) return { start, end };
  const length = asWritten(hours.end).diff(asWritten(hours.start));
  return { start, end: start.plus(length) };
}
