import type { Client, Connection } from '@temporalio/client';
import { connectClient, temporalConfig, type TemporalConfig } from '../../temporal.config';
import { PortingClient } from '../client/porting-client';
import { encryptionUndecided } from '../config/encryption-undecided';
import type { Environment } from '../config/variables';
import { EncryptionCodec } from '../encryption/encryption-codec';

/** A person at a terminal should not wait longer to see that Temporal is unreachable. */
const CONNECT_TIMEOUT_MS = 5_000;

/** An open connection to Temporal with its clients. */
export interface TemporalSession {
  readonly config: TemporalConfig;
  readonly client: Client;
  readonly connection: Connection;
  readonly porting: PortingClient;
}

/** The options of a command for its session. */
export interface SessionOptions {
  /** Whether the command works without keys, and shows what it can read. */
  readonly worksWithoutKeys?: true;
}

/** Its error for an encrypted payload names the key. */
const WITHOUT_KEYS = { payloadCodecs: [new EncryptionCodec([])] };

/**
 * Connects with the settings of the environment, runs the work, and closes the connection.
 *
 * @throws ConfigurationError, TemporalUnreachableError, and any error of the work
 */
export async function withTemporal<T>(
  env: Environment,
  work: (session: TemporalSession) => Promise<T>,
  { worksWithoutKeys }: SessionOptions = {},
): Promise<T> {
  const settings = temporalConfig(env);
  if (settings.dataConverter === undefined && worksWithoutKeys !== true) throw encryptionUndecided();
  const config = { ...settings, dataConverter: settings.dataConverter ?? WITHOUT_KEYS };
  const connectionOptions = { ...config.connectionOptions, connectTimeout: CONNECT_TIMEOUT_MS };
  const { client, connection } = await connectClient({ ...config, connectionOptions });
  try {
    return await work({
      config,
      client,
      connection,
      porting: new PortingClient({ client, connection }, config.taskQueue),
    });
  } finally {
    await connection.close();
  }
}
