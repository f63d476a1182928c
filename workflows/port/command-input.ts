import { isTimeZone, TIME_OF_DAY } from '../../src/contract/schedule-formats';
import {
  BY,
  portCommand,
  SETTLED_AS,
  type CommandField,
  type CommandName,
  type FieldKind,
  type FieldOf,
  type PortCommand,
} from '../../src/domain/model/port-commands';
import { durationOf } from '../../src/domain/commands/extend';
import { isLargerThan, maxBytesOf } from './input-size';

/**
 * Guards for the input of a running port, written by hand because zod is too large for the workflow bundle. They are
 * strict: a misspelled `numbers` would otherwise cancel the whole port. Validators are not replayed, so they may use
 * `Intl`.
 */

/** Whether a field's value is valid; `undefined` when the field is absent. */
type Guard = (value: unknown) => boolean;

/** A port has at most this many numbers. Each number of a command is also in its answer, which must stay bounded. */
const MAX_NUMBERS = 1_000;

/** The maximum length of a number, and of the name of a time zone. */
const MAX_IN_NUMBER = 32;
const MAX_IN_ZONE = 100;

const SCHEDULE = {
  date: (value: unknown) => value === 'asap' || (typeof value === 'string' && isCalendarDate(value)),
  timeZone: optional(
    (value) => typeof value === 'string' && value.length <= MAX_IN_ZONE && isTimeZone(value),
  ),
  timeRange: optional((value) => isShaped(value, { start: isTimeOfDay, end: isTimeOfDay })),
};

/** Whether a value is valid for a kind of field. */
const HOLDS: { readonly [Kind in FieldKind]: (value: unknown, field: FieldOf<Kind>) => boolean } = {
  numbers: isNumbers,
  line: isText,
  prose: isText,
  flag: (value) => typeof value === 'boolean',
  integer: (value, { min, max }) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
  outcome: (value) => (SETTLED_AS as readonly unknown[]).includes(value),
  moment: isMoment,
  duration: isDuration,
  schedule: (value) => isShaped(value, SCHEDULE),
  patch: isObject,
  document: isObject,
};

function guardOf(field: CommandField): Guard {
  const holds = HOLDS[field.kind] as (value: unknown, field: CommandField) => boolean;
  return (value) => (value === undefined ? field.optional === true : holds(value, field));
}

/** The guards of a command's fields; every command accepts `by`. */
function guardsOf({ fields }: PortCommand): Readonly<Record<string, Guard>> {
  const all = Object.entries({ by: BY, ...fields });
  return Object.fromEntries(all.map(([name, field]) => [name, guardOf(field)]));
}

/** Whether an input has more bytes or levels than any command needs; it is not inspected further then. */
export function isTooLarge(input: unknown): boolean {
  return isLargerThan(maxBytesOf(input), input);
}

/** Whether an input is valid for the command. No input counts as an empty object: the Web UI sends none. */
export function isInputOf(command: CommandName, input: unknown): boolean {
  const row = portCommand(command);
  const given = input ?? {};
  return isShaped(given, guardsOf(row)) && namesOne(row, given as Readonly<Record<string, unknown>>);
}

/** Exactly one of two fields, if the command requires that. */
function namesOne({ oneOf }: PortCommand, given: Readonly<Record<string, unknown>>): boolean {
  return oneOf === undefined || oneOf.fields.filter((field) => given[field] !== undefined).length === 1;
}

function isShaped(value: unknown, fields: Readonly<Record<string, Guard>>): boolean {
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

function optional(isRight: Guard): Guard {
  return (value) => value === undefined || isRight(value);
}

/** A required text must not be empty. */
function isText(value: unknown, { maxLength, optional: isOptional }: FieldOf<'line' | 'prose'>): boolean {
  return (
    typeof value === 'string' && value.length <= maxLength && (isOptional === true || value.trim() !== '')
  );
}

function isNumbers(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((number) => typeof number === 'string' && number.length <= MAX_IN_NUMBER) &&
    // A repeated number counts once.
    new Set(value).size <= MAX_NUMBERS
  );
}

function isCalendarDate(value: string): boolean {
  const instant = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(`${value}T`);
}

/** RFC 3339 with a zone: without one, the instant would depend on the reader. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

function isMoment(value: unknown): boolean {
  return typeof value === 'string' && MOMENT.test(value) && !Number.isNaN(Date.parse(value));
}

function isDuration(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 40 && durationOf(value) !== undefined;
}

function isTimeOfDay(value: unknown): boolean {
  return typeof value === 'string' && TIME_OF_DAY.test(value);
}
