import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { PortingClient } from '../../src/client/porting-client';
import type { PortRequestInput } from '../../src/contract/port-request-input';
import { freePort } from '../../tools/temporal-server';
import { connectClient, temporalConfig, type TemporalClient } from '../../temporal.config';
import { CHECKOUT_PROGRAM, CliProcess, type Variables } from '../support/cli-process';
import { devServer } from '../support/servers/dev-server';
import { eventually } from '../support/stack';
import { post, SimulatedCarrier } from './my-carrier/simulated-carrier';

/**
 * A provider that is not in this package: its module is named in the configuration file, and worker, receiver, doctor,
 * setup and the command line serve it. docs/write-a-provider.md walks through it.
 */
const account = `own-${String(process.pid)}`;
const carrier = new SimulatedCarrier('hush', 'signs-webhooks');
const folder = mkdtempSync(join(tmpdir(), 'portkeeper-my-carrier-'));
const processes: CliProcess[] = [];
let baseUrl: string;
/** What every process has: no secret of the carrier. */
let variables: Variables;
let porting: PortingClient;
let temporal: TemporalClient;
let webhookUrl: string;

beforeAll(async () => {
  const port = String(await freePort());
  const configuration = join(folder, 'portkeeper.json');
  baseUrl = await carrier.start();
  const entry = {
    provider: 'my-carrier',
    name: account,
    baseUrl,
    credentials: { token: '${MY_CARRIER_TOKEN}', webhookSecret: '${MY_CARRIER_WEBHOOK_SECRET}' },
  };
  const module = relative(folder, join(__dirname, 'my-carrier', 'descriptor.ts'));
  writeFileSync(configuration, JSON.stringify({ providers: [module], accounts: [entry] }));
  variables = {
    TEMPORAL_ADDRESS: devServer().address,
    PORTKEEPER_TASK_QUEUE: account,
    PORTKEEPER_CONFIG: configuration,
    PORTKEEPER_ALLOW_PLAINTEXT: '1',
    PORTKEEPER_WEBHOOK_SECRETS: `test:${Buffer.alloc(32, 'test').toString('base64')}`,
    WEBHOOK_PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: port,
  };
  const receiver = program(['receiver', '--json'], {
    ...variables,
    MY_CARRIER_WEBHOOK_SECRET: carrier.webhookSecret,
  });
  const worker = program(['worker', '--json'], withSecrets());
  processes.push(receiver, worker);
  const config = temporalConfig(variables);
  temporal = await connectClient(config);
  porting = new PortingClient(temporal, config.taskQueue);
  const [{ webhookUrls }, ready] = await Promise.all([
    receiver.ready<{ webhookUrls: { provider: string; account: string; url: string }[] }>(),
    worker.ready<{ accounts: string[] }>(),
  ]);
  expect(ready.accounts).toEqual([`my-carrier/${account}`]);
  expect(webhookUrls).toMatchObject([{ provider: 'my-carrier', account }]);
  const { stdout } = await program(['webhook-url', 'my-carrier', account, '--json'], variables).ended;
  webhookUrl = (JSON.parse(stdout) as { url: string }).url;
  // A log has the URL without its token.
  expect(webhookUrls[0]?.url).toBe(webhookUrl.replace(/\.[^./]*$/, '.…'));
});
afterAll(async () => {
  await Promise.all(processes.map((each) => each.end('SIGKILL')));
  await porting.close();
  await carrier.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The module of the carrier is TypeScript and imports this source, so these run the source too. */
const program = (args: readonly string[], env: Variables, input = '') =>
  new CliProcess(args, env, input, CHECKOUT_PROGRAM);
const portkeeper = (args: readonly string[], env: Variables, input = '') => program(args, env, input).ended;

const withSecrets = (): Variables => ({
  ...variables,
  MY_CARRIER_TOKEN: carrier.token,
  MY_CARRIER_WEBHOOK_SECRET: carrier.webhookSecret,
});

const request = (requestId: string, phoneNumber: string): PortRequestInput => ({
  requestId: `${requestId}-${account}`,
  provider: 'my-carrier',
  account,
  numbers: [{ phoneNumber }],
  subscriber: { accountNumber: 'A-991' },
});

const viewOf = (requestId: string) => porting.get(`${requestId}-${account}`).view();
const orderOf = (phoneNumber: string) =>
  eventually(
    () => Promise.resolve([...carrier.orders.values()].find(({ numbers }) => numbers.includes(phoneNumber))),
    (order) => order !== undefined,
  ).then((order) => order!.id);

test('a port goes from its draft to completed, and hears the carrier by webhooks', async () => {
  const input = request('moves', '+12125550100');
  // The command line knows the provider by the configuration file, without the secrets that it names.
  const started = await portkeeper(['start', '-', '--json'], variables, JSON.stringify(input));
  expect(started).toMatchObject({ code: 0, stderr: '' });
  const id = await orderOf('+12125550100');

  const isAt = (phase: string) =>
    eventually(
      () => viewOf('moves'),
      (view) => view.phase === phase,
    );
  const inTenDays = new Date(Date.now() + 10 * 86_400_000).toISOString();
  expect(await carrier.change(id, { status: 'confirmed', port_date: inTenDays }, webhookUrl)).toBe(204);
  const confirmed = await isAt('foc_confirmed');
  expect(confirmed).toMatchObject({
    provider: 'my-carrier',
    orders: [{ ref: id, status: 'confirmed' }],
    policy: { cancellationWindow: 'PT48H' },
    focAt: inTenDays,
  });

  expect(await carrier.change(id, { status: 'ported' }, webhookUrl)).toBe(204);
  const outcome = await porting.get(input.requestId).result();
  expect(outcome).toMatchObject({ phase: 'completed', numbers: [{ outcome: 'ported' }] });
  expect(carrier.orders.get(id)).toMatchObject({ reference: `${input.requestId}/1` });
  expect(carrier.requests.filter((one) => !one.startsWith('GET'))).toEqual([
    expect.stringMatching(/^PUT \/drafts\/moves-/),
    'POST /orders',
  ]);
});

test('a cancel goes to the carrier, and the port ends as canceled', async () => {
  const port = await porting.start(request('stays', '+12125550101'));
  const id = await orderOf('+12125550101');
  await eventually(
    () => port.view(),
    ({ orders }) => orders.length > 0,
  );
  expect(await portkeeper(['cancel', port.requestId], variables)).toMatchObject({ code: 0 });
  await eventually(
    () => Promise.resolve(carrier.orders.get(id)?.status),
    (status) => status === 'canceled',
  );
  expect(await carrier.change(id, {}, webhookUrl)).toBe(204);
  expect(await port.result()).toMatchObject({ phase: 'canceled' });
});

test('a request that lacks what the provider needs waits for it', async () => {
  const { subscriber: _, ...input } = request('lacks', '+12125550102');
  const port = await porting.start(input);
  const view = await eventually(
    () => port.view(),
    ({ attentions }) => attentions.length > 0,
  );
  expect(view).toMatchObject({ phase: 'draft', missing: [{ field: 'subscriber.accountNumber' }] });
  await port.abandon();
});

test('a webhook with a wrong signature is refused, and so is one without', async () => {
  const body = JSON.stringify({ order: 'MC-1' });
  const wrong = await post(webhookUrl, body, { 'x-my-carrier-signature': '00' });
  expect([wrong.status, (await post(webhookUrl, body)).status]).toEqual([403, 401]);
});

test('doctor, setup and the commands of providers serve it', async () => {
  const number = '+12125550100';
  const [doctor, setup, url, portability, unknown] = await Promise.all([
    portkeeper(['doctor', '--json'], withSecrets()),
    portkeeper(['setup', '--json'], withSecrets()),
    portkeeper(['webhook-url', 'my-carrier', account, '--json'], variables),
    portkeeper(['provider', 'my-carrier', 'portability', number, '--account', account, '--json'], variables),
    portkeeper(['provider', 'my-carrier', 'drafts'], variables),
  ]);
  expect(JSON.parse(doctor.stdout)).toContainEqual({
    check: `account my-carrier/${account}`,
    ok: true,
    message: `the provider at ${baseUrl} accepts its credentials`,
  });
  expect(JSON.parse(setup.stdout)).toMatchObject({ sweeps: [] });
  expect(JSON.parse(url.stdout)).toEqual({ provider: 'my-carrier', account, url: webhookUrl });
  expect(JSON.parse(portability.stdout)).toEqual([{ phoneNumber: number, portable: true }]);
  expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining("unknown command 'drafts'") });
});

test('doctor says when the carrier refuses the token', async () => {
  const { code, stdout } = await portkeeper(['doctor', '--json'], {
    ...withSecrets(),
    MY_CARRIER_TOKEN: 'wrong',
  });
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toContainEqual({
    check: `account my-carrier/${account}`,
    ok: false,
    message: expect.stringContaining('No such token'),
  });
});

test.each(['worker', 'receiver', 'doctor'])(
  '%s does not start with a module that is not there, and says what to do',
  async (command) => {
    const configuration = join(folder, 'broken.json');
    writeFileSync(
      configuration,
      JSON.stringify({ providers: ['./absent.js'], accounts: [{ provider: 'absent' }] }),
    );
    const { code, stdout, stderr } = await portkeeper([command], {
      ...variables,
      PORTKEEPER_CONFIG: configuration,
    });
    expect(code).toBe(1);
    expect(stdout + stderr).toContain(
      `providers[0]: names ./absent.js, and there is no such file; write its path relative to the configuration file`,
    );
  },
);
