import type { Command } from 'commander';
import type { Environment } from '../config/variables';
import type { Output } from './output';

/** The environment and streams of one command; tests pass their own. */
export interface CommandContext {
  readonly env: Environment;
  readonly output: Output;
  /** Standard input. */
  readonly input: AsyncIterable<string | Uint8Array>;
  /** Aborted when the process is asked to stop. */
  readonly stopped: AbortSignal;
  /** The exit code of the process. A command that fails throws instead. */
  exitCode: ExitCode;
}

/** 0: accepted, found, done. 2: refused, or invalid input. 1: failure. */
export type ExitCode = 0 | 1 | 2;

/** The options that every command has. */
export interface JsonOption {
  readonly json?: true;
}

/**
 * Adds one command to the program.
 *
 * @param args - the command line, if known; a command that it cannot reach may stay undefined
 */
export type DefineCommand = (program: Command, context: CommandContext, args?: readonly string[]) => void;

/** The help texts of a command. */
export interface CommandText {
  /** Name and arguments, for example `show <id>`. */
  readonly usage: string;
  readonly summary: string;
  readonly examples: readonly [string, ...string[]];
  /** What `--json` changes. */
  readonly json?: string;
}

/** Adds a command with `--json` and with examples in its help. */
export function addCommand(program: Command, { usage, summary, examples, json }: CommandText): Command {
  const command = program.command(usage);
  command.registeredArguments.find((argument) => argument.name() === 'id')?.argParser(requestIdOf);
  const title = examples.length === 1 ? 'Example' : 'Examples';
  return command
    .description(summary)
    .option('--json', json ?? 'print JSON')
    .addHelpText('after', [`\n${title}:`, ...examples.map((example) => `  $ ${example}`)].join('\n'));
}

/**
 * The Web UI shows workflow ids, such as `port:acme-42`. A request id has no colon, so both forms name a
 * port.
 */
function requestIdOf(id: string): string {
  return id.replace(/^port:/, '');
}
