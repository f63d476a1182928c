import { connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { CONNECTION_TIMES, MAX_CONNECTIONS, type ConnectionTimes } from '../../../src/receiver/connections';
import { receiver, token } from './receiver-under-test';

/** The real limits in a small, so that a test need not wait; that they are the documented ones is a test of its own. */
const TIMES = { headersMs: 300, requestMs: 600, stallMs: 900, keepAliveMs: 5_000, checkEveryMs: 50 };
const PATH = `/webhooks/twilio/default/${token()}`;

let under: ReturnType<typeof receiver>;
const sockets: Socket[] = [];
/** @param times - how long senders may take; default: the real limits */
async function listen(times: Partial<ConnectionTimes> = {}): Promise<void> {
  under = receiver({ times });
  await under.app.listen({ host: '127.0.0.1', port: 0 });
}
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await under.app.close();
});

/** A sender that writes byte by byte, or nothing, and remembers what it hears. */
function sender() {
  const { port } = under.app.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  let heard = '';
  socket.on('data', (data) => (heard += data.toString('latin1')));
  socket.on('error', () => undefined);
  // Not `once`: it fails with an error of the socket, and to be cut off may be one.
  const closed = new Promise<void>(
    (resolve) =>
      void socket.once('close', () => {
        resolve();
      }),
  );
  const timers: NodeJS.Timeout[] = [];
  socket.once('close', () => timers.forEach(clearInterval));
  return {
    socket,
    closed,
    heard: () => heard,
    trickle: (byte: string) => void timers.push(setInterval(() => socket.write(byte), 20)),
    json: () => JSON.parse(heard.slice(heard.indexOf('\r\n\r\n') + 4)) as { code: string; message: string },
  };
}

const head = (path: string, ...lines: string[]) =>
  `POST ${path} HTTP/1.1\r\nhost: hooks\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;

test('the limits are the documented ones, and Node does not swap them', async () => {
  await listen();
  const { app } = under;
  expect(CONNECTION_TIMES).toMatchObject({ headersMs: 10_000, requestMs: 15_000, stallMs: 30_000 });
  expect(app.server.headersTimeout).toBe(10_000);
  expect(app.server.requestTimeout).toBe(15_000);
  expect(app.server.timeout).toBe(30_000);
  expect(app.server.keepAliveTimeout).toBe(72_000);
  expect(app.server.maxConnections).toBe(MAX_CONNECTIONS);
});

test.each<[string, (from: ReturnType<typeof sender>) => void]>([
  ['sends nothing', () => undefined],
  [
    'sends its header lines byte by byte',
    ({ socket, trickle }) => {
      socket.write('POST / HTTP/1.1\r\nhost: ');
      trickle('x');
    },
  ],
])('a sender that %s is answered 408 and cut off', async (_, begin) => {
  await listen(TIMES);
  const from = sender();
  begin(from);
  await from.closed;
  expect(from.heard()).toMatch(/^HTTP\/1\.1 408 /);
  expect(from.json()).toEqual({ code: 'request_timeout', message: expect.any(String) });
});

test('a sender that sends its body byte by byte is cut off, however long it goes on', async () => {
  await listen(TIMES);
  const from = sender();
  from.socket.write(head(PATH, 'content-length: 100000'));
  from.trickle('x');
  await from.closed;
  expect(from.heard()).toMatch(/^HTTP\/1\.1 408 /);
  expect(under.verified).toEqual([]);
});

test('a sender that does not read its answers is cut off', async () => {
  await listen(TIMES);
  const from = sender();
  from.socket.pause();
  // So many answers that the buffers on the way are full, and the receiver reads no further.
  const requests = head('/nothing', 'content-length: 0').repeat(2_000);
  const write = () => {
    while (!from.socket.destroyed && from.socket.write(requests)) continue;
  };
  from.socket.on('drain', write);
  write();
  await new Promise<void>((resolve) => {
    const look = setInterval(() => {
      under.app.server.getConnections((_error, count) => {
        if (count > 0) return;
        clearInterval(look);
        resolve();
      });
    }, 50);
  });
});

test.each<[string, string, number, string]>([
  ['a wrong token', PATH.replace(/\.[^.]*$/, '.wrong'), 403, 'token_wrong'],
  ['an unknown account', PATH.replace('default', 'nobody'), 404, 'account_unknown'],
])('%s is answered before a byte of the body is sent', async (_, path, status, code) => {
  await listen();
  const from = sender();
  from.socket.write(head(path, 'content-length: 200000'));
  await once(from.socket, 'data');
  expect(from.heard()).toMatch(new RegExp(`^HTTP/1\\.1 ${String(status)} `));
  expect(from.json()).toMatchObject({ code });
});

test('a refused sender of a body without a length is not read to its end', async () => {
  await listen();
  const from = sender();
  from.socket.write(head('/webhooks/twilio/nobody/x', 'transfer-encoding: chunked'));
  await from.closed;
  expect(from.heard()).toMatch(/^HTTP\/1\.1 404 /);
  expect(from.heard()).toMatch(/connection: close/i);
});

test('a body that says it is too large is refused before it is sent, and its connection closed', async () => {
  await listen();
  const from = sender();
  from.socket.write(head(PATH, `content-length: ${String(256 * 1024 + 1)}`));
  await from.closed;
  expect(from.heard()).toMatch(/^HTTP\/1\.1 413 /);
  expect(from.json()).toMatchObject({ code: 'body_too_large' });
});

test.each<[string, string, number, string]>([
  ['two lengths', head(PATH, 'content-length: 1', 'content-length: 2'), 400, 'malformed_request'],
  [
    'a length and chunks',
    head(PATH, 'content-length: 1', 'transfer-encoding: chunked'),
    400,
    'malformed_request',
  ],
  ['no HTTP', 'hello\r\n\r\n', 400, 'malformed_request'],
  ['no host', `POST ${PATH} HTTP/1.1\r\n\r\n`, 400, 'malformed_request'],
  ['header lines of 20 KB', head(PATH, `x: ${'x'.repeat(20_000)}`), 431, 'headers_too_large'],
  ['another expectation', head(PATH, 'expect: cookies', 'content-length: 1'), 417, 'expectation_failed'],
])('%s: the answer has the form of all answers', async (_, request, status, code) => {
  await listen();
  const from = sender();
  from.socket.write(request);
  await from.closed;
  expect(from.heard()).toMatch(new RegExp(`^HTTP/1\\.1 ${String(status)} `));
  expect(from.json()).toEqual({ code, message: expect.any(String) });
});
