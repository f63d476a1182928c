import type { FastifyInstance } from 'fastify';
import { lazyClient, type TemporalConfig } from '../../temporal.config';
import type { ReceiverSettings } from '../config/environment';
import { webhookUrl, withoutSecret } from '../security/webhook-token';
import { heardAccounts, intakeOf, readinessOf } from './configured-accounts';
import { buildReceiver } from './receiver';
import type { ReceiverLogger } from './receiver-logger';
import { ReceiverMetrics, serveMetrics } from './receiver-metrics';

/** What a receiver process is started with. */
export interface StartReceiverOptions {
  readonly settings: ReceiverSettings;
  readonly temporal: TemporalConfig;
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
  const { settings, temporal, logger } = options;
  const { client, connection } = lazyClient(temporal);
  const metrics = new ReceiverMetrics();
  const app = buildReceiver({
    ...intakeOf(client, temporal, settings),
    readiness: readinessOf(client, temporal, settings),
    showsAccounts: isLoopback(settings.host),
    logger,
    metrics,
  });
  app.addHook('onClose', () => connection.close());
  try {
    const address = await app.listen({ host: settings.host, port: settings.port });
    logger.info({ address }, 'receiver listens');
    for (const { provider, name } of heardAccounts(settings).map(({ account }) => account)) {
      // Logs are kept and read by many: `portkeeper webhook-url` prints the token to the one who asks for it.
      const url = withoutSecret(webhookUrl({ ...settings, provider, account: name }));
      logger.info({ provider, account: name, webhookUrl: url }, 'webhooks are taken at this URL');
    }
    await listenForMetrics(app, metrics, options);
    return { address, close: () => app.close() };
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** Its metrics are worth less than its webhooks: a receiver without them goes on, and says so. */
async function listenForMetrics(
  app: FastifyInstance,
  metrics: ReceiverMetrics,
  { settings: { metricsHost, metricsPort }, logger }: StartReceiverOptions,
): Promise<void> {
  if (metricsPort === undefined) return;
  try {
    const server = await serveMetrics(metrics, metricsHost, metricsPort);
    app.server.once('close', () => {
      server.close();
      server.closeAllConnections();
    });
    logger.info({ host: metricsHost, port: metricsPort }, 'metrics are served at /metrics');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    logger.error(
      { host: metricsHost, port: metricsPort, error: code },
      'metrics cannot be served; give each process on this machine a METRICS_PORT of its own',
    );
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
