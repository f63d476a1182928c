import type { Command } from 'commander';
import type { Environment } from '../config/variables';
import type { Output } from './output';

/** What a command works with: a test gives its own. */
export interface CommandContext {
  readonly env: Environment;
  readonly output: Output;
  /** Standard input. */
  readonly input: AsyncIterable<string | Uint8Array>;
  /** Aborted when somebody asks the process to end. */
  readonly stopped: AbortSignal;
  /** How the process will end; a command that failed throws instead. */
  exitCode: ExitCode;
}

/** 0: accepted, found, done. 2: refused, or the input is wrong. 1: it failed. */
export type ExitCode = 0 | 1 | 2;

/** The options that every command has. */
export interface JsonOption {
  readonly json?: true;
}

/**
 * Adds one command to the program.
 *
 * @param args - the command line, where it is known: what it cannot reach need not be defined
 */
export type DefineCommand = (program: Command, context: CommandContext, args?: readonly string[]) => void;

/** What a command looks like from outside. */
export interface CommandText {
  /** Name and arguments, for example `show <id>`. */
  readonly usage: string;
  readonly summary: string;
  readonly examples: readonly [string, ...string[]];
  /** What `--json` changes. */
  readonly json?: string;
}

/** A command with `--json` and examples in its help, as every command has. */
export function addCommand(program: Command, { usage, summary, examples, json }: CommandText): Command {
  const command = program.command(usage);
  command.registeredArguments.find((argument) => argument.name() === 'id')?.argParser(requestIdOf);
  const title = examples.length === 1 ? 'Example' : 'Examples';
  return command
    .description(summary)
    .option('--json', json ?? 'print JSON')
    .addHelpText('after', [`\n${title}:`, ...examples.map((example) => `  $ ${example}`)].join('\n'));
}

/** The Web UI shows ports by their workflow ids, and a request id has no colon: so both name a port. */
function requestIdOf(id: string): string {
  return id.replace(/^port:/, '');
}
