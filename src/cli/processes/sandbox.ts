import { Problems } from '../../config/configuration-error';
import { readClientSettings, type LogSettings } from '../../config/environment';
import { sandboxVariables } from '../../config/sandbox-variables';
import { daySeconds, readVariable, type Environment } from '../../config/variables';
import { startSandbox } from '../../sandbox/server';
import type { CommandContext, JsonOption } from '../command';
import { aborted } from '../shutdown';
import { createLogger } from './logger';

/** The options of `portkeeper sandbox`. */
export interface SandboxCommandOptions extends JsonOption {
  readonly port: number;
  readonly host: string;
  readonly daySeconds?: number;
  readonly twilioWebhookUrl?: string;
}

/** Runs the sandbox until it is stopped. */
export async function runSandbox(
  { json, ...options }: SandboxCommandOptions,
  { env, output, stopped }: CommandContext,
): Promise<void> {
  const settings = readSandboxSettings(env);
  const daySeconds = options.daySeconds ?? settings.daySeconds;
  const logger = createLogger(settings.log);
  const sandbox = await startSandbox({ ...options, daySeconds, logger });

  const variables = sandboxVariables(sandbox.url, daySeconds);
  if (json)
    output.jsonLine({ ready: 'sandbox', url: sandbox.url, daySeconds: daySeconds ?? null, variables });
  else {
    const day = daySeconds === undefined ? 'a day lasts a day' : `a day lasts ${daySeconds} s`;
    output.line(`Sandbox ready: ${sandbox.url} (${day}). For the worker and the receiver:`);
    for (const [name, value] of Object.entries(variables)) output.line(`  export ${name}=${value}`);
  }

  await aborted(stopped);
  await sandbox.close();
}

/** The sandbox's settings in the environment. */
interface SandboxSettings {
  readonly log: LogSettings;
  /** The worker's setting; the option `--day-seconds` overrides it. */
  readonly daySeconds: number | undefined;
}

/** @throws ConfigurationError */
function readSandboxSettings(env: Environment): SandboxSettings {
  const { log } = readClientSettings(env);
  const problems = new Problems();
  const seconds = readVariable(env, 'PORTKEEPER_DAY_SECONDS', daySeconds, problems);
  problems.throwIfAny();
  return { log, daySeconds: seconds };
}
