/** What `bin/portkeeper.js` runs: the command line over the real process. */
import type { Environment } from '../config/variables';
import type { CommandContext } from './command';
import { lazyModules } from './lazy-modules';
import { outputTo } from './output';
import { reportFailure, runCli } from './program';
import { watchStopSignals } from './shutdown';

async function main(): Promise<void> {
  // Whoever reads our output may have seen enough (`portkeeper list | head`): no reason to complain.
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
    /** Watched for from the first look on: a command that does not ask for it is simply ended by a signal. */
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
  // Connections that linger would hold the process; its output must have left it before.
  process.stdout.write('', () => process.stderr.write('', () => process.exit(exitCode)));
}

void main();
