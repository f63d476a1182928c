import type { Client, Connection } from '@temporalio/client';
import { connectClient, temporalConfig, type TemporalConfig } from '../../temporal.config';
import { PortingClient } from '../client/porting-client';
import { encryptionUndecided } from '../config/encryption-undecided';
import type { Environment } from '../config/variables';
import { EncryptionCodec } from '../encryption/encryption-codec';

/** A person at a terminal should not wait longer to hear that nobody is there. */
const CONNECT_WITHIN_MS = 5_000;

/** An open connection to Temporal, and what commands do over it. */
export interface TemporalSession {
  readonly config: TemporalConfig;
  readonly client: Client;
  readonly connection: Connection;
  readonly porting: PortingClient;
}

/** What a command needs. */
export interface SessionOptions {
  /** It shows what can be known without keys. */
  readonly worksWithoutKeys?: true;
}

/** Names the key that an encrypted payload needs. */
const WITHOUT_KEYS = { payloadCodecs: [new EncryptionCodec([])] };

/**
 * Connects as the environment says, works, and closes the connection.
 *
 * @throws ConfigurationError, TemporalUnreachableError, and whatever the work throws
 */
export async function withTemporal<T>(
  env: Environment,
  work: (session: TemporalSession) => Promise<T>,
  { worksWithoutKeys }: SessionOptions = {},
): Promise<T> {
  const given = temporalConfig(env);
  if (given.dataConverter === undefined && worksWithoutKeys !== true) throw encryptionUndecided();
  const config = { ...given, dataConverter: given.dataConverter ?? WITHOUT_KEYS };
  const connectionOptions = { ...config.connectionOptions, connectTimeout: CONNECT_WITHIN_MS };
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
