/** The entry point of `bin/portkeeper.js`: runs the command line with the real process. */
import type { Environment } from '../config/variables';
import type { CommandContext } from './command';
import { lazyModules } from './lazy-modules';
import { outputTo } from './output';
import { reportFailure, runCli } from './program';
import { watchStopSignals } from './shutdown';

async function main(): Promise<void> {
  // A reader may close our output early (`portkeeper list | head`). That is no error.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  }
  let stopped: AbortSignal | undefined;
  const context: CommandContext = {
    get env(): Environment {
      return lazyModules.variables().processEnvironment();
    },
    output: outputTo(process.stdout, process.stderr),
    input: process.stdin,
    /**
     * Installs the signal handlers on first access. A command that never reads it is ended by the signal
     * itself.
     */
    get stopped(): AbortSignal {
      return (stopped ??= watchStopSignals());
    },
    exitCode: 0,
  };
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      reportFailure(error, context);
      process.exit(1);
    });
  }
  const exitCode = await runCli(process.argv.slice(2), context, {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  });
  // Lingering connections would keep the process alive. Exit once the output is flushed.
  process.stdout.write('', () => process.stderr.write('', () => process.exit(exitCode)));
}

void main();
