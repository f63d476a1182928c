/** A moment: milliseconds since the Unix epoch, UTC. Written as RFC 3339 at every edge. */
export type Instant = number;

/** A length of time in milliseconds. */
export type Milliseconds = number;

/** A second. */
export const SECOND: Milliseconds = 1_000;

/** A minute. */
export const MINUTE: Milliseconds = 60 * SECOND;

/** An hour. */
export const HOUR: Milliseconds = 60 * MINUTE;

/** 24 hours. */
export const DAY: Milliseconds = 24 * HOUR;

/** The furthest instants from the epoch that there is a date for. */
const FURTHEST: Instant = 8.64e15;

/**
 * RFC 3339 in UTC, the form in which instants leave the process. Total: what has no date is shown as the furthest one,
 * because what is only for show must not stop a port.
 */
export function toRfc3339(instant: Instant): string {
  const shown = Number.isNaN(instant) ? FURTHEST : Math.min(Math.max(instant, -FURTHEST), FURTHEST);
  return new Date(shown).toISOString();
}

/** The earliest of some instants that may be absent. */
export function earliest(instants: Iterable<Instant | undefined>): Instant | undefined {
  let first: Instant | undefined;
  for (const instant of instants) {
    if (instant !== undefined && (first === undefined || instant < first)) first = instant;
  }
  return first;
}

/** ISO 8601, in hours, minutes and seconds, because days are not all equally long. */
export function toIsoDuration(length: Milliseconds): string {
  const hours = Math.floor(length / HOUR);
  const minutes = Math.floor((length % HOUR) / MINUTE);
  const seconds = (length % MINUTE) / SECOND;
  const parts = [
    hours > 0 && `${String(hours)}H`,
    minutes > 0 && `${String(minutes)}M`,
    seconds > 0 && `${String(seconds)}S`,
  ];
  const text = parts.filter(Boolean).join('');
  return `PT${text === '' ? '0S' : text}`;
}
