import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { answerFor, type AnswerCode } from './answers';

/** How long a sender may take, milliseconds. Each is looked at once a second. */
export interface ConnectionTimes {
  /** For the request line and the header lines. */
  readonly headersMs: number;
  /** For the whole request, its body included. A sender that needs longer for 256 KiB only holds a connection. */
  readonly requestMs: number;
  /** Without any progress, for example because the sender does not read its answer. Longer than any webhook takes. */
  readonly stallMs: number;
  /** Between two requests: longer than proxies keep connections (60 s is common), so that they close first. */
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

/** How many connections are open at once; more are closed as they come. */
export const MAX_CONNECTIONS = 1_000;

/** The server's options for these times. Node swaps the two limits where that for headers is the longer one. */
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

/** How long a refused sender has to read its answer. */
const READ_WITHIN_MS = 1_000;

/** Answers a request that never became one, in the form of all answers, and closes its connection. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  // What is on its way to this sender already must not be followed by a second answer.
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
  setTimeout(() => socket.destroy(), READ_WITHIN_MS).unref();
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
