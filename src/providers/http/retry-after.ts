import { HOUR } from '../../domain/model/time';

/** The maximum `Retry-After` that is honored, in milliseconds. */
export const MAX_RETRY_AFTER_MS = HOUR;

const SECONDS = /^\d+$/;

/** `Sun, 06 Nov 1994 08:49:37 GMT`: the only current date format of HTTP (RFC 9110, section 5.6.7). */
const IMF_FIXDATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Parses `Retry-After` to milliseconds from `now`, at most an hour: a number of seconds, or an HTTP date.
 * Undefined if absent or invalid.
 *
 * Some services write a time in epoch seconds. It is read as a number of seconds, so the result is one hour.
 */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  // Valid values have some tens of characters; further digits only increase the seconds.
  const value = header?.trim();
  if (value === undefined) return undefined;
  if (SECONDS.test(value)) return boundedWait(Number(value.slice(0, 15)) * 1000);
  return IMF_FIXDATE.test(value) ? boundedWait(Date.parse(value) - now) : undefined;
}

/** Bounds a requested wait to 0 to one hour. Undefined if it is not a number. */
export function boundedWait(milliseconds: number): number | undefined {
  if (Number.isNaN(milliseconds)) return undefined;
  return Math.min(MAX_RETRY_AFTER_MS, Math.max(0, Math.ceil(milliseconds)));
}
