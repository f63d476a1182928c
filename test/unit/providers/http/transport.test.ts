import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MockAgent } from 'undici';
import {
  createHttpTransport,
  TransportError,
  type HttpRequest,
} from '../../../../src/providers/http/transport';

const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const get = (url: string, changes: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  timeoutMs: 5_000,
  ...changes,
});

async function failure(request: HttpRequest, send = createHttpTransport()): Promise<TransportError> {
  const outcome: unknown = await send(request).catch((error: unknown) => error);
  if (outcome instanceof TransportError) return outcome;
  throw new Error(`Expected a TransportError, got ${JSON.stringify(outcome)}`);
}

describe('the undici transport', () => {
  it('sends method, headers and body, and returns status, headers and body', async () => {
    const url = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        response.writeHead(202, { 'Twilio-Request-Id': 'RQ1', 'Set-Cookie': ['a=1', 'b=2'] });
        response.end([request.method, request.headers['x-test'], body].join(' '));
      });
    });
    const answer = await createHttpTransport()(
      get(url, { method: 'POST', headers: { 'x-test': 'yes' }, body: 'né' }),
    );
    expect(answer.status).toBe(202);
    expect(answer.body).toBe('POST yes né');
    expect(answer.headers).toMatchObject({ 'twilio-request-id': 'RQ1', 'set-cookie': 'a=1, b=2' });
  });

  it('takes every status for an answer', async () => {
    const url = await serve((_, response) => response.writeHead(503).end('later'));
    await expect(createHttpTransport()(get(url))).resolves.toMatchObject({ status: 503, body: 'later' });
  });

  it('gives what changes something a connection of its own, and lets reads share one', async () => {
    const reads = new Set<number | undefined>();
    const writes: (number | undefined)[] = [];
    const url = await serve((request, response) => {
      if (request.method === 'GET') reads.add(request.socket.remotePort);
      else writes.push(request.socket.remotePort);
      response.end();
    });
    const send = createHttpTransport();
    for (let i = 0; i < 6; i++) await send(get(url));
    for (let i = 0; i < 3; i++) await send(get(url, { method: 'POST', body: '{}' }));
    expect(reads.size).toBeLessThan(6);
    expect(new Set([...reads, ...writes]).size).toBe(reads.size + 3);
  });

  it('is certain that a refused connection sent nothing', async () => {
    const url = await serve(() => undefined);
    await new Promise((resolve) => servers.splice(0)[0]!.close(resolve));
    expect(await failure(get(url, { method: 'POST' }))).toMatchObject({
      failure: 'connection',
      outcome: 'unavailable',
    });
  });

  it.each([
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'UND_ERR_CONNECT_TIMEOUT',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
  ])('is certain that %s sent nothing', async (code) => {
    const error = Object.assign(new Error('no'), { code });
    expect(await failure(get('http://mock.example/', { method: 'POST' }), mocked(error))).toMatchObject({
      outcome: 'unavailable',
    });
  });

  it.each(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ETIMEDOUT', 'SOMETHING_NEW'])(
    'is not certain after %s',
    async (code) => {
      const error = Object.assign(new Error('no'), { code });
      expect(await failure(get('http://mock.example/', { method: 'POST' }), mocked(error))).toMatchObject({
        failure: 'connection',
        outcome: 'unknown',
      });
    },
  );

  it('is certain after several addresses only if all of them are', async () => {
    const refused = Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
    const timedOut = Object.assign(new Error('no'), { code: 'ETIMEDOUT', syscall: 'connect' });
    const reset = Object.assign(new Error('no'), { code: 'ECONNRESET' });
    const post = get('http://mock.example/', { method: 'POST' });
    const certain = await failure(post, mocked(new AggregateError([refused, timedOut])));
    const uncertain = await failure(post, mocked(new AggregateError([refused, reset])));
    expect([certain.outcome, uncertain.outcome]).toEqual(['unavailable', 'unknown']);
  });

  it('is not certain after a reset of a connection that was made', async () => {
    const url = await serve((request) => request.socket.resetAndDestroy());
    expect(await failure(get(url, { method: 'POST', body: '{}' }))).toMatchObject({
      failure: 'connection',
      outcome: 'unknown',
    });
  });

  it('is not certain after a body that breaks off', async () => {
    const url = await serve((request, response) => {
      response.writeHead(202, { 'content-length': '1000' });
      response.write('{"port_in', () => request.socket.destroy());
    });
    expect(await failure(get(url, { method: 'POST', body: '{}' }))).toMatchObject({
      failure: 'connection',
      outcome: 'unknown',
    });
  });

  it('times out when no answer comes', async () => {
    const url = await serve(() => undefined);
    expect(await failure(get(url, { timeoutMs: 50 }))).toMatchObject({
      failure: 'timeout',
      outcome: 'unknown',
    });
  });

  it('times out when the body only trickles', async () => {
    let trickle: NodeJS.Timeout | undefined;
    const url = await serve((_, response) => {
      response.writeHead(200);
      trickle = setInterval(() => response.write(' '), 10);
    });
    const error = await failure(get(url, { timeoutMs: 100 }));
    clearInterval(trickle);
    expect(error).toMatchObject({ failure: 'timeout', outcome: 'unknown' });
  });

  it('refuses an answer beyond the limit, even without a length', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200);
      response.write('x'.repeat(600));
      response.end('x'.repeat(600));
    });
    const limited = createHttpTransport({ maxResponseBytes: 1_000 });
    expect(await failure(get(url), limited)).toMatchObject({ failure: 'too_large', outcome: 'unknown' });
    await expect(createHttpTransport({ maxResponseBytes: 1_200 })(get(url))).resolves.toMatchObject({
      status: 200,
    });
  });

  it('stops when the caller no longer waits', async () => {
    const controller = new AbortController();
    const url = await serve(() => controller.abort());
    expect(await failure(get(url, { signal: controller.signal }))).toMatchObject({
      failure: 'aborted',
      outcome: 'unknown',
    });
    expect(await failure(get(url, { signal: controller.signal }))).toMatchObject({
      failure: 'aborted',
      outcome: 'unavailable',
    });
  });

  it('keeps addresses out of its messages', async () => {
    const error = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:443'), { code: 'ECONNREFUSED' });
    expect((await failure(get('http://mock.example/%2B12125550100'), mocked(error))).message).toBe(
      'No connection: ECONNREFUSED.',
    );
  });
});

/** A transport whose every request fails with an error. */
function mocked(error: Error) {
  const agent = new MockAgent();
  agent.disableNetConnect();
  agent
    .get('http://mock.example')
    .intercept({ path: () => true, method: () => true })
    .replyWithError(error);
  return createHttpTransport({ dispatcher: agent });
}
