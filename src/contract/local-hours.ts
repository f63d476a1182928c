import { DateTime } from 'luxon';
import type { Schedule } from '../domain/model/request';
import { isTimeZone, TIME_OF_DAY } from './schedule-formats';

/** An hour that the clock skips. */
export interface MissingHour {
  readonly which: 'start' | 'end';
  /** The end of a sentence that begins with the field. */
  readonly why: string;
}

/**
 * A wanted hour that does not exist on the wanted day, because the clocks are put forward.
 *
 * @param timeZone - IANA name; without it, no hour counts as missing
 */
export function missingHour(
  { date, timeRange }: { readonly date: string; readonly timeRange?: Schedule['timeRange'] | undefined },
  timeZone: string | undefined,
): MissingHour | undefined {
  if (timeRange === undefined || timeZone === undefined || !isTimeZone(timeZone)) return undefined;
  for (const which of ['start', 'end'] as const) {
    const hour = timeRange[which];
    if (!TIME_OF_DAY.test(hour)) continue;
    const there = DateTime.fromISO(`${date}T${hour}`, { zone: timeZone });
    if (there.isValid && there.toFormat('HH:mm') !== hour) {
      return {
        which,
        why: `does not exist on ${date} in ${timeZone}: the clocks are put forward over it; name ${there.toFormat('HH:mm')} or another hour`,
      };
    }
  }
  return undefined;
}
