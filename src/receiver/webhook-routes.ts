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

/** What the routes of webhooks are built from. */
export interface WebhookRouteOptions extends IntakeDependencies {
  readonly logger: ReceiverLogger;
  /** Counts what is answered; default: nothing does. */
  readonly metrics?: ReceiverMetrics | undefined;
}

export const BODY_LIMIT_BYTES = 256 * 1024;
/** Enough to find the ports of a webhook in a log line. */
const MAX_LOGGED_ORDERS = 10;
/** `/webhooks/{provider}/{account}/{token}` in its parts. */
const PATH_PARTS = 5;

interface WebhookPath {
  readonly provider: string;
  readonly account: string;
  /** The token. The router of the server limits how long a named part may be, but not this one. */
  readonly '*': string;
}

type WebhookRequest = FastifyRequest<{ Params: WebhookPath }>;

/**
 * `POST /webhooks/{provider}/{account}/{token}`, and GET where a provider sends that, on a server of its own or in a
 * scope of a user's server: parser, error handler and limits are those of the scope.
 */
export function webhookRoutes(app: FastifyInstance, options: WebhookRouteOptions): void {
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const code = codeOf(error);
    // Only the error's kind: its message may quote what came in.
    options.logger.warn({ code, error: error.code || error.name }, 'request refused');
    return send(reply, code);
  });
  // Signatures are computed over the bytes, so nothing may parse them first.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });

  const admissions = new WeakMap<WebhookRequest, Admitted>();
  app.route<{ Params: WebhookPath; Body: Buffer | undefined }>({
    method: ['GET', 'POST'],
    url: '/webhooks/:provider/:account/*',
    bodyLimit: BODY_LIMIT_BYTES,
    // A server that logs its requests writes URLs, and the URL of a webhook holds its token.
    logLevel: 'silent',
    // Before the first byte of the body is read: a sender without a token costs no memory.
    onRequest: (request, reply, done) => {
      const receivedAt = Date.now();
      const refusal = (code: AnswerCode): void => {
        if (hasMoreThanIsRead(request)) reply.header('connection', 'close');
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
      // What the body claims to be is judged after the signature, even if the claim itself is malformed.
      request.headers = { 'content-type': 'application/octet-stream' };
      done();
    },
    handler: async (request, reply) => {
      const admitted = admissions.get(request);
      if (admitted === undefined) throw new Error('A webhook came past its admission.');
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

/** Path and query as received, below the place where the plugin is registered: the public URL ends there. */
function targetOf({ raw, server }: WebhookRequest): string {
  return (raw.url ?? '').slice(server.prefix.length);
}

/** Node reads what is left of a refused body and forgets it; a large one, or one of unknown length, is not worth that. */
function hasMoreThanIsRead({ raw }: WebhookRequest): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = raw.headers;
  return encoding !== undefined || Number(length ?? 0) > BODY_LIMIT_BYTES;
}

/** Answers a webhook, and writes its line of the log. */
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
  // A name that is not configured is whatever stands in the URL.
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

/** A provider's check names the cause in words of its own. Should one ever quote what came in, it is not shown. */
function isShowable(message: string): boolean {
  return message !== '' && message.length <= 300 && !/\d{5}/.test(message);
}

/** @param cause - what is said instead of the table's message, where the cause is known better */
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

/** Temporal's client wraps the reason: "Failed to signal Workflow" says less than its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
