import { Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { Environment } from './processes';

const ANSWER_WITHIN_MS = 3_000;

/**
 * Whether the server of `TEMPORAL_ADDRESS` answers. TLS, API key and profile are taken from the environment, as
 * every Temporal tool does.
 *
 * @returns undefined, or why it does not.
 */
export async function askRunningServer(env: Environment): Promise<string | undefined> {
  try {
    const set = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const { connectionOptions } = loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(set) });
    await (await Connection.connect({ ...connectionOptions, connectTimeout: ANSWER_WITHIN_MS })).close();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
