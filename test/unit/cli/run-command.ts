import type { CommandContext } from '../../../src/cli/command';
import { outputTo } from '../../../src/cli/output';
import { runCli } from '../../../src/cli/program';
import type { Environment } from '../../../src/config/variables';

/** What a command line came to. */
export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process. */
export async function runCommand(args: readonly string[], env: Environment = {}, input = ''): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const out = (text: string) => void (stdout += text);
  const err = (text: string) => void (stderr += text);
  const context: CommandContext = {
    env,
    output: outputTo({ write: out }, { write: err }),
    // eslint-disable-next-line @typescript-eslint/require-await -- a stream is asynchronous
    input: (async function* () {
      yield input;
    })(),
    stopped: new AbortController().signal,
    exitCode: 0,
  };
  const exitCode = await runCli(args, context, { out, err });
  return { exitCode, stdout, stderr };
}
