import { createProgram, type ProgramStreams } from './program';
import type { CommandContext, ExitCode } from './command-context';
import { failureOf } from './failure';

/**
 * Runs one command line to its end. Never throws: every error ends here as one message and an exit code.
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

/** Says what went wrong, in one message. @returns how the process should end */
export function reportFailure(error: unknown, { env, output }: CommandContext): ExitCode {
  const isDebugging = ['debug', 'trace'].includes(env['LOG_LEVEL'] ?? '');
  const { exitCode, message } = failureOf(error, isDebugging);
  if (message !== undefined) output.note(message);
  return exitCode;
}
