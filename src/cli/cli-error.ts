import type { ExitCode } from './command-context';

/** Stable codes of what only the CLI can find; causes and remedies are in docs/errors.md. */
export type CliErrorCode =
  'input_unreadable' | 'invalid_command' | 'invalid_request' | 'request_too_large' | 'usage' | 'demo_failed';

/** A command that cannot do what it was asked. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: CliErrorCode;
  readonly exitCode: ExitCode;

  /** @param message - what is wrong and what to do */
  constructor(code: CliErrorCode, message: string, exitCode: ExitCode, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.exitCode = exitCode;
  }
}
