import { Duration } from 'luxon';
import { z } from 'zod';
import { DAY, type Milliseconds } from '../domain/model/time';

/** Longer than any port; keeps instants that are computed from a duration inside what a date can hold. */
const MAX_LENGTHS: Milliseconds = 3_650 * DAY;

/** What is wrong with a text that should be a duration. */
export class DurationError extends Error {
  override readonly name = 'DurationError';
}

/**
 * Reads an ISO 8601 duration of exact length: weeks, days (24 hours each), hours, minutes and seconds.
 *
 * @returns milliseconds
 * @throws DurationError when it is none, is negative, or has years or months, whose length nobody can say
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
  if (length > MAX_LENGTHS) throw new DurationError('must not be longer than P3650D');
  return length;
}

/** An ISO 8601 duration in a file or a request; milliseconds after parsing. */
export const duration = z.string().transform((text, context): Milliseconds => {
  try {
    return parseDuration(text);
  } catch (error) {
    if (!(error instanceof DurationError)) throw error;
    context.addIssue(error.message);
    return z.NEVER;
  }
});

/** A duration that would mean "at once" or "all the time" if it were zero. */
export const positiveDuration = duration.refine((length) => length > 0, 'must be longer than zero');
