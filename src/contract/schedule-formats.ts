/** The formats of a wanted date, for the schema and for the guards in workflows, which must not load zod. */

/** A time of day like `10:00`. */
export const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Whether a name is an IANA time zone; an offset like `+05:00` is not. */
export function isTimeZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
