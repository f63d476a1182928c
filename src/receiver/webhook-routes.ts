import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerFor, type AnswerCode } from './answers';
import type { ReceiverLogger } from './receiver-logger';
import type { ReceiverMetrics } from './receiver-metrics';
import {
  accountKey,
  admitWebhook,
  takeWebhook,
  type Admission,
  type IntakeDependencies,
  type IntakeResult,
} from './webhook-intake';

/** The dependencies of the webhook routes. */
export interface WebhookRouteOptions extends IntakeDependencies {
  readonly logger: ReceiverLogger;
  /** Counts the answers; default: none. */
  readonly metrics?: ReceiverMetrics | undefined;
}

export const BODY_LIMIT_BYTES = 256 * 1024;
/** Enough to find the ports of a webhook from a log line. */
const MAX_LOGGED_ORDERS = 10;
/** The number of parts in `/webhooks/{provider}/{account}/{token}`. */
const PATH_PARTS = 5;

interface WebhookPath {
  readonly provider: string;
  readonly account: string;
  /** The token. The server's router limits the length of a named parameter, but not of this one. */
  readonly '*': string;
}

type WebhookRequest = FastifyRequest<{ Params: WebhookPath }>;

/**
 * Registers `POST /webhooks/{provider}/{account}/{token}`, and GET for providers that send it, on a server of
 * its own or in a scope of a user's server: parser, error handler and limits apply to the scope only.
 */
export function webhookRoutes(app: FastifyInstance, options: WebhookRouteOptions): void {
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const code = codeOf(error);
    // Only the error's kind: its message may quote the request.
    options.logger.warn({ code, error: error.code || error.name }, 'request refused');
    return send(reply, code);
  });
  // Signatures cover the raw bytes, so no parser may run first.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });

  const admissions = new WeakMap<WebhookRequest, Admitted>();
  app.route<{ Params: WebhookPath; Body: Buffer | undefined }>({
    method: ['GET', 'POST'],
    url: '/webhooks/:provider/:account/*',
    bodyLimit: BODY_LIMIT_BYTES,
    // A server that logs its requests writes URLs, and a webhook's URL contains its token.
    logLevel: 'silent',
    // Before the first byte of the body is read, so that a sender without a token costs no memory.
    onRequest: (request, reply, done) => {
      const receivedAt = Date.now();
      const refusal = (code: AnswerCode): void => {
        if (hasLargeRest(request)) reply.header('connection', 'close');
        void answer(request, reply, receivedAt, { code, orderRefs: [] }, options);
      };
      if (Number(request.raw.headers['content-length'] ?? 0) > BODY_LIMIT_BYTES) {
        refusal('body_too_large');
        return;
      }
      if (targetOf(request).split('?', 1)[0]?.split('/').length !== PATH_PARTS) {
        refusal('not_found');
        return;
      }
      const head = { ...request.params, token: request.params['*'], method: request.method };
      const admission = admitWebhook(head, options);
      if (!admission.ok) {
        refusal(admission.code);
        return;
      }
      admissions.set(request, { ...admission, receivedAt });
      // The content type is checked after the signature, so a malformed header must not fail earlier.
      request.headers = { 'content-type': 'application/octet-stream' };
      done();
    },
    handler: async (request, reply) => {
      const admitted = admissions.get(request);
      if (admitted === undefined) throw new Error('A webhook was handled without its admission.');
      const { receivedAt } = admitted;
      const result = await takeWebhook(
        {
          ...request.params,
          token: request.params['*'],
          method: request.method,
          target: targetOf(request),
          headers: request.raw.headers,
          body: request.body ?? Buffer.alloc(0),
          receivedAt,
        },
        admitted,
        options,
      );
      return answer(request, reply, receivedAt, result, options);
    },
  });
}

type Admitted = Extract<Admission, { ok: true }> & { readonly receivedAt: number };

/** Path and query as received, without the plugin's prefix, which is part of the public URL. */
function targetOf({ raw, server }: WebhookRequest): string {
  return (raw.url ?? '').slice(server.prefix.length);
}

/**
 * Node reads and discards the rest of a refused body. For a large body, or one of unknown length, the
 * connection is closed instead.
 */
function hasLargeRest({ raw }: WebhookRequest): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = raw.headers;
  return encoding !== undefined || Number(length ?? 0) > BODY_LIMIT_BYTES;
}

/** Answers a webhook and logs it. */
function answer(
  request: WebhookRequest,
  reply: FastifyReply,
  receivedAt: number,
  { code, message, orderRefs, error }: IntakeResult,
  { logger, metrics, accounts }: WebhookRouteOptions,
): FastifyReply {
  const { status } = answerFor(code);
  const { provider, account } = request.params;
  const isKnown = accounts.has(accountKey(provider, account));
  const milliseconds = Date.now() - receivedAt;
  const cause = message !== undefined && isShowable(message) ? message : undefined;
  // An unconfigured name is arbitrary text of the URL, so it is not logged.
  const known = isKnown ? { provider, account } : {};
  metrics?.count({ ...known, code, milliseconds });
  logger[status < 300 ? 'info' : status < 500 ? 'warn' : 'error'](
    {
      code,
      status,
      ...known,
      ...(orderRefs.length > MAX_LOGGED_ORDERS && { orderCount: orderRefs.length }),
      orders: orderRefs.slice(0, MAX_LOGGED_ORDERS),
      milliseconds,
      ...(cause !== undefined && { reason: cause }),
      ...(error !== undefined && { error: reasonOf(error) }),
    },
    'webhook',
  );
  return send(reply, code, cause);
}

/** A provider's check has its own message. One that might quote the request is not shown. */
function isShowable(message: string): boolean {
  return message !== '' && message.length <= 300 && !/\d{5}/.test(message);
}

/** @param cause - a more precise message than the table's */
export function send(reply: FastifyReply, code: AnswerCode, cause?: string): FastifyReply {
  const { status, message, retryAfterSeconds } = answerFor(code);
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
  return status === 204
    ? reply.code(status).send()
    : reply.code(status).send({ code, message: cause ?? message });
}

function codeOf(error: FastifyError): AnswerCode {
  if (error.statusCode === 413) return 'body_too_large';
  return error.statusCode !== undefined && error.statusCode < 500 ? 'unreadable' : 'internal_error';
}

/** Temporal's client wraps the reason: the cause says more than "Failed to signal Workflow". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
