import { Readable } from 'node:stream';
import type { Client } from '@temporalio/client';
import fastify, { type FastifyInstance } from 'fastify';
import { portingReceiver, type PortingReceiverOptions } from '../../../src/receiver/porting-receiver';
import { webhookUrlOf } from '../../../src/receiver/webhook-url';
import { sandboxVariables } from '../../../src/config/sandbox-variables';
import { signWebhookToken } from '../../../src/security/webhook-token';

const key = Buffer.from(Array.from({ length: 32 }, (_, at) => at * 7));
const env = {
  XDG_CONFIG_HOME: '/nonexistent',
  ...sandboxVariables('http://127.0.0.1:9080', 1),
  WEBHOOK_PUBLIC_URL: 'https://hooks.example.com/porting',
  PORTKEEPER_WEBHOOK_SECRETS: `k1:${key.toString('base64')}`,
  PORTKEEPER_ALLOW_PLAINTEXT: '1',
};
const BODY = new URLSearchParams({
  port_in_request_sid: `KW${'1'.repeat(32)}`,
  status: 'completed',
}).toString();

/** Temporal, in which no port holds any order: a token that names a port is told to it, else the account keeps the hint. */
function temporal() {
  const kept: { workflowId: string; taskQueue: string }[] = [];
  const told: string[] = [];
  const client = {
    options: { namespace: 'default', loadedDataConverter: { payloadCodecs: [] } },
    connection: {},
    workflow: {
      // eslint-disable-next-line @typescript-eslint/require-await -- nothing is listed
      list: async function* () {
        return;
      },
      getHandle: (workflowId: string) => ({ signal: () => Promise.resolve(void told.push(workflowId)) }),
      signalWithStart: (_type: string, options: { workflowId: string; taskQueue: string }) => {
        kept.push(options);
        return Promise.resolve();
      },
      withDeadline: (_deadline: number, call: () => Promise<unknown>) => call(),
    },
  } as unknown as Client;
  return { client, kept, told };
}

const servers: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function server(options: PortingReceiverOptions & { prefix?: string } = {}, lines: string[] = []) {
  const app = fastify({
    logger: { level: 'trace', stream: { write: (line: string) => void lines.push(line) } },
  });
  servers.push(app);
  app.get('/own', () => ({ mine: true }));
  app.post('/own', (request) => request.body);
  await app.register(portingReceiver, { env, ...options });
  await app.ready();
  return app;
}

const path = new URL(webhookUrlOf('twilio', 'default', env)).pathname;
const post = (app: FastifyInstance, url: string, payload = BODY) =>
  app.inject({
    method: 'POST',
    url,
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

test('webhooks are taken at the URL that is given to the provider', async () => {
  const { client, kept } = temporal();
  const app = await server({ client, prefix: '/porting' });
  expect(path).toMatch(/^\/porting\/webhooks\/twilio\/default\/k1\./);
  expect((await post(app, path)).statusCode).toBe(204);
  expect(kept).toMatchObject([{ workflowId: 'account:twilio:default', taskQueue: 'porting' }]);
});

test('a signature is checked over the public URL, in which the prefix stands once', async () => {
  const { client } = temporal();
  const app = await server({ client, prefix: '/porting' });
  const { createHmac } = await import('node:crypto');
  const text = [...new URLSearchParams(BODY)].sort().flat().join('');
  const url = `https://hooks.example.com${path}`;
  const signed = (value: string) =>
    app.inject({
      method: 'POST',
      url: path,
      payload: BODY,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': createHmac('sha1', 'sandbox-token')
          .update(value + text)
          .digest('base64'),
      },
    });
  expect((await signed(url)).statusCode).toBe(204);
  expect((await signed(url.replace('/porting', '/porting/porting'))).statusCode).toBe(403);
});

test('a token that names a port is taken, though the server limits what stands in a path', async () => {
  const { client, told } = temporal();
  const app = await server({ client });
  const subject = { provider: 'fone-dynamics', account: 'default', requestId: 'r'.repeat(100) };
  const token = signWebhookToken(subject, [{ id: 'k1', key }]);
  expect(token.length).toBeGreaterThan(app.initialConfig.maxParamLength ?? 100);
  const answer = await app.inject({
    method: 'POST',
    url: `/webhooks/fone-dynamics/default/${token}`,
    payload: '{}',
    headers: { 'content-type': 'application/json' },
  });
  expect(answer.statusCode).toBe(204);
  expect(told).toEqual([`port:${subject.requestId}`]);
});

test.each([
  ['another token', `${path}x`, 403, 'token_wrong'],
  ['a path behind the token', `${path}/more`, 404, 'not_found'],
  ['another account', path.replace('default', 'other'), 404, 'account_unknown'],
])('%s is refused in the form of all answers', async (_what, url, status, code) => {
  const { client } = temporal();
  const answer = await post(await server({ client, prefix: '/porting' }), url);
  expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
});

test('a body over the limit is refused, whatever the server itself takes', async () => {
  const { client } = temporal();
  const app = await server({ client, prefix: '/porting' });
  const body = 'x'.repeat(300_000);
  expect((await post(app, path, body)).statusCode).toBe(413);
  // Without a length in front, too.
  const payload = Readable.from([Buffer.from(body)]);
  expect((await app.inject({ method: 'POST', url: path, payload })).statusCode).toBe(413);
});

test('routes, parsers and errors of the server stay its own', async () => {
  const { client } = temporal();
  const app = await server({ client });
  expect((await app.inject('/own')).json()).toEqual({ mine: true });
  const own = await app.inject({ method: 'POST', url: '/own', payload: { a: 1 } });
  expect(own.json()).toEqual({ a: 1 });
  const broken = await app.inject({
    method: 'POST',
    url: '/own',
    payload: '{',
    headers: { 'content-type': 'application/json' },
  });
  expect(broken.json()).toMatchObject({ statusCode: 400, error: 'Bad Request' });
  expect((await app.inject('/healthz')).statusCode).toBe(404);
});

test('health routes are there when they are asked for', async () => {
  const { client } = temporal();
  const app = await server({ client, health: true, prefix: '/porting' });
  expect((await app.inject('/porting/healthz')).json()).toEqual({ status: 'alive' });
  expect((await app.inject('/porting/readyz')).json()).toMatchObject({ temporal: 'unreachable' });
});

test("the server's own log never shows a token, and has one line for each webhook", async () => {
  const { client } = temporal();
  const lines: string[] = [];
  const app = await server({ client, prefix: '/porting' }, lines);
  lines.length = 0;
  await post(app, path);
  const token = path.split('/').at(-1) ?? '';
  expect(lines.join('')).not.toContain(token.slice(3));
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ msg: 'webhook', code: 'kept', provider: 'twilio', status: 204 }),
  ]);
});

test('a plugin without its settings does not register, and says what is missing', async () => {
  const app = fastify();
  servers.push(app);
  await expect(app.register(portingReceiver, { env: {} }).ready()).rejects.toThrow(/WEBHOOK_PUBLIC_URL/);
});
