import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { documentReader } from '../../../../activities/port/documents/read-document';
import { readWorkerSettings } from '../../../../src/config/environment';
import { createHttpTransport, type HttpRequest } from '../../../../src/providers/http/transport';
import { accountDirectory } from '../../../../src/worker/worker';

/** What the proxy was asked for, and what it answers. */
let asked: string[] = [];
let refusal: string | undefined;
const sockets = new Set<Duplex>();
const provider = createServer((request, response) => response.end(`${String(request.method)} is answered`));
const proxy = createServer((_request, response) => response.writeHead(500).end('no tunnel')).on(
  'connect',
  (request, socket) => {
    asked.push(`${request.url ?? ''} ${request.headers['proxy-authorization'] ?? ''}`.trim());
    if (refusal !== undefined) return socket.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
    const upstream = connect((provider.address() as AddressInfo).port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    for (const each of [upstream, socket]) each.on('error', () => undefined);
    return sockets.add(upstream).add(socket);
  },
);
const urlOf = (server: Server) => `127.0.0.1:${String((server.address() as AddressInfo).port)}`;

beforeAll(async () => {
  for (const server of [provider, proxy])
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  asked = [];
  refusal = undefined;
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of [provider, proxy]) {
    server.closeAllConnections();
    server.close();
  }
});

const to = (url: string, method: HttpRequest['method'] = 'GET'): HttpRequest => ({
  method,
  url,
  headers: {},
  timeoutMs: 5_000,
});

test.each(['GET', 'POST'] as const)('a %s to a provider goes through the proxy', async (method) => {
  const send = createHttpTransport({ proxy: { httpProxy: `http://ada:secret@${urlOf(proxy)}` } });
  await expect(send(to('http://provider.test/path', method))).resolves.toMatchObject({
    status: 200,
    body: `${method} is answered`,
  });
  expect(asked).toEqual(['provider.test:80 Basic YWRhOnNlY3JldA==']);
});

test.each([
  ['this machine', '', (host: string) => `http://${host}/`],
  ['this machine, beside other hosts', 'a.test, b.test', (host: string) => `http://${host}/`],
  ['every host', '*', (host: string) => `http://${host}/`],
])('%s is asked directly (NO_PROXY=%s)', async (_what, noProxy, url) => {
  const send = createHttpTransport({ proxy: { httpProxy: `http://${urlOf(proxy)}`, noProxy } });
  await expect(send(to(url(urlOf(provider))))).resolves.toMatchObject({ status: 200 });
  expect(asked).toEqual([]);
});

test.each(['403 Forbidden', '407 Proxy Authentication Required', '502 Bad Gateway'])(
  'a proxy that answers %s has sent nothing',
  async (answer) => {
    refusal = answer;
    const send = createHttpTransport({ proxy: { httpsProxy: `http://ada:secret@${urlOf(proxy)}` } });
    await expect(send(to('https://provider.test/', 'POST'))).rejects.toMatchObject({
      failure: 'connection',
      outcome: 'unavailable',
      message: `The proxy opens no connection (HTTP ${answer.slice(0, 3)}).`,
    });
  },
);

test('a proxy that is down has sent nothing', async () => {
  const send = createHttpTransport({ proxy: { httpsProxy: 'http://127.0.0.1:1' } });
  await expect(send(to('https://provider.test/', 'POST'))).rejects.toMatchObject({
    outcome: 'unavailable',
    message: 'No connection: ECONNREFUSED.',
  });
});

describe('a worker with HTTPS_PROXY', () => {
  const settings = () =>
    readWorkerSettings({
      XDG_CONFIG_HOME: '/nonexistent',
      PORTKEEPER_ALLOW_PLAINTEXT: '1',
      TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
      TWILIO_AUTH_TOKEN: 'token',
      PORTKEEPER_DOCUMENT_ROOTS: 'https://docs.test',
      HTTPS_PROXY: `http://${urlOf(proxy)}`,
    });
  beforeEach(() => (refusal = '403 Forbidden'));

  test('asks its providers through it', async () => {
    const { accounts, proxy: used } = settings();
    const account = accountDirectory(accounts, { proxy: used }).find('twilio', 'default')!;
    await expect(account.provider.read([`KW${'0'.repeat(32)}`], { now: Date.now() })).rejects.toThrow(
      'The proxy opens no connection (HTTP 403).',
    );
    expect(asked).toEqual(['numbers.twilio.com:443']);
  });

  test('reads its documents through it', async () => {
    const { documentRoots, proxy: used } = settings();
    const read = documentReader(documentRoots, { proxy: used });
    await expect(read('https://docs.test/bill.pdf', { now: Date.now() })).rejects.toThrow(
      'the proxy opens no connection to its host (HTTP 403)',
    );
    expect(asked).toEqual(['docs.test:443']);
  });
});
