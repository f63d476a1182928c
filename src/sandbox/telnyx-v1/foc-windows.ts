/** A time span in which a number can be moved. Epoch milliseconds. */
export interface FocWindow {
  readonly start: number;
  readonly end: number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const FIRST_DAY = 5;
const LAST_DAY = 25;

/**
 * The windows of the next weeks: on weekdays from 15:00 to 21:00 UTC, from 5 to 25 days ahead. Telnyx's
 * actual windows are not published.
 *
 * Calendar days, also with shortened days, because a customer names a calendar date.
 */
export function allowedFocWindows(now: number): FocWindow[] {
  const today = now - (now % DAY_MS);
  const windows: FocWindow[] = [];
  for (let ahead = FIRST_DAY; ahead <= LAST_DAY; ahead += 1) {
    const day = today + ahead * DAY_MS;
    const weekday = new Date(day).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    windows.push({ start: day + 15 * HOUR_MS, end: day + 21 * HOUR_MS });
  }
  return windows;
}

/** Whether a date lies in one of the windows, both ends included. */
export function isAllowedFocDate(date: string, now: number): boolean {
  const at = Date.parse(date);
  return allowedFocWindows(now).some(({ start, end }) => start <= at && at <= end);
}

/** Telnyx's error for a date outside the windows (docs/reference/telnyx-v1.md#foc-dates). */
export const FOC_DATE_REFUSED =
  'foc_date_requested_by_user: the requested date is not one of the allowed FOC dates (80018)';
