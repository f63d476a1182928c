import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request as post } from 'undici';
import type { SandboxRequest } from './http';
import { Sandbox, type SandboxOptions } from './sandbox';
import type { WebhookDelivery } from './webhooks';

/** The log of the server; a pino logger fits. Phone numbers are masked. */
export interface SandboxLogger {
  /** Logs a request or a webhook. */
  info(fields: object, message: string): void;
  /** Logs a webhook that could not be delivered. */
  warn(fields: object, message: string): void;
}

/**
 * The options of the server. With a `clock` of the caller, the caller runs due events; otherwise the server
 * does.
 */
export interface StartSandboxOptions extends Omit<SandboxOptions, 'onWebhook'> {
  /** Default: `127.0.0.1`. */
  readonly host?: string;
  /** Default: 9080; 0 takes any free port. */
  readonly port?: number;
  /** The log; default: none. */
  readonly logger?: SandboxLogger;
}

/** A running sandbox. */
export interface RunningSandbox {
  /** Without a trailing slash; a provider's base URL is `${url}/twilio`. */
  readonly url: string;
  /** The simulated providers behind the server, for inspection and control. */
  readonly sandbox: Sandbox;
  /** Stops at once: open connections are cut, webhooks in flight are dropped. */
  close(): Promise<void>;
}

/** Enough for a form with a document of 10 MB, and for a thousand numbers with PINs and addresses. */
const BODY_LIMIT_BYTES = 11 * 1024 * 1024;
/** How long a receiver may take to answer a webhook: Twilio's usual 15 seconds. */
const WEBHOOK_TIMEOUT_MS = 15_000;
/** The maximum delay of setTimeout. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** Starts the sandbox as an HTTP server with the real clock. It posts its webhooks. */
export async function startSandbox(options: StartSandboxOptions = {}): Promise<RunningSandbox> {
  const { host = '127.0.0.1', port = 9080, logger } = options;
  const sandbox = new Sandbox({ runId: runIdOf(Date.now()), ...options });
  const stopped = new AbortController();
  const stopPosting = postWebhooks(sandbox, logger);
  const stopPump = options.clock === undefined ? pump(sandbox) : undefined;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    if (body === undefined) {
      response.writeHead(413, { Connection: 'close' }).end();
      return;
    }
    const sandboxRequest = requestOf(request, body);
    const sandboxResponse = sandbox.handle(sandboxRequest);
    const { status, fault } = sandboxResponse;
    logger?.info(
      { method: sandboxRequest.method, path: masked(sandboxRequest.path), status, ...(fault && { fault }) },
      'request',
    );
    if (fault?.kind === 'delay') await sleep(fault.delayMs, undefined, { signal: stopped.signal });
    // The client sees a connection reset, as after a crash.
    if (fault?.kind === 'drop') request.socket.resetAndDestroy();
    else response.writeHead(status, { ...sandboxResponse.headers }).end(sandboxResponse.body);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      logger?.warn({ reason }, 'request not answered');
      request.socket.destroy();
    });
  });
  const close = async (): Promise<void> => {
    stopped.abort();
    stopPump?.();
    const closed = server.listening ? once(server, 'close') : Promise.resolve();
    server.close();
    server.closeAllConnections();
    await Promise.all([closed, stopPosting()]);
  };
  try {
    server.listen({ host, port });
    await once(server, 'listening');
  } catch (error) {
    await close();
    throw error;
  }
  const { port: actualPort } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${name}:${actualPort}`, sandbox, close };
}

/** Seconds since 1970, as eight hex digits. */
function runIdOf(now: number): string {
  return Math.floor(now / 1_000)
    .toString(16)
    .padStart(8, '0')
    .slice(-8);
}

/** Reads a body as text, which the simulated provider validates; undefined if it is too large. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Not destroyed, so that a client that sends too much can read the answer.
  const parts = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const chunk of parts) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) return undefined;
    chunks.push(chunk);
  }
  const isForm = request.headers['content-type']?.startsWith('multipart/') === true;
  return Buffer.concat(chunks).toString(isForm ? 'latin1' : 'utf8');
}

/** Of repeated query parameters only the last value counts. The path stays encoded. */
function requestOf({ method = 'GET', url = '/', headers }: IncomingMessage, body: string): SandboxRequest {
  const [path = '/', search = ''] = url.split(/\?(.*)/s, 2);
  return {
    method,
    path,
    query: Object.fromEntries(new URLSearchParams(search)),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body,
  };
}

function masked(path: string): string {
  return path.replace(/(\+|%2B)\d+(?=\d{4})/gi, '+…');
}

/** Runs due events with a timer for the next one. */
function pump(sandbox: Sandbox): () => void {
  let timer: NodeJS.Timeout | undefined;
  let timerAt: number | undefined;
  const arm = (): void => {
    const next = sandbox.nextEventAt();
    if (next === undefined || next === timerAt) return;
    clearTimeout(timer);
    timerAt = next;
    const wait = Math.min(Math.max(0, next - Date.now()), MAX_TIMER_MS);
    timer = setTimeout(() => {
      timerAt = undefined;
      sandbox.runDue();
      arm();
    }, wait);
  };
  sandbox.onScheduled = arm;
  return () => {
    sandbox.onScheduled = undefined;
    clearTimeout(timer);
  };
}

/** Posts each webhook and reports its status. */
function postWebhooks(sandbox: Sandbox, logger: SandboxLogger | undefined): () => Promise<void> {
  const agent = new Agent({
    connections: 32,
    headersTimeout: WEBHOOK_TIMEOUT_MS,
    connectTimeout: WEBHOOK_TIMEOUT_MS,
  });
  sandbox.onWebhook = async (delivery: WebhookDelivery): Promise<number | undefined> => {
    const { url, headers, body, event, orderRef, attempt } = delivery;
    try {
      const answer = await post(url, { dispatcher: agent, method: 'POST', headers, body });
      await answer.body.dump();
      logger?.info({ event, orderRef, attempt, status: answer.statusCode }, 'webhook');
      return answer.statusCode;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      logger?.warn({ event, orderRef, attempt, reason }, 'webhook not delivered');
      return undefined;
    }
  };
  return async () => {
    sandbox.onWebhook = undefined;
    await agent.destroy();
  };
}
