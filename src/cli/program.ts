import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { packageRoot } from '../../tools/package-root';
import type { CommandContext } from './command-context';
import { defineAccounts } from './commands/accounts';
import { defineDev } from './commands/dev';
import { defineDoctor } from './commands/doctor';
import { defineList } from './commands/list';
import { definePortCommands } from './commands/port-commands';
import { defineProvider } from './commands/provider/provider';
import { defineReceiver } from './commands/receiver';
import { defineSandbox } from './commands/sandbox';
import { defineSchema } from './commands/schema';
import { defineSetup } from './commands/setup';
import { defineShow } from './commands/show';
import { defineStart } from './commands/start';
import { defineTimeline } from './commands/timeline';
import { defineWatch } from './commands/watch';
import { defineWebhookUrl } from './commands/webhook-url';
import { defineWorker } from './commands/worker';

/** The order of `portkeeper --help`: first what a new user wants, then daily use, then operation. */
const COMMANDS = [
  defineDev,
  defineStart,
  defineShow,
  defineTimeline,
  defineList,
  defineWatch,
  definePortCommands,
  defineAccounts,
  defineProvider,
  defineSchema,
  defineWorker,
  defineReceiver,
  defineSandbox,
  defineSetup,
  defineDoctor,
  defineWebhookUrl,
];

/**
 * The command line of `portkeeper`. Parsing throws a `CommanderError` where commander would end the process.
 *
 * @param args - what will be parsed; absent: every command is defined in full
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

/** Where commander prints help and complaints. */
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
