import { DateTime } from 'luxon';

/** A span of one day, by the clocks of its zone. */
export interface HoursOfDay {
  readonly start: DateTime;
  readonly end: DateTime;
}

/**
 * Some hours of a day, as the clocks of a zone show them. When they are put forward that day and the span begins in the
 * hour that is skipped, all of it is later by as much: it keeps its length, and its end never comes before its beginning.
 *
 * @param hours - `HH:mm` each
 * @returns undefined, when the date or an hour is none
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
