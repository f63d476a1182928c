import type { DateWindow } from '../../domain/model/snapshot';
import type { DateContext } from '../wanted-date';
import { DateTime } from 'luxon';

/** The maximum number of windows in a message. */
const WINDOWS_NAMED = 5;

/** The first few windows as text. */
export function describeWindows(windows: readonly DateWindow[], { now, zone }: DateContext): string {
  const open = windows.filter(({ until }) => until >= now);
  if (open.length === 0) return 'Telnyx names no allowed date yet';
  const read = (instant: number) =>
    DateTime.fromMillis(instant, { zone }).toISO({ suppressSeconds: true, suppressMilliseconds: true }) ?? '';
  const named = open.slice(0, WINDOWS_NAMED).map(({ from, until }) => `${read(from)} to ${read(until)}`);
  const more = open.length > WINDOWS_NAMED ? ', and later ones' : '';
  return `Telnyx allows ${named.join(', ')}${more}`;
}
