import { lazyClient, type TemporalConfig } from '../../temporal.config';
import type { ReceiverSettings } from '../config/environment';
import type { ProviderAccount } from '../providers/account';
import type { ProviderWebhooks } from '../providers/provider';
import { webhookUrl } from '../security/webhook-token';
import { TemporalPortDirectory } from './port-directory';
import { temporalReadiness } from './readiness';
import { buildReceiver } from './receiver';
import type { ReceiverLogger } from './receiver-logger';
import { accountKey } from './webhook-intake';

/** What a receiver process is started with. */
export interface StartReceiverOptions {
  readonly settings: ReceiverSettings;
  readonly temporal: TemporalConfig;
  /** How an account's webhooks are checked and read: `createWebhooks` of the provider registry. */
  readonly createWebhooks: (account: ProviderAccount) => ProviderWebhooks | undefined;
  readonly logger: ReceiverLogger;
}

/** A receiver that listens. */
export interface RunningReceiver {
  /** Where it listens, for example `http://127.0.0.1:8080`. */
  readonly address: string;
  /** Stops taking connections, lets webhooks in flight finish, and closes the connection to Temporal. */
  close(): Promise<void>;
}

/**
 * Starts the receiver. It starts without Temporal too, and then answers webhooks with 503 until Temporal is there:
 * the port is open and the reason is told, which a crash loop would not do.
 */
export async function startReceiver(options: StartReceiverOptions): Promise<RunningReceiver> {
  const { settings, temporal, createWebhooks, logger } = options;
  const { client, connection } = lazyClient(temporal);
  const accounts = settings.accounts.map(({ account }) => account);
  const heard = accounts.flatMap((account) => {
    const webhooks = createWebhooks(account);
    return webhooks === undefined ? [] : [{ account, webhooks }];
  });
  const app = buildReceiver({
    accounts: new Map(
      heard.map(({ account, webhooks }) => [accountKey(account.provider, account.name), webhooks]),
    ),
    webhookSecrets: settings.secrets,
    publicUrl: settings.publicUrl,
    directory: new TemporalPortDirectory(client.workflow, temporal.taskQueue),
    readiness: temporalReadiness(connection, temporal, accounts),
    logger,
  });
  app.addHook('onClose', () => connection.close());
  try {
    const address = await app.listen({ host: settings.host, port: settings.port });
    logger.info({ address }, 'receiver listens');
    for (const {
      account: { provider, name },
    } of heard) {
      // The one place where a token is written to the log: whoever operates the receiver has to give it to the provider.
      const url = webhookUrl({ ...settings, provider, account: name });
      logger.info({ provider, account: name, webhookUrl: url }, 'webhook URL to give to the provider');
    }
    return { address, close: () => app.close() };
  } catch (error) {
    await app.close();
    throw error;
  }
}
