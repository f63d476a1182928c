import { Problems } from '../../config/configuration-error';
import { readClientSettings, type LogSettings } from '../../config/environment';
import { positiveNumber, readVariable, type Environment } from '../../config/variables';
import { BUILT_IN_PROVIDERS } from '../../providers/registry';
import { startSandbox } from '../../sandbox/server';
import type { CommandContext, JsonOption } from '../command';
import { aborted } from '../shutdown';
import { createLogger } from './logger';

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

/** What the sandbox takes from the environment. */
interface SandboxSettings {
  readonly log: LogSettings;
  /** The scale that the worker has, unless an option says otherwise. */
  readonly daySeconds: number | undefined;
}

/** @throws ConfigurationError */
function readSandboxSettings(env: Environment): SandboxSettings {
  const { log } = readClientSettings(env);
  const problems = new Problems();
  const daySeconds = readVariable(env, 'PORTKEEPER_DAY_SECONDS', positiveNumber, problems);
  problems.throwIfAny();
  return { log, daySeconds };
}

/**
 * The settings with which a worker and a receiver use the sandbox for every provider (docs/sandbox.md).
 *
 * @param url - of the sandbox, without a slash at its end
 */
export function sandboxVariables(url: string, daySeconds?: number): Record<string, string> {
  const ofAccounts = [...BUILT_IN_PROVIDERS].flatMap(([name, { keys, sandbox }]) => {
    const entry = sandbox?.entry(`${url}/${name}`);
    return Object.entries(keys).flatMap(([path, { variable }]) => {
      const value = valueAt(entry, path);
      if (variable === undefined || value === undefined) return [];
      return [[variable, typeof value === 'string' ? value : JSON.stringify(value)]];
    });
  });
  return {
    ...(Object.fromEntries(ofAccounts) as Record<string, string>),
    ...(daySeconds !== undefined && { PORTKEEPER_DAY_SECONDS: String(daySeconds) }),
  };
}

function valueAt(entry: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], entry);
}
