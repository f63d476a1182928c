import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { packageRoot } from '../../tools/package-root';
import type { CommandContext, ExitCode } from './command';
import { defineAccounts } from './commands/accounts';
import { defineDeployment } from './commands/deployment';
import {
  defineDoctor,
  defineErase,
  defineSchema,
  defineSetup,
  defineWebhookUrl,
} from './commands/installation';
import { defineList } from './commands/list';
import { defineFind, defineRelease } from './commands/numbers';
import { definePortCommands } from './commands/port-commands';
import {
  defineCodecServer,
  defineDev,
  defineReceiver,
  defineSandbox,
  defineWorker,
} from './commands/processes';
import { defineProvider } from './commands/provider/provider';
import { defineShow, defineTimeline, defineWatch } from './commands/show';
import { defineStart } from './commands/start';
import { failureOf } from './failure';

/** The order of `portkeeper --help`: first steps, then daily use, then operation. */
const COMMANDS = [
  defineDev,
  defineStart,
  defineShow,
  defineTimeline,
  defineList,
  defineWatch,
  definePortCommands,
  defineFind,
  defineRelease,
  defineAccounts,
  defineProvider,
  defineSchema,
  defineWorker,
  defineReceiver,
  defineCodecServer,
  defineSandbox,
  defineSetup,
  defineDeployment,
  defineDoctor,
  defineWebhookUrl,
  defineErase,
];

/**
 * Creates the command line of `portkeeper`. Parsing throws a `CommanderError` where commander would end the
 * process.
 *
 * @param args - the command line that will be parsed; undefined: every command is defined in full
 */
export function createProgram(
  context: CommandContext,
  streams: ProgramStreams,
  args?: readonly string[],
): Command {
  const program = new Command('portkeeper')
    .description('Moves telephone numbers between carriers, durably.')
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .showHelpAfterError('(add --help for help)')
    .exitOverride()
    .configureOutput({ writeOut: streams.out, writeErr: streams.err })
    .addHelpText(
      'after',
      '\nExit codes: 0 done or accepted, 2 refused or wrong input, 1 failure.\nFirst steps: portkeeper dev',
    );
  for (const define of COMMANDS) define(program, context, args);
  return program;
}

/** Where commander prints help and errors. */
export interface ProgramStreams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

/**
 * Runs one command line to its end. It never throws: every error becomes one message and an exit code.
 *
 * @param args - without the names of node and the program
 */
export async function runCli(
  args: readonly string[],
  context: CommandContext,
  streams: ProgramStreams,
): Promise<ExitCode> {
  try {
    await createProgram(context, streams, args).parseAsync(args, { from: 'user' });
    return context.exitCode;
  } catch (error) {
    return reportFailure(error, context);
  }
}

/**
 * Prints an error in one message.
 *
 * @returns the exit code of the process
 */
export function reportFailure(error: unknown, { env, output }: CommandContext): ExitCode {
  const isDebugging = ['debug', 'trace'].includes(env['LOG_LEVEL'] ?? '');
  const { exitCode, message } = failureOf(error, isDebugging);
  if (message !== undefined) output.note(message);
  return exitCode;
}
