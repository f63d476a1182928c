import { z } from 'zod';
import { invalidFields } from '../contract/invalid-fields';
import type { CancelInput, ChangeDateInput, CommandInput } from '../contract/messages';
import { phoneNumber } from '../contract/phone-number';
import { scheduleSchema } from '../contract/port-request-schema';
import { CliError } from './cli-error';
import type { CommandContext } from './command-context';
import { readJsonInput } from './json-input';

/**
 * What people give to a running port. Looked at here, before it is sent: a wrong name would otherwise count as not
 * given, and a cancel without numbers is a cancel of all.
 */

const text = z.string().trim().min(1).max(200);

/** Input of `cancel`. */
export const cancelInput = exactly<CancelInput>(
  z.strictObject({
    numbers: z.array(phoneNumber).min(1, 'must name at least one number').optional(),
    reason: text.optional(),
    by: text.optional(),
  }),
);

/** Input of `change-date`. */
export const changeDateInput = exactly<ChangeDateInput>(
  z.strictObject({ schedule: scheduleSchema, by: text.optional() }),
);

/** Input of a command that takes nothing of its own. */
export const plainInput = exactly<CommandInput>(z.strictObject({ by: text.optional() }));

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
  const parsed = schema.safeParse(isObject ? { ...given, ...Object.fromEntries(said) } : given);
  if (parsed.success) return parsed.data;
  const list = invalidFields(parsed.error, '(the input)').map(
    ({ field, message }) => `\n  ${field}: ${message}`,
  );
  throw new CliError('invalid_command', `nothing was sent:${list.join('')}`, 2);
}
