import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { payloadFromJson, payloadToJson, type PayloadJson } from '../encryption/payload-json';
import { unreadableToJson, UNREADABLE_HEADER } from '../encryption/unreadable-payload';
import type { Admission, Caller } from './caller';

/** The options of `buildCodecServer`. */
export interface CodecServerOptions {
  readonly codecs: readonly PayloadCodec[];
  /** The Web UIs that may read its answers. */
  readonly origins: readonly string[];
  readonly admit: Admission;
  readonly logger: CodecServerLogger;
}

/** The logger; pino's fits. A line has the caller and the number of payloads, never their content. */
export interface CodecServerLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** A page of the Web UI shows a whole history at once. */
const BODY_LIMIT_BYTES = 32 * 1_024 * 1_024;
const REQUEST_TIMEOUT_MS = 30_000;

/** The headers that the Web UI sends; a preflight request gets this list. */
const ALLOWED_HEADERS = 'Authorization, Authorization-Extras, Content-Type, X-Namespace';
const PREFLIGHT_MAX_AGE_SECONDS = '600';

const OPERATIONS = ['encode', 'decode'] as const;

/**
 * Builds the HTTP server that encrypts and decrypts for the Web UI and for command lines, with Temporal's interface:
 * `POST /encode` and `POST /decode`. It does not listen yet.
 *
 * It returns a payload that it cannot decrypt unchanged, so that the Web UI shows all others; a header has the reason.
 */
export function buildCodecServer({ codecs, origins, admit, logger }: CodecServerOptions): FastifyInstance {
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    exposeHeadRoutes: false,
  });
  const callers = new WeakMap<FastifyRequest, Caller>();

  // The origin is checked first, so that a foreign page does not learn whether its visitor would be admitted.
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (origin !== undefined) {
      if (!origins.includes(origin)) return refuse(reply, 403, 'origin_not_allowed', logger, request);
      allow(reply, origin);
    }
    if (request.method === 'OPTIONS') return reply.code(204).send();
    if (request.url === '/healthz') return undefined;
    const caller = await admit({
      headers: request.headers,
      remoteAddress: request.socket.remoteAddress,
    }).catch((error: unknown) => {
      logger.warn({ error: (error as Error).name }, 'a caller could not be checked');
      return 'unknown' as const;
    });
    if (caller === 'unknown') return refuse(reply, 503, 'try_again', logger, request);
    if (caller === undefined) return refuse(reply, 401, 'unauthorized', logger, request);
    callers.set(request, caller);
    return undefined;
  });

  // The message of an error may contain the body.
  app.setErrorHandler((error, _request, reply) => {
    const { statusCode = 500 } = error as { readonly statusCode?: number };
    return reply.code(statusCode).send({ code: statusCode < 500 ? 'malformed_request' : 'internal_error' });
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'not_found' }));

  app.get('/healthz', () => ({ status: 'ok' }));
  for (const operation of OPERATIONS) {
    app.post(`/${operation}`, async (request, reply) => {
      const payloads = payloadsOf(request.body);
      if (payloads === undefined) return reply.code(400).send({ code: 'malformed_request' });
      const { done, failure } = await applyCodecs(codecs, operation, payloads);
      const log = { operation, payloads: payloads.length, ...callers.get(request) };
      if (failure === undefined) logger.info(log, 'done');
      else logger.warn({ ...log, reason: failure.message }, 'not all payloads could be read');
      if (failure !== undefined && operation === 'encode') return reply.code(500).send(failure);
      if (failure !== undefined)
        void reply.header(UNREADABLE_HEADER, encodeURIComponent(JSON.stringify(failure)));
      return { payloads: done.map(payloadToJson) };
    });
  }
  return app;
}

function allow(reply: FastifyReply, origin: string): void {
  void reply.headers({
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': ALLOWED_HEADERS,
    'access-control-max-age': PREFLIGHT_MAX_AGE_SECONDS,
    vary: 'Origin',
  });
}

function refuse(
  reply: FastifyReply,
  status: number,
  code: string,
  logger: CodecServerLogger,
  { method, socket }: FastifyRequest,
): FastifyReply {
  logger.warn({ status, code, method, from: socket.remoteAddress }, 'refused');
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply.code(status).send({ code });
}

async function applyCodecs(
  codecs: readonly PayloadCodec[],
  operation: (typeof OPERATIONS)[number],
  payloads: readonly Payload[],
): Promise<{ done: Payload[]; failure: ReturnType<typeof unreadableToJson> | undefined }> {
  let failure: ReturnType<typeof unreadableToJson> | undefined;
  const order = operation === 'encode' ? codecs : [...codecs].reverse();
  const done = await Promise.all(
    payloads.map(async (payload) => {
      try {
        let current = [payload];
        for (const codec of order) current = await codec[operation](current);
        return current[0] ?? payload;
      } catch (error) {
        failure ??= unreadableToJson(error);
        return payload;
      }
    }),
  );
  return { done, failure };
}

function payloadsOf(body: unknown): Payload[] | undefined {
  const { payloads } = (body ?? {}) as { readonly payloads?: unknown };
  if (!Array.isArray(payloads) || !payloads.every(isPayload)) return undefined;
  return payloads.map(payloadFromJson);
}

function isPayload(value: unknown): value is PayloadJson {
  if (typeof value !== 'object' || value === null) return false;
  const { metadata = {}, data = '' } = value as { readonly metadata?: unknown; readonly data?: unknown };
  return (
    typeof data === 'string' &&
    typeof metadata === 'object' &&
    metadata !== null &&
    Object.values(metadata).every((entry) => typeof entry === 'string')
  );
}
