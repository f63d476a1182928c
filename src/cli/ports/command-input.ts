import { z } from 'zod';
import { firstFaults, invalidFields } from '../../contract/invalid-fields';
import type { CommandInput } from '../../contract/messages';
import { phoneNumbers } from '../../contract/phone-number';
import { line, prose, scheduleSchema } from '../../contract/port-request-schema';
import { durationOf } from '../../domain/commands/extend';
import {
  BY,
  portCommand,
  SETTLED_AS,
  type CommandField,
  type CommandName,
  type FieldKind,
  type FieldOf,
  type InputOf,
  type PortCommand,
} from '../../domain/model/port-commands';
import type { CommandContext } from '../command';
import { CliError } from '../failure';
import { readJsonInput } from '../json-input';

/**
 * What people give to a running port. Looked at here, before it is sent: a wrong name would otherwise count as not
 * given, and a cancel without numbers is a cancel of all.
 */

/** The schema of a field, by its kind. */
const SCHEMAS: { readonly [Kind in FieldKind]: (field: FieldOf<Kind>) => z.ZodType } = {
  numbers: () => phoneNumbers,
  line: ({ maxLength }) => line(maxLength),
  prose: ({ maxLength }) => prose(maxLength),
  flag: () => z.boolean(),
  integer: ({ min, max }) => z.number().int().min(min).max(max),
  outcome: () => z.enum(SETTLED_AS, `must be one of ${SETTLED_AS.join(', ')}`),
  moment: () => z.iso.datetime({ offset: true, error: 'must be a moment, for example 2026-12-24T12:00:00Z' }),
  duration: () =>
    line(40).refine(
      (length) => durationOf(length) !== undefined,
      'must be a duration, for example P7D or PT36H',
    ),
  schedule: () => scheduleSchema,
  // What is in the patch is looked at where the request is known.
  patch: () =>
    z
      .record(z.string(), z.unknown(), 'must be an object with the fields to change')
      .refine((patch) => Object.keys(patch).length > 0, 'names no field to change'),
  document: () => z.record(z.string(), z.unknown()),
};

function schemaOf(field: CommandField): z.ZodType {
  const schema = (SCHEMAS[field.kind] as (field: CommandField) => z.ZodType)(field);
  return field.optional === true ? schema.optional() : schema;
}

/** The schema of a command's input, from its row. */
function inputSchema({ fields, oneOf }: PortCommand): z.ZodType<object> {
  const all = Object.entries({ ...fields, by: BY }).map(([name, field]) => [name, schemaOf(field)]);
  const schema = z.strictObject(Object.fromEntries(all) as Readonly<Record<string, z.ZodType>>);
  if (oneOf === undefined) return schema;
  return schema.refine((input) => oneOf.fields.filter((field) => input[field] !== undefined).length === 1, {
    path: [oneOf.fields[0]],
    message: oneOf.otherwise,
  });
}

/**
 * Puts a command's input together: what the file says, and over it what the options say.
 *
 * @param file - a JSON object; `-` is standard input; absent: the options are all
 * @throws CliError `invalid_command`, naming every wrong field; `input_unreadable`
 */
export async function commandInput<Name extends CommandName>(
  name: Name,
  file: string | undefined,
  options: Readonly<Record<string, unknown>>,
  context: Pick<CommandContext, 'input'>,
): Promise<CommandInput & InputOf<Name>> {
  const given = file === undefined ? {} : await readJsonInput(file, context);
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
  const said = Object.entries(options).filter(([, value]) => value !== undefined);
  return parsedInput(name, isObject ? { ...given, ...Object.fromEntries(said) } : given);
}

/** The most faults that one answer names. */
const MAX_FAULTS = 100;

/** A command's input as it is sent. @throws CliError `invalid_command`, naming every wrong field */
export function parsedInput<Name extends CommandName>(
  name: Name,
  given: unknown,
): CommandInput & InputOf<Name> {
  const parsed = inputSchema(portCommand(name)).safeParse(given);
  if (parsed.success) return parsed.data as CommandInput & InputOf<Name>;
  const list = firstFaults(invalidFields(parsed.error, '(the input)'), MAX_FAULTS, '(the input)').map(
    ({ field, message }) => `\n  ${field}: ${message}`,
  );
  throw new CliError('invalid_command', `nothing was sent:${list.join('')}`, 2);
}
