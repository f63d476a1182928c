import { InvalidArgumentError, type Command } from 'commander';
import type { JsonOption } from './command-context';
import { addCommand, type CommandText } from './define-command';

/** The options that every command to a running port has. */
export interface PortCommandOptions extends JsonOption {
  readonly by?: string;
  readonly wait?: true;
  readonly idempotencyKey?: string;
}

/** A command to a running port, with the options that all of them share. */
export function addPortCommand(program: Command, text: Omit<CommandText, 'json'>): Command {
  return addCommand(program, {
    ...text,
    json: 'print {accepted, refused, view}; when it is refused {code, message, accepted, refused}',
  })
    .option('--by <name>', 'who asks, for the timeline')
    .option('--wait', "then tell what happens until the port has ended; the exit code is the command's")
    .option(
      '--idempotency-key <key>',
      'the same key again is the same command: its first answer is given, whatever is asked',
      notEmpty,
    )
    .addHelpText('after', '\nExit codes: 0 accepted, wholly or in part; 2 refused; 1 failure.');
}

/** An empty key is a script whose variable is not set: the command would not be safe to repeat. */
function notEmpty(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
}
