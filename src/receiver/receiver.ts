import fastify, { type FastifyInstance } from 'fastify';
import {
  answerBrokenRequest,
  answerExpectation,
  CONNECTION_TIMES,
  MAX_CONNECTIONS,
  serverOptions,
  type ConnectionTimes,
} from './connections';
import { healthRoutes, type HealthOptions } from './health-routes';
import { BODY_LIMIT_BYTES, send, webhookRoutes, type WebhookRouteOptions } from './webhook-routes';

/** The parts of a receiver. */
export interface ReceiverOptions extends WebhookRouteOptions, HealthOptions {
  /** Time-outs of senders; default: those in docs/operations.md. */
  readonly times?: Partial<ConnectionTimes>;
}

/**
 * Builds the HTTP server that takes the providers' webhooks. It does not listen yet.
 *
 * Fastify's own logging is off, because it writes URLs, and a webhook's URL contains its token. The receiver
 * writes one line for each webhook, without secrets or personal data.
 */
export function buildReceiver(options: ReceiverOptions): FastifyInstance {
  const app = fastify({
    ...serverOptions({ ...CONNECTION_TIMES, ...options.times }),
    bodyLimit: BODY_LIMIT_BYTES,
    // Webhooks on connections that are still open are stored and answered as usual.
    return503OnClosing: false,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (_error, _request, reply) => void send(reply, 'not_found'),
  });
  app.server.maxConnections = MAX_CONNECTIONS;
  app.server.on('checkExpectation', answerExpectation);
  app.addHook('onRequest', (request, reply, done) => {
    if (request.raw.httpVersion === '1.1' && request.raw.headers.host === undefined)
      void send(reply.header('connection', 'close'), 'malformed_request');
    else done();
  });
  app.setNotFoundHandler((_request, reply) => send(reply, 'not_found'));
  webhookRoutes(app, options);
  healthRoutes(app, options);
  return app;
}
