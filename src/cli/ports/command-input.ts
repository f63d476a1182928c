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
 * Input of commands to a running port. It is validated before it is sent: an unknown field would otherwise
 * count as absent, and a cancel without numbers cancels all numbers.
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
  // The patch's content is validated by the port, which has the request.
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

/** The schema of a command's input, built from its row. */
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
 * Builds a command's input: the file, overlaid with the options.
 *
 * @param file - a JSON object; `-` is standard input; undefined: only the options
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
  const givenOptions = Object.entries(options).filter(([, value]) => value !== undefined);
  return parsedInput(name, isObject ? { ...given, ...Object.fromEntries(givenOptions) } : given);
}

/** The maximum number of faults in one message. */
const MAX_FAULTS = 100;

/**
 * Validates a command's input.
 *
 * @throws CliError `invalid_command`, naming every wrong field
 */
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
