import type { FastifyInstance } from 'fastify';
import { lazyClient, type TemporalConfig } from '../../temporal.config';
import type { ReceiverSettings } from '../config/environment';
import { isLoopback } from '../config/variables';
import { webhookUrl, withoutSecret } from '../security/webhook-token';
import { webhookAccounts, intakeOf, readinessOf } from './configured-accounts';
import { buildReceiver } from './receiver';
import type { ReceiverLogger } from './receiver-logger';
import { ReceiverMetrics, serveMetrics } from './receiver-metrics';

/** The settings of a receiver process. */
export interface StartReceiverOptions {
  readonly settings: ReceiverSettings;
  readonly temporal: TemporalConfig;
  readonly logger: ReceiverLogger;
}

/** A listening receiver. */
export interface RunningReceiver {
  /** The address it listens on, for example `http://127.0.0.1:8080`. */
  readonly address: string;
  /** Stops accepting connections, finishes webhooks in flight, and closes the connection to Temporal. */
  close(): Promise<void>;
}

/**
 * Starts the receiver. It also starts without Temporal, and answers webhooks with 503 until Temporal is
 * reachable: unlike in a crash loop, the port is open and the log shows the reason.
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
    for (const { provider, name } of webhookAccounts(settings).map(({ account }) => account)) {
      // Many people can read a log. Only `portkeeper webhook-url` prints the token.
      const url = withoutSecret(webhookUrl({ ...settings, provider, account: name }));
      logger.info({ provider, account: name, webhookUrl: url }, 'webhooks are accepted at this URL');
    }
    await listenForMetrics(app, metrics, options);
    return { address, close: () => app.close() };
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** Webhooks matter more than metrics: a receiver that cannot serve metrics logs it and continues. */
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
