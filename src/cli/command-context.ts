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
