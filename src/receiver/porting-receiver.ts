import type { Client } from '@temporalio/client';
import type { FastifyInstance } from 'fastify';
import { lazyClient, temporalConfig } from '../../temporal.config';
import { withOwnConverter } from '../config/encryption-settings';
import { readReceiverSettings } from '../config/environment';
import { processEnvironment, type Environment } from '../config/variables';
import { hasCodec } from '../encryption/data-converter';
import { healthRoutes } from './health-routes';
import type { ReceiverLogger } from './receiver-logger';
import { intakeOf, readinessOf } from './configured-accounts';
import { webhookRoutes } from './webhook-routes';

/** The options of the plugin. */
export interface PortingReceiverOptions {
  /**
   * The variables with accounts, webhook secrets, the public URL and the task queue (docs/operations.md);
   * `HOST` and `PORT` are ignored. Default: the environment of this process.
   */
  readonly env?: Environment;
  /**
   * Your Temporal client; its connection stays yours. Default: a client of the plugin's own, with the
   * settings of `TEMPORAL_ADDRESS` and the other variables, which connects with the first webhook and closes
   * with the server.
   */
  readonly client?: Client;
  /** Receives one line for each webhook, without secrets or personal data. Default: the server's logger. */
  readonly logger?: ReceiverLogger;
  /** Whether to add `GET /healthz` and `GET /readyz` below the plugin's prefix. Default: no. */
  readonly health?: boolean;
}

/**
 * A fastify plugin that takes the providers' webhooks on a server of yours, at
 * `/webhooks/{provider}/{account}/{token}` below the plugin's prefix. `WEBHOOK_PUBLIC_URL` is the URL of that
 * prefix as the providers see it.
 *
 * An answer of 2xx means that Temporal has stored the hint. Bodies are limited to 256 KiB. Connection
 * time-outs are those of your server: set a `requestTimeout`, 15 s for example, because others than providers
 * can connect.
 *
 * @example
 * ```ts
 * const app = fastify();
 * await app.register(portingReceiver, { prefix: '/porting', client });
 * ```
 *
 * @throws ConfigurationError, by rejecting `register`, naming everything that is missing or wrong
 */
// eslint-disable-next-line @typescript-eslint/require-await -- a plugin's error must be a rejection
export async function portingReceiver(
  app: FastifyInstance,
  options: PortingReceiverOptions = {},
): Promise<void> {
  const env = environmentOf(options);
  const settings = readReceiverSettings(env);
  const config = temporalConfig(env);
  const client = options.client ?? ownClient(app, config);
  const temporal = { namespace: client.options.namespace, taskQueue: config.taskQueue };
  const { logger = app.log } = options;
  webhookRoutes(app, { ...intakeOf(client, temporal, settings), logger });
  if (options.health === true)
    healthRoutes(app, { readiness: readinessOf(client, temporal, settings), showsAccounts: false });
}

function ownClient(app: FastifyInstance, config: ReturnType<typeof temporalConfig>): Client {
  const { client, connection } = lazyClient(config);
  app.addHook('onClose', () => connection.close());
  return client;
}

/** The user's client decides what Temporal may read: with a codec, or with none. */
function environmentOf({ env = processEnvironment(), client }: PortingReceiverOptions): Environment {
  return client === undefined ? env : withOwnConverter(env, hasCodec(client.options.loadedDataConverter));
}
