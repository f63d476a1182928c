import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import { answerFor, type AnswerCode } from './answers';
import { healthRoutes } from './health-routes';
import type { ReadinessProbe } from './readiness';
import type { ReceiverLogger } from './receiver-logger';
import { takeWebhook, type IntakeDependencies } from './webhook-intake';

/** What a receiver is built from. */
export interface ReceiverOptions extends IntakeDependencies {
  readonly readiness: ReadinessProbe;
  readonly logger: ReceiverLogger;
}

const BODY_LIMIT_BYTES = 256 * 1024;
/** A sender that needs longer for 256 KiB only holds a connection. */
const REQUEST_TIMEOUT_MS = 15_000;
/** A token that names a port outgrows the router's default of 100; the whole URL is bounded by Node. */
const LONGEST_PATH_PART = 16_384;
/** Enough to find the ports of a webhook in a log line. */
const MOST_LOGGED_ORDERS = 10;

interface WebhookPath {
  readonly provider: string;
  readonly account: string;
  readonly token: string;
}

/**
 * The HTTP server that takes the providers' webhooks. It does not listen yet.
 *
 * Fastify's own logging is off, because it writes URLs, and the URL of a webhook holds its token: one line per
 * webhook is written here, with nothing in it that is secret or personal.
 */
export function buildReceiver(options: ReceiverOptions): FastifyInstance {
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: LONGEST_PATH_PART },
    frameworkErrors: (_error, _request, reply) => void send(reply, 'not_found'),
  });
  app.setNotFoundHandler((_request, reply) => send(reply, 'not_found'));
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const code = codeOf(error);
    // Only the error's kind: its message may quote what came in.
    options.logger.warn({ code, error: error.code || error.name }, 'request refused');
    return send(reply, code);
  });
  webhookRoutes(app, options);
  healthRoutes(app, options.readiness);
  return app;
}

function webhookRoutes(app: FastifyInstance, options: ReceiverOptions): void {
  // Signatures are computed over the bytes, so nothing may parse them first.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });

  app.route<{ Params: WebhookPath; Body: Buffer | undefined }>({
    method: ['GET', 'POST'],
    url: '/webhooks/:provider/:account/:token',
    // What the body claims to be is judged after token and signature, even if the claim itself is malformed.
    onRequest: (request, _reply, done) => {
      request.headers = { 'content-type': 'application/octet-stream' };
      done();
    },
    handler: async (request, reply) => {
      const receivedAt = Date.now();
      const { code, orderRefs, error } = await takeWebhook(
        {
          ...request.params,
          method: request.method,
          target: request.raw.url ?? '',
          headers: request.raw.headers,
          body: request.body ?? Buffer.alloc(0),
          receivedAt,
        },
        options,
      );
      const { status } = answerFor(code);
      const { provider, account } = request.params;
      const isKnown = code !== 'account_unknown';
      options.logger[status < 300 ? 'info' : status < 500 ? 'warn' : 'error'](
        {
          code,
          status,
          // A name that is not configured is whatever somebody put into a URL.
          ...(isKnown && { provider, account }),
          orders: orderRefs.slice(0, MOST_LOGGED_ORDERS),
          milliseconds: Date.now() - receivedAt,
          ...(error !== undefined && { error: reasonOf(error) }),
        },
        'webhook',
      );
      return send(reply, code);
    },
  });
}

function send(reply: FastifyReply, code: AnswerCode): FastifyReply {
  const { status, message, retryAfterSeconds } = answerFor(code);
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
  return status === 204 ? reply.code(status).send() : reply.code(status).send({ code, message });
}

function codeOf(error: FastifyError): AnswerCode {
  if (error.statusCode === 413) return 'body_too_large';
  return error.statusCode !== undefined && error.statusCode < 500 ? 'unreadable' : 'internal_error';
}

/** Temporal's client wraps the reason: "Failed to signal Workflow" says less than its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
