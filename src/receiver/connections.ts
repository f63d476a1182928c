import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { answerFor, type AnswerCode } from './answers';

/** Time-outs of a sender, milliseconds. They are checked once a second. */
export interface ConnectionTimes {
  /** For the request line and the header lines. */
  readonly headersMs: number;
  /**
   * For the whole request with its body. A sender that needs longer for 256 KiB only occupies a connection.
   */
  readonly requestMs: number;
  /**
   * Without any progress, for example if the sender does not read its answer. Longer than any webhook takes.
   */
  readonly stallMs: number;
  /** Between two requests: longer than proxies keep connections (often 60 s), so that they close first. */
  readonly keepAliveMs: number;
  readonly checkEveryMs: number;
}

export const CONNECTION_TIMES: ConnectionTimes = {
  headersMs: 10_000,
  requestMs: 15_000,
  stallMs: 30_000,
  keepAliveMs: 72_000,
  checkEveryMs: 1_000,
};

/** The maximum number of open connections; more are closed on arrival. */
export const MAX_CONNECTIONS = 1_000;

/** The server's options for these time-outs. Node swaps the two limits if the one for headers is longer. */
export function serverOptions(times: ConnectionTimes) {
  return {
    requestTimeout: times.requestMs,
    connectionTimeout: times.stallMs,
    keepAliveTimeout: times.keepAliveMs,
    http: {
      headersTimeout: Math.min(times.headersMs, times.requestMs),
      connectionsCheckingInterval: times.checkEveryMs,
      // Node's own answer to a request without a host has no body; the receiver's has.
      requireHostHeader: false,
    },
  };
}

/** How long a refused sender may take to read its answer. */
const READ_TIMEOUT_MS = 1_000;

/** Answers a malformed request in the common format, and closes its connection. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  // If an answer is already being sent, a second one must not follow.
  const { _httpMessage: pending } = socket as Socket & { readonly _httpMessage?: ServerResponse | null };
  if (!socket.writable || pending?.headersSent === true) {
    socket.destroy();
    return;
  }
  const code = codeOf(error);
  const { status, message } = answerFor(code);
  const body = JSON.stringify({ code, message });
  socket.end(
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}\r\n` +
      'content-type: application/json; charset=utf-8\r\n' +
      `content-length: ${String(Buffer.byteLength(body))}\r\nconnection: close\r\n\r\n${body}`,
  );
  setTimeout(() => socket.destroy(), READ_TIMEOUT_MS).unref();
}

/** Answers an `Expect` header that is not `100-continue`. */
export function answerExpectation(_request: IncomingMessage, response: ServerResponse): void {
  const code = 'expectation_failed' satisfies AnswerCode;
  const { status, message } = answerFor(code);
  const body = JSON.stringify({ code, message });
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  });
  response.end(body);
}

function codeOf({ code }: NodeJS.ErrnoException): AnswerCode {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request_timeout';
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers_too_large';
  return code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW' ? 'body_too_large' : 'malformed_request';
}
