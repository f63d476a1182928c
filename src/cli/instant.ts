import { InvalidArgumentError } from 'commander';

const FORMAT = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/**
 * An instant as a person types it, RFC 3339; a date alone is the beginning of that day in UTC, as everything that is
 * shown is in UTC.
 *
 * @returns RFC 3339 in UTC
 * @throws InvalidArgumentError
 */
export function instantOf(text: string): string {
  const [, date = ''] = FORMAT.exec(text) ?? [];
  const at = Date.parse(text);
  if (!isDay(date) || Number.isNaN(at))
    throw new InvalidArgumentError(
      'It must be a date or an instant, like 2026-12-10 or 2026-12-10T15:00:00Z.',
    );
  return new Date(at).toISOString();
}

/** `Date` takes February 30 for March 2. */
function isDay(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
}
