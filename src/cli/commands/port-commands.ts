import { InvalidArgumentError, Option } from 'commander';
import {
  BY,
  COMMAND_NAMES,
  portCommand,
  SETTLED_AS,
  type CommandField,
  type CommandName,
  type FieldKind,
  type FieldOf,
  type PortCommand,
} from '../../domain/model/port-commands';
import { addCommand, type CommandContext, type DefineCommand } from '../command';
import { lazyModules } from '../lazy-modules';
import { integerBetween, numbersOption } from '../options';
import type { PrintOptions } from '../ports/give-command';
import { amendedLines } from '../render/decision';
import { toKebabCase } from '../render/format';

/**
 * The commands to a running port, generated from the table in `src/domain/model/port-commands.ts`: the row
 * gives texts and examples, and each of its fields gives options by its kind.
 */

/** The options of every command to a running port. */
type SharedOptions = Omit<PrintOptions, 'notesOn'> & { readonly by?: string };

/** The options of a command's own fields, as parsed by commander. */
type FieldOptions = Readonly<Record<string, unknown>>;

export const definePortCommands: DefineCommand = (program, context) => {
  for (const name of COMMAND_NAMES) {
    const row = portCommand(name);
    const { fields, commandLines } = row;
    if (commandLines === undefined) continue;
    const command = addCommand(program, {
      usage: `${toKebabCase(name)} <id>${Object.keys(fields).length > 0 ? ' [file]' : ''}`,
      summary: summaryOf(row),
      examples: commandLines,
      json: 'print {accepted, refused, view}; when it is refused {code, message, accepted, refused}',
    })
      .option('--by <name>', BY.meaning)
      .option(
        '--wait',
        'then print the timeline until the port has ended; the exit code is that of the command',
      )
      .option(
        '--idempotency-key <key>',
        'the same key again is the same command: it returns the first answer and ignores other input',
        notEmpty,
      )
      .addHelpText('after', `\nAllowed ${row.when}.`)
      .addHelpText('after', '\nExit codes: 0 accepted, wholly or in part; 2 refused; 1 failure.');
    for (const option of Object.entries(fields).flatMap(optionsOf)) command.addOption(option);
    command.action(async (id: string, ...rest: unknown[]) => {
      const [file, options] = (Object.keys(fields).length > 0 ? rest : [undefined, ...rest]) as [
        string | undefined,
        SharedOptions & FieldOptions,
      ];
      await giveCommand(name, id, file, options, context);
    });
  }
};

/** The row's sentence as a summary in the list of commands. */
function summaryOf({ what, fields }: PortCommand): string {
  const phrase = what.charAt(0).toLowerCase() + what.slice(1).replace(/\.$/, '');
  const kinds = Object.values(fields).map(({ kind }) => kind);
  if (kinds.includes('patch'))
    return `${phrase}; a JSON file (- for standard input) is the patch, single fields may be options`;
  return kinds.length === 0
    ? phrase
    : `${phrase}; a JSON file (- for standard input) may give the same fields`;
}

async function giveCommand(
  name: CommandName,
  id: string,
  file: string | undefined,
  { by, json, wait, idempotencyKey, ...fieldOptions }: SharedOptions & FieldOptions,
  context: CommandContext,
): Promise<void> {
  const input =
    name === 'amend'
      ? await lazyModules
          .amendInput()
          .amendInputOf(file, { ...fieldOptions, ...(by !== undefined && { by }) }, context)
      : await lazyModules
          .commandInput()
          .commandInput(name, file, { ...valuesOf(name, fieldOptions), by }, context);
  const options = {
    ...(json !== undefined && { json }),
    ...(wait !== undefined && { wait }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    ...(name === 'amend' && { notesOn: amendedLines }),
  };
  // The schema has checked that the input belongs to the command.
  await lazyModules
    .giveCommand()
    .runPortCommand(id, (port, key) => port[name]({ ...input, ...key } as never), options, context);
}

/** The options for a field, by the field's kind. */
const OPTIONS: { readonly [Kind in FieldKind]: (flag: string, field: FieldOf<Kind>) => Option[] } = {
  numbers: (_flag, { meaning }) => [numbersOption(meaning)],
  line: (flag, { meaning }) => [new Option(`${flag} <text>`, meaning)],
  prose: (flag, { meaning }) => [new Option(`${flag} <text>`, meaning)],
  flag: (flag, { meaning }) => [new Option(flag, meaning)],
  integer: (flag, { meaning, min, max }) => [
    new Option(`${flag} <count>`, meaning).argParser((text) => integerBetween(min, max, text)),
  ],
  outcome: (flag, { meaning }) => [new Option(`${flag} <outcome>`, meaning).choices(SETTLED_AS)],
  moment: (flag, { meaning }) => [new Option(`${flag} <moment>`, meaning)],
  duration: (flag, { meaning }) => [new Option(`${flag} <duration>`, meaning)],
  schedule: (_flag, { meaning }) => [
    new Option('--date <date>', `${meaning}, for example 2026-12-10, or asap`),
    new Option('--time-zone <zone>', 'the IANA zone of date and times, for example America/New_York'),
    new Option('--time-range <range>', 'from when to when, for example 10:00-12:00').argParser(timeRange),
  ],
  patch: () => [
    new Option('--set <field=value>', 'give a field this text; may be repeated').argParser(repeated),
    new Option('--unset <field>', 'remove a field; may be repeated').argParser(repeated),
    new Option(
      '--pin <number=pin>',
      'the PIN of a number, or - to be asked for it; other users of this machine may see a PIN that is typed here; may be repeated',
    ).argParser(repeated),
  ],
  document: () => [],
};

function optionsOf([name, field]: [string, CommandField]): Option[] {
  const options = OPTIONS[field.kind] as (flag: string, field: CommandField) => Option[];
  return options(`--${toKebabCase(name)}`, field);
}

/** The values of a command's fields, from its options. */
function valuesOf(name: CommandName, fieldOptions: FieldOptions): FieldOptions {
  const entries = Object.entries(portCommand(name).fields).map(
    ([field, { kind }]) =>
      [field, kind === 'schedule' ? scheduleOf(fieldOptions) : fieldOptions[field]] as const,
  );
  return Object.fromEntries(entries);
}

function scheduleOf({ date, timeZone, timeRange: range }: FieldOptions): object | undefined {
  const schedule = {
    ...(date !== undefined && { date }),
    ...(timeZone !== undefined && { timeZone }),
    ...(range !== undefined && { timeRange: range }),
  };
  return Object.keys(schedule).length > 0 ? schedule : undefined;
}

/** The schema validates both times. */
function timeRange(text: string): { readonly start: string; readonly end: string } {
  const [start = '', ...rest] = text.split('-');
  return { start, end: rest.join('-') };
}

function repeated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** An empty key means that a variable of a script is not set; the command would not be safe to repeat. */
function notEmpty(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
}
