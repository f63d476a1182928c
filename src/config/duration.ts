import { Duration } from 'luxon';
import { z } from 'zod';
import { DAY, type Milliseconds } from '../domain/model/time';

/** Longer than any port. It keeps instants computed from a duration within the range of `Date`. */
const MAX_DURATION: Milliseconds = 3_650 * DAY;

/** A text is not a valid duration. */
export class DurationError extends Error {
  override readonly name = 'DurationError';
}

/**
 * Parses an ISO 8601 duration of exact length: weeks, days (24 hours each), hours, minutes and seconds.
 *
 * @returns milliseconds
 * @throws DurationError if it is invalid, negative, or has years or months, whose length is not exact
 */
export function parseDuration(text: string): Milliseconds {
  const duration = Duration.fromISO(text);
  if (!duration.isValid || !/\d/.test(text)) {
    throw new DurationError('must be an ISO 8601 duration such as PT72H or P30D');
  }
  const parts = duration.toObject();
  if (parts.years !== undefined || parts.quarters !== undefined || parts.months !== undefined) {
    throw new DurationError(
      'must not use years or months, which have no exact length; use days, such as P30D',
    );
  }
  if (Object.values(parts).some((amount) => amount < 0)) throw new DurationError('must not be negative');
  const length = Math.round(duration.toMillis());
  if (length > MAX_DURATION) throw new DurationError('must not be longer than P3650D');
  return length;
}

/** The schema of an ISO 8601 duration in a file or a request; the output is in milliseconds. */
export const duration = z.string().transform((text, context): Milliseconds => {
  try {
    return parseDuration(text);
  } catch (error) {
    if (!(error instanceof DurationError)) throw error;
    context.addIssue(error.message);
    return z.NEVER;
  }
});

/** A duration for which zero would mean "at once" or "all the time". */
export const positiveDuration = duration.refine((length) => length > 0, 'must be longer than zero');
