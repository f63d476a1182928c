import { isTimeZone, TIME_OF_DAY } from '../../src/contract/schedule-formats';
import type { CommandName } from '../../src/domain/model/commands';
import { durationOf } from '../../src/domain/commands/extend';
import { isLargerThan, mostBytesOf } from './input-size';

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
/** What a person writes to a provider. */
const prose = text(5_000);
const isFlag: Field = (value) => typeof value === 'boolean';

const SCHEDULE = {
  date: (value: unknown) => value === 'asap' || (typeof value === 'string' && isCalendarDate(value)),
  timeZone: optional((value) => name(value) && isTimeZone(value as string)),
  timeRange: optional((value) => isShaped(value, { start: isTimeOfDay, end: isTimeOfDay })),
};

const SETTLED_AS: readonly unknown[] = [
  'ported',
  'canceled',
  'rejected',
  'not_portable',
  'expired',
  'reversed',
];

/** The fields of each command's own; all of them may say who asks. */
const FIELDS: Readonly<Record<CommandName, Readonly<Record<string, Field>>>> = {
  refresh: {},
  submit: {},
  amend: { patch: isObject },
  cancel: { numbers: optional(isNumbers), reason: optional(reason) },
  changeDate: { schedule: (value) => isShaped(value, SCHEDULE) },
  resubmit: { numbers: optional(isNumbers), supersede: optional(isFlag), confirm: optional(isFlag) },
  settle: { numbers: isNumbers, as: (value) => SETTLED_AS.includes(value), evidence: isFilled(reason) },
  abandon: { reason: optional(reason) },
  extend: {
    numbers: optional(isNumbers),
    until: optional(isMoment),
    for: optional(isDuration),
    reason: optional(reason),
  },
  addComment: { body: isFilled(prose), numbers: optional(isNumbers) },
  addDocument: { document: isObject },
  rate: { stars: isStars, comment: optional(prose) },
};

/** Whether an input has more bytes, or more levels, than any such command needs; nothing of it is looked at then. */
export function isTooLarge(input: unknown): boolean {
  return isLargerThan(mostBytesOf(input), input);
}

/** Whether an input is what the command takes. Nothing is as good as an empty object: the Web UI sends none. */
export function isInputOf(command: CommandName, input: unknown): boolean {
  const isRight = isShaped(input ?? {}, { by: optional(name), ...FIELDS[command] });
  return isRight && (command !== 'extend' || namesOneEnd(input as Readonly<Record<string, unknown>>));
}

/** `until` or `for`, and not both. */
function namesOneEnd(input: Readonly<Record<string, unknown>> | undefined): boolean {
  return (input?.['until'] === undefined) !== (input?.['for'] === undefined);
}

function isShaped(value: unknown, fields: Readonly<Record<string, Field>>): boolean {
  if (!isObject(value)) return false;
  const given = value as Readonly<Record<string, unknown>>;
  return (
    Object.keys(given).every((key) => Object.hasOwn(fields, key)) &&
    Object.entries(fields).every(([key, isRight]) => isRight(given[key]))
  );
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function optional(isRight: Field): Field {
  return (value) => value === undefined || isRight(value);
}

function text(mostCharacters: number): Field {
  return (value) => typeof value === 'string' && value.length <= mostCharacters;
}

function isFilled(isRight: Field): Field {
  return (value) => isRight(value) && (value as string).trim() !== '';
}

function isNumbers(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(number) &&
    // A number that is named twice is one number.
    new Set(value).size <= MOST_NUMBERS
  );
}

function isCalendarDate(value: string): boolean {
  const instant = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(`${value}T`);
}

/** RFC 3339 with a zone: a moment without one is another moment for each reader. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

function isMoment(value: unknown): boolean {
  return typeof value === 'string' && MOMENT.test(value) && !Number.isNaN(Date.parse(value));
}

function isDuration(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 40 && durationOf(value) !== undefined;
}

function isStars(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 5;
}

function isTimeOfDay(value: unknown): boolean {
  return typeof value === 'string' && TIME_OF_DAY.test(value);
}
