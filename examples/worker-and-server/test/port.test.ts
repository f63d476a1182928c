import { randomBytes } from 'node:crypto';
import { createServer as listen, type AddressInfo } from 'node:net';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, type Worker } from '@temporalio/worker';
import type { FastifyInstance } from 'fastify';
import { PORT_SEARCH_ATTRIBUTES, PortingClient } from 'portkeeper';
import { webhookUrlOf } from 'portkeeper/receiver';
import { sandboxVariables, startSandbox, type RunningSandbox } from 'portkeeper/sandbox';
import { encryption } from '../src/codec';
import { createServer } from '../src/server';
import { createWorkers } from '../src/workers';

/** The length of a provider-side day, in seconds. */
const DAY_SECONDS = 0.5;

const ended: string[] = [];
const calls: string[] = [];
const codec = encryption(randomBytes(32));
let temporal: TestWorkflowEnvironment;
let sandbox: RunningSandbox;
let server: FastifyInstance;
let url: string;
let workers: Worker[];
let running: Promise<unknown>;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('WARN') });
  // TEMPORAL_CLI names an installed `temporal`; without it the SDK downloads one.
  const executable = process.env['TEMPORAL_CLI'];
  temporal = await TestWorkflowEnvironment.createLocal({
    client: { dataConverter: { payloadCodecs: [codec] } },
    server: {
      searchAttributes: [...PORT_SEARCH_ATTRIBUTES],
      ...(executable !== undefined && { executable: { type: 'existing-path', path: executable } }),
    },
  });
  const port = await freePort();
  const webhooks = {
    WEBHOOK_PUBLIC_URL: `http://127.0.0.1:${port}/porting`,
    PORTKEEPER_WEBHOOK_SECRETS: `test:${randomBytes(32).toString('base64')}`,
  };
  sandbox = await startSandbox({
    port: 0,
    daySeconds: DAY_SECONDS,
    twilioWebhookUrl: webhookUrlOf('twilio', 'default', webhooks),
  });
  const env = { ...sandboxVariables(sandbox.url, DAY_SECONDS), ...webhooks };
  const porting = new PortingClient({ client: temporal.client, connection: temporal.connection });
  server = await createServer({ env, client: temporal.client, porting });
  url = await server.listen({ port });
  workers = await createWorkers({
    env,
    connection: temporal.nativeConnection,
    codec,
    ended: (type, id) => ended.push(`${type} ${id}`),
    called: (type) => calls.push(type),
  });
  running = Promise.all(workers.map((worker) => worker.run()));
}, 120_000);

afterAll(async () => {
  for (const worker of workers) worker.shutdown();
  await running;
  await server.close();
  await sandbox.close();
  await temporal.teardown();
}, 60_000);

test('a number is ported', async () => {
  const request = {
    requestId: 'acme-1',
    provider: 'twilio',
    numbers: [{ phoneNumber: '+12125550100', pin: '0042', accountNumber: '7' }],
    subscriber: {
      type: 'business',
      name: 'Acme LLC',
      authorizedPerson: { name: 'Ada Moss', email: 'ada@acme.example' },
      address: { street: '1 Main St', city: 'New York', region: 'NY', postalCode: '10001', country: 'US' },
    },
    documents: [{ type: 'utility_bill', providerId: `RD${'0'.repeat(32)}` }],
  };
  const started = await fetch(`${url}/ports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  expect(started.status).toBe(201);

  const workflow = temporal.client.workflow.getHandle('port:acme-1');
  expect(await workflow.result()).toMatchObject({
    phase: 'completed',
    numbers: [{ phoneNumber: '+12125550100', outcome: 'ported' }],
  });
  expect(await (await fetch(`${url}/ports/acme-1`)).json()).toMatchObject({ phase: 'completed' });

  // The company's features are active: Temporal cannot read the request, and the audit and the count saw the
  // port.
  const { events } = await workflow.fetchHistory();
  const [payload] = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  expect(Buffer.from(payload?.metadata?.['encoding'] ?? []).toString()).toBe('binary/encrypted');
  expect(ended).toContain('portRequest port:acme-1');
  expect(calls).toEqual(expect.arrayContaining(['prepare', 'checkPortability', 'submitOrder', 'readOrders']));
}, 60_000);

async function freePort(): Promise<number> {
  const probe = listen().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
