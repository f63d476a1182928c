import { HOUR } from '../../domain/model/time';

/** The longest that a provider is waited for, in milliseconds, whatever it asks for. */
export const MAX_RETRY_AFTER_MS = HOUR;

const SECONDS = /^\d+$/;

/** `Sun, 06 Nov 1994 08:49:37 GMT`: the one form of a date that HTTP has now (RFC 9110, section 5.6.7). */
const IMF_FIXDATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * `Retry-After` in milliseconds from `now`, at most an hour: a number of seconds, or a date as HTTP writes it. Undefined:
 * absent, or anything else.
 *
 * A moment in epoch seconds, which some services write, is a number of seconds here, and so an hour.
 */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  // No form of it is longer than some tens of characters; more digits are only more seconds.
  const said = header?.trim();
  if (said === undefined) return undefined;
  if (SECONDS.test(said)) return boundedWish(Number(said.slice(0, 15)) * 1000);
  return IMF_FIXDATE.test(said) ? boundedWish(Date.parse(said) - now) : undefined;
}

/** A wait that somebody asks for, within what is waited: 0 to one hour. Undefined when it is no length of time. */
export function boundedWish(milliseconds: number): number | undefined {
  if (Number.isNaN(milliseconds)) return undefined;
  return Math.min(MAX_RETRY_AFTER_MS, Math.max(0, Math.ceil(milliseconds)));
}
