import { Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { Environment } from './processes';

const ANSWER_TIMEOUT_MS = 3_000;

/**
 * Checks whether the server of `TEMPORAL_ADDRESS` answers. TLS, API key and profile come from the
 * environment, as in every Temporal tool.
 *
 * @returns undefined, or why it does not answer
 */
export async function probeRunningServer(env: Environment): Promise<string | undefined> {
  try {
    const set = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const { connectionOptions } = loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(set) });
    await (await Connection.connect({ ...connectionOptions, connectTimeout: ANSWER_TIMEOUT_MS })).close();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
