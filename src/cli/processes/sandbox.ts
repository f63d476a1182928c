import { readSandboxSettings } from './sandbox-settings';
import { startSandbox } from '../../sandbox/server';
import type { CommandContext, JsonOption } from '../command-context';
import { aborted } from '../stop-signals';
import { createLogger } from './logger';
import { sandboxVariables } from '../../config/sandbox-variables';

/** What `portkeeper sandbox` can be told. */
export interface SandboxCommandOptions extends JsonOption {
  readonly port: number;
  readonly host: string;
  readonly daySeconds?: number;
  readonly twilioWebhookUrl?: string;
}

/** Runs the sandbox until it is told to stop. */
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
