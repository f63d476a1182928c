import { request as send, type Dispatcher, type FormData } from 'undici';
import { createAgent, proxyRefusal, type ProxySettings } from './egress';

/** One HTTP request of a provider client. */
export interface HttpRequest {
  /** The HTTP method. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The whole URL. */
  readonly url: string;
  /** The request headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** The text of the body. */
  readonly body?: string | undefined;
  /** Sent as `multipart/form-data` instead of a body. */
  readonly form?: FormData | undefined;
  /** The time-out of the whole exchange, up to the last byte of the body. */
  readonly timeoutMs: number;
  /** Aborts the request. */
  readonly signal?: AbortSignal | undefined;
  /**
   * It must not be sent after this instant of the rate limit's clock: the caller would not wait for the
   * answer.
   */
  readonly leaveBy?: number | undefined;
}

/** The answer; header names are in lower case. */
export interface HttpResponse {
  /** The HTTP status. */
  readonly status: number;
  /** Repeated headers are joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** The text of the body. */
  readonly body: string;
}

/**
 * Sends one request once and never repeats it. Throws `TransportError` if there is no complete answer; every
 * HTTP status is an answer.
 */
export type HttpTransport = (request: HttpRequest) => Promise<HttpResponse>;

/** Why there is no complete answer. */
export type TransportFailure = 'connection' | 'timeout' | 'aborted' | 'too_large' | 'rate_limited';

/** There is no complete answer. `outcome` says what is certain about the request. */
export class TransportError extends Error {
  /** Always `TransportError`. */
  override readonly name = 'TransportError';
  /** How long to wait before a retry, in milliseconds, if known. */
  readonly retryAfterMs: number | undefined;

  /** By shape, not by class: a provider module may have loaded its own copy of this package. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    const { name, failure } = (value ?? {}) as { readonly name?: unknown; readonly failure?: unknown };
    return name === 'TransportError' && typeof failure === 'string';
  }

  constructor(
    /** What went wrong. */
    readonly failure: TransportFailure,
    /** `unavailable`: the request was certainly not sent. `unknown`: it may have arrived. */
    readonly outcome: 'unavailable' | 'unknown',
    message: string,
    options: ErrorOptions & { readonly retryAfterMs?: number } = {},
  ) {
    super(message, options);
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Settings of the undici transport. */
export interface UndiciTransportOptions {
  /** The proxies of our own agents. */
  readonly proxy?: ProxySettings | undefined;
  /** Replaces our own agents for all requests, for example a `MockAgent` in tests. */
  readonly dispatcher?: Dispatcher;
  /**
   * The maximum size of an answer, in bytes; default 8 MiB (a Twilio order of 1,000 numbers has under 1 MiB).
   */
  readonly maxResponseBytes?: number;
}

const EIGHT_MIB = 8 * 1024 * 1024;

/** Shorter than any exchange's time-out, so that a failed connection is distinguished from a late answer. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Creates a transport over undici. */
export function createHttpTransport(options: UndiciTransportOptions = {}): HttpTransport {
  const maxBytes = options.maxResponseBytes ?? EIGHT_MIB;
  const { dispatcher, proxy = {} } = options;
  const reading = dispatcher ?? createAgent(proxy, { connectTimeoutMs: CONNECT_TIMEOUT_MS });
  // The other side may close an idle connection just as a request is written to it; then it is unknown
  // whether a create arrived. So a request that changes something uses a new connection.
  const writing = dispatcher ?? createAgent(proxy, { connectTimeoutMs: CONNECT_TIMEOUT_MS, pipelining: 0 });

  return async (request) => {
    if (request.signal?.aborted) {
      throw new TransportError('aborted', 'unavailable', 'Stopped before it was sent.');
    }
    const timeout = AbortSignal.timeout(request.timeoutMs);
    const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
    try {
      const response = await send(request.url, {
        dispatcher: request.method === 'GET' ? reading : writing,
        method: request.method,
        headers: request.headers,
        body: request.form ?? request.body ?? null,
        signal,
      });
      const body = await readBody(response.body, maxBytes);
      return { status: response.statusCode, headers: flatten(response.headers), body };
    } catch (error) {
      if (error instanceof TransportError) throw error;
      const refusedWith = proxyRefusal(error);
      if (refusedWith !== undefined) {
        const message = `The proxy opens no connection (HTTP ${String(refusedWith)}).`;
        throw new TransportError('connection', 'unavailable', message, { cause: error });
      }
      if (hasNeverLeft(error)) {
        throw new TransportError('connection', 'unavailable', `No connection: ${codeOf(error)}.`, {
          cause: error,
        });
      }
      if (timeout.aborted) {
        const message = `No complete answer within ${request.timeoutMs} ms.`;
        throw new TransportError('timeout', 'unknown', message, { cause: error });
      }
      if (signal.aborted)
        throw new TransportError('aborted', 'unknown', 'Stopped while it ran.', { cause: error });
      const message = `The connection broke: ${codeOf(error)}.`;
      throw new TransportError('connection', 'unknown', message, { cause: error });
    }
  };
}

async function readBody(
  stream: AsyncIterable<Buffer> & { destroy(): unknown },
  maxBytes: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maxBytes) {
      stream.destroy();
      throw new TransportError('too_large', 'unknown', `The answer is larger than ${maxBytes} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

/** System calls before the first byte of a request. */
const SYSCALLS_BEFORE_SENDING: ReadonlySet<string> = new Set(['connect', 'getaddrinfo']);

/** Errors that cannot occur after the TLS handshake. Any other error counts as "may have arrived". */
const CODES_BEFORE_SENDING: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_INVALID_ARG',
  'ERR_INVALID_URL',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_TLS_HANDSHAKE_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

function hasNeverLeft(error: unknown): boolean {
  const { errors, syscall } = detailsOf(error);
  // Several addresses were tried and all failed (happy eyeballs): each failure must be certain.
  if (errors !== undefined && errors.length > 0) return errors.every(hasNeverLeft);
  return (
    CODES_BEFORE_SENDING.has(codeOf(error)) || (syscall !== undefined && SYSCALLS_BEFORE_SENDING.has(syscall))
  );
}

/** The code of a network error, which is safe to show: its message can contain addresses. */
function codeOf(error: unknown): string {
  const { code, name } = detailsOf(error);
  return code ?? name ?? 'unknown';
}

interface NetworkErrorDetails {
  readonly code?: string;
  readonly name?: string;
  readonly syscall?: string;
  readonly errors?: readonly unknown[];
}

/** Reads the properties of Node's and undici's errors. Not by `instanceof`, which fails for another realm. */
function detailsOf(error: unknown): NetworkErrorDetails {
  return typeof error === 'object' && error !== null ? error : {};
}
