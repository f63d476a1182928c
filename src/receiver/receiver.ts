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

/** What a receiver is built from. */
export interface ReceiverOptions extends WebhookRouteOptions, HealthOptions {
  /** How long senders may take; default: what docs/operations.md says. */
  readonly times?: Partial<ConnectionTimes>;
}

/**
 * The HTTP server that takes the providers' webhooks. It does not listen yet.
 *
 * Fastify's own logging is off, because it writes URLs, and the URL of a webhook holds its token: one line per
 * webhook is written here, with nothing in it that is secret or personal.
 */
export function buildReceiver(options: ReceiverOptions): FastifyInstance {
  const app = fastify({
    ...serverOptions({ ...CONNECTION_TIMES, ...options.times }),
    bodyLimit: BODY_LIMIT_BYTES,
    // Webhooks on connections that are still open are stored and answered as ever.
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
