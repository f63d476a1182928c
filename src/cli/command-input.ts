import { z } from 'zod';
import { fewFaults, invalidFields } from '../contract/invalid-fields';
import type {
  AbandonInput,
  AddCommentInput,
  AmendInput,
  CancelInput,
  ChangeDateInput,
  CommandInput,
  ExtendInput,
  RateInput,
  ResubmitInput,
  SettleInput,
} from '../contract/messages';
import { phoneNumbers } from '../contract/phone-number';
import { line, prose, scheduleSchema } from '../contract/port-request-schema';
import { durationOf } from '../domain/commands/extend';
import { SETTLED_AS } from './choices';
import { CliError } from './cli-error';
import type { CommandContext } from './command-context';
import { readJsonInput } from './json-input';

/**
 * What people give to a running port. Looked at here, before it is sent: a wrong name would otherwise count as not
 * given, and a cancel without numbers is a cancel of all.
 */

const reason = line(200);

const by = line(100).optional();

/** Input of a command that takes nothing of its own. */
export const plainInput = exactly<CommandInput>(z.strictObject({ by }));

/** Input of `amend`; what is in the patch is looked at where the request is known. */
export const amendInput = exactly<AmendInput>(
  z.strictObject({
    patch: z
      .record(z.string(), z.unknown(), 'must be an object with the fields to change')
      .refine((patch) => Object.keys(patch).length > 0, 'names no field to change'),
    by,
  }),
);

/** Input of `cancel`. */
export const cancelInput = exactly<CancelInput>(
  z.strictObject({ numbers: phoneNumbers.optional(), reason: reason.optional(), by }),
);

/** Input of `change-date`. */
export const changeDateInput = exactly<ChangeDateInput>(z.strictObject({ schedule: scheduleSchema, by }));

/** Input of `resubmit`. */
export const resubmitInput = exactly<ResubmitInput>(
  z.strictObject({
    numbers: phoneNumbers.optional(),
    supersede: z.boolean().optional(),
    confirm: z.boolean().optional(),
    by,
  }),
);

/** Input of `settle`. */
export const settleInput = exactly<SettleInput>(
  z.strictObject({
    numbers: phoneNumbers,
    as: z.enum(SETTLED_AS, `must be one of ${SETTLED_AS.join(', ')}`),
    evidence: reason,
    by,
  }),
);

/** Input of `add-comment`. */
export const addCommentInput = exactly<AddCommentInput>(
  z.strictObject({ body: prose(5000), numbers: phoneNumbers.optional(), by }),
);

/** Input of `rate`. */
export const rateInput = exactly<RateInput>(
  z.strictObject({ stars: z.number().int().min(1).max(5), comment: prose(5000).optional(), by }),
);

/** Input of `abandon`. */
export const abandonInput = exactly<AbandonInput>(z.strictObject({ reason: reason.optional(), by }));

/** Input of `extend`. */
export const extendInput = exactly<ExtendInput>(
  z
    .strictObject({
      numbers: phoneNumbers.optional(),
      until: z.iso
        .datetime({ offset: true, error: 'must be a moment, for example 2026-12-24T12:00:00Z' })
        .optional(),
      for: line(40)
        .refine((length) => durationOf(length) !== undefined, 'must be a duration, for example P7D or PT36H')
        .optional(),
      reason: reason.optional(),
      by,
    })
    .refine(({ until, for: length }) => (until === undefined) !== (length === undefined), {
      path: ['until'],
      message: 'needs a moment, or --for a duration; one of the two',
    }),
);

/** zod leaves absent optional keys out, which is what the exact optional types of the contract ask for. */
function exactly<T>(schema: z.ZodType): z.ZodType<T> {
  return schema as z.ZodType<T>;
}

/**
 * Puts a command's input together: what the file says, and over it what the options say.
 *
 * @param file - a JSON object; `-` is standard input; absent: the options are all
 * @throws CliError `invalid_command`, naming every wrong field; `input_unreadable`
 */
export async function commandInput<T>(
  schema: z.ZodType<T>,
  file: string | undefined,
  options: Readonly<Record<string, unknown>>,
  context: Pick<CommandContext, 'input'>,
): Promise<T> {
  const given = file === undefined ? {} : await readJsonInput(file, context);
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
  const said = Object.entries(options).filter(([, value]) => value !== undefined);
  return parsedInput(schema, isObject ? { ...given, ...Object.fromEntries(said) } : given);
}

/** The most faults that one answer names. */
const MAX_FAULTS = 100;

/** A command's input as it is sent. @throws CliError `invalid_command`, naming every wrong field */
export function parsedInput<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const list = fewFaults(invalidFields(parsed.error, '(the input)'), MAX_FAULTS, '(the input)').map(
    ({ field, message }) => `\n  ${field}: ${message}`,
  );
  throw new CliError('invalid_command', `nothing was sent:${list.join('')}`, 2);
}
