/** A moment: milliseconds since the Unix epoch, UTC. Formatted as RFC 3339 outside the process. */
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

/** The maximum distance of a date from the epoch. */
const FURTHEST: Instant = 8.64e15;

/**
 * Formats an instant as RFC 3339 in UTC. Total: an instant out of range gives the furthest date, because formatting
 * must not stop a port.
 */
export function toRfc3339(instant: Instant): string {
  const shown = Number.isNaN(instant) ? FURTHEST : Math.min(Math.max(instant, -FURTHEST), FURTHEST);
  return new Date(shown).toISOString();
}

/** The earliest of some instants; absent ones are ignored. */
export function earliest(instants: Iterable<Instant | undefined>): Instant | undefined {
  let first: Instant | undefined;
  for (const instant of instants) {
    if (instant !== undefined && (first === undefined || instant < first)) first = instant;
  }
  return first;
}

/** Formats a duration as ISO 8601 in hours, minutes and seconds, because days differ in length. */
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
