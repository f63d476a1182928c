import { isTimeZone, TIME_OF_DAY } from '../src/contract/schedule-formats';

/**
 * Guards of what people send to a running port, by hand: zod is too heavy for the workflow bundle. They are strict: a
 * misspelled `numbers` would otherwise cancel the whole port. Validators are not replayed, so they may ask `Intl`.
 */

/** Whether a field's value is right; `undefined` when the field is absent. */
type Field = (value: unknown) => boolean;

/** The most characters in the timeline, of which a port keeps 200 entries. */
const name = text(100);
const reason = text(200);
/** A port has no more numbers, and each one in a command comes back in its answer: without an end, no answer fits. */
const MOST_NUMBERS = 1_000;
const number = text(32);

const COMMAND = { by: optional(name) };
const SCHEDULE = {
  date: (value: unknown) => value === 'asap' || (typeof value === 'string' && isCalendarDate(value)),
  timeZone: optional((value) => name(value) && isTimeZone(value as string)),
  timeRange: optional((value) => isShaped(value, { start: isTimeOfDay, end: isTimeOfDay })),
};

export function isCommandInput(input: unknown): boolean {
  return isNothing(input) || isShaped(input, COMMAND);
}

export function isCancelInput(input: unknown): boolean {
  return (
    isNothing(input) ||
    isShaped(input, { ...COMMAND, numbers: optional(isNumbers), reason: optional(reason) })
  );
}

export function isChangeDateInput(input: unknown): boolean {
  return isShaped(input, { ...COMMAND, schedule: (value) => isShaped(value, SCHEDULE) });
}

/** Without an input a command is as good as with an empty one: the Web UI sends none. */
function isNothing(input: unknown): boolean {
  return input === undefined || input === null;
}

function isShaped(value: unknown, fields: Readonly<Record<string, Field>>): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const given = value as Readonly<Record<string, unknown>>;
  return (
    Object.keys(given).every((key) => key in fields) &&
    Object.entries(fields).every(([key, isRight]) => isRight(given[key]))
  );
}

function optional(isRight: Field): Field {
  return (value) => value === undefined || isRight(value);
}

function text(mostCharacters: number): Field {
  return (value) => typeof value === 'string' && value.length <= mostCharacters;
}

function isNumbers(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.length <= MOST_NUMBERS && value.every(number);
}

function isCalendarDate(value: string): boolean {
  const instant = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(`${value}T`);
}

function isTimeOfDay(value: unknown): boolean {
  return typeof value === 'string' && TIME_OF_DAY.test(value);
}
