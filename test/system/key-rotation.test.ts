import { Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { PortingClient } from '../../src/client/porting-client';
import type { PortHandle } from '../../src/client/port-handle';
import { keyIdOf } from '../../src/encryption/encryption-codec';
import { temporalConfig } from '../../temporal.config';
import { testNumber, twilioRequest } from '../scenarios/request';
import { CliProcess, portkeeper, type Finished } from '../support/cli-process';
import { startProcesses, type ProcessStack } from '../support/process-stack';

/** A key is replaced while ports run, and processes with the old and the new keys run side by side. */
const PORTS = 20;
/** The ports of which a worker without the old key receives tasks. */
const PORTS_IN_DANGER = 4;
const PATIENCE_MS = 300_000;

const [K1, K2] = ['k1', 'k2'].map(
  (id) => `${id}:${Buffer.alloc(32, `the key ${id}`).toString('base64')}`,
) as [string, string];

let stack: ProcessStack;
const others: CliProcess[] = [];
const clients: PortingClient[] = [];

beforeAll(async () => {
  stack = await startProcesses('rotation', 1, { settings: { PORTKEEPER_ENCRYPTION_KEYS: K1 } });
}, PATIENCE_MS);
afterAll(async () => {
  await Promise.all([...others.map((each) => each.end('SIGKILL')), ...clients.map((each) => each.close())]);
  await stack.stop();
});

test(
  'a rotation disturbs no port: 20 are under way, and all complete with one order each',
  async () => {
    const before = await clientWith(K1);
    const ports = await startPorts(before, 0, 7);

    // First all processes receive the new key, one after the other; it encrypts nothing yet.
    const knowing = await workerWith(`${K1},${K2}`);
    ports.push(...(await startPorts(before, 7, 10)));
    await stack.worker.end();
    await replaceReceiver(`${K1},${K2}`);

    // Then it becomes the first, one after the other.
    stack.worker = await workerWith(`${K2},${K1}`);
    ports.push(...(await startPorts(await clientWith(`${K1},${K2}`), 10, 13)));
    await replaceReceiver(`${K2},${K1}`);
    const after = await clientWith(`${K2},${K1}`);
    ports.push(...(await startPorts(after, 13, 17)));
    await knowing.end();
    ports.push(...(await startPorts(after, 17, PORTS)));

    const outcomes = await Promise.all(ports.map(({ requestId }) => after.get(requestId).result()));
    expect(outcomes.map(({ phase }) => phase)).toEqual(Array.from({ length: PORTS }, () => 'completed'));
    for (const number of numbersOf(0, PORTS)) expect(await stack.control.ordersFor(number)).toHaveLength(1);
    const keys = await Promise.all(ports.map(async (port) => (await keysIn(port)).join('+')));
    // A port that ends before the rotation has the old key only: on a slow machine.
    expect(['k1', 'k1+k2', 'k2']).toEqual(expect.arrayContaining(keys));
    expect(keys).toEqual(expect.arrayContaining(['k1+k2', 'k2']));

    // The same request again is the same port, with any key for its fingerprint.
    const [again] = await startPorts(after, 0, 1);
    expect(again?.requestId).toBe(ports[0]?.requestId);
  },
  PATIENCE_MS,
);

test('a process without a key names it, and does not mistake a port for another', async () => {
  const first = requestIdOf(0);
  const request = JSON.stringify(requestFor(0));
  for (const [settings, code] of [
    [{ PORTKEEPER_ENCRYPTION_KEYS: K2 }, 'encryption_key_missing: The encryption key k1 is missing'],
    [{ PORTKEEPER_ALLOW_PLAINTEXT: '1' }, 'encryption_key_missing: The encryption key k1 is missing'],
    [{}, 'configuration_invalid: .*\\n.*PORTKEEPER_ALLOW_PLAINTEXT: is not set, and no key either'],
  ] as const) {
    const refused = await cli(['start', '-'], settings, request);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(new RegExp(code));
  }
  const shown = await cli(['show', first], { PORTKEEPER_ALLOW_PLAINTEXT: '1' });
  expect(shown).toMatchObject({ code: 1, stdout: '' });
  expect(shown.stderr).toMatch(/encryption_key_missing: The encryption key k[12] is missing/);
});

test('list, accounts and doctor need no keys', async () => {
  const listed = await cli(['list', '--json'], {});
  const ports = (JSON.parse(listed.stdout) as { requestId: string; phase: string }[]).filter(
    ({ requestId }) => requestId.startsWith(stack.account),
  );
  expect(ports.map(({ phase }) => phase)).toEqual(Array.from({ length: PORTS }, () => 'completed'));
  expect(await cli(['accounts'], {})).toMatchObject({ code: 0 });
  const { stdout } = await cli(['doctor', '--json'], {});
  const findings = JSON.parse(stdout) as { check: string; ok: boolean; message: string }[];
  expect(findings.find(({ check }) => check === 'encryption')).toMatchObject({ ok: true });
  expect(findings.find(({ check }) => check === 'payloads')?.message).toMatch(
    /\d+ runs with key k1, \d+ runs with key k2.*this process lacks key k1, k2/,
  );
});

test(
  'a worker that was given the new key alone loses no port and sends nothing twice',
  async () => {
    const porting = await clientWith(`${K1},${K2}`);
    const lacking = await workerWith(K2);
    const ports = await startPorts(porting, PORTS, PORTS + PORTS_IN_DANGER);
    await Promise.all(ports.map((port) => port.result()));
    await lacking.end();
    for (const number of numbersOf(PORTS, PORTS + PORTS_IN_DANGER))
      expect(await stack.control.ordersFor(number)).toHaveLength(1);
    for (const port of ports) {
      const { attempts } = await port.view();
      expect(attempts.filter(({ result }) => result === 'unknown')).toEqual([]);
    }
  },
  PATIENCE_MS,
);

async function workerWith(keys: string): Promise<CliProcess> {
  const worker = new CliProcess(['worker', '--json'], {
    ...stack.variables,
    PORTKEEPER_ENCRYPTION_KEYS: keys,
  });
  others.push(worker);
  await worker.ready();
  return worker;
}

/** The provider repeats webhooks that arrive meanwhile. */
async function replaceReceiver(keys: string): Promise<void> {
  await others.find((each) => each === receiver)?.end();
  if (receiver === undefined) await stack.receiver.end();
  receiver = new CliProcess(['receiver', '--json'], { ...stack.variables, PORTKEEPER_ENCRYPTION_KEYS: keys });
  others.push(receiver);
  await receiver.ready();
}
let receiver: CliProcess | undefined;

async function clientWith(keys: string): Promise<PortingClient> {
  const client = await PortingClient.connect(
    temporalConfig({ ...stack.variables, PORTKEEPER_ENCRYPTION_KEYS: keys }),
  );
  clients.push(client);
  return client;
}

function cli(args: string[], encryption: Readonly<Record<string, string>>, input = ''): Promise<Finished> {
  const { PORTKEEPER_ENCRYPTION_KEYS: _, ...variables } = stack.variables;
  return portkeeper(args, { ...variables, ...encryption }, input);
}

const requestIdOf = (index: number) => `${stack.account}-${String(index)}`;

function numbersOf(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, at) => {
    const line = from + at;
    // Numbers that end in 9 are mobile numbers, which need a PIN.
    return testNumber('00', `${String(Math.floor(line / 9))}${String(line % 9)}`);
  });
}

function requestFor(index: number) {
  const [phoneNumber = ''] = numbersOf(index, index + 1);
  return {
    ...twilioRequest({ requestId: requestIdOf(index), numbers: [{ phoneNumber }] }),
    account: stack.account,
  };
}

function startPorts(porting: PortingClient, from: number, to: number): Promise<PortHandle[]> {
  return Promise.all(Array.from({ length: to - from }, (_, at) => porting.start(requestFor(from + at))));
}

/** The keys with which a port's history was encrypted. */
async function keysIn({ workflowId }: PortHandle): Promise<string[]> {
  const connection = await Connection.connect({ address: stack.variables['TEMPORAL_ADDRESS']! });
  try {
    const { history } = await connection.workflowService.getWorkflowExecutionHistory({
      namespace: 'default',
      execution: { workflowId },
    });
    const ids = new Set<string>();
    for (const event of history?.events ?? [])
      collectKeys(temporal.api.history.v1.HistoryEvent.fromObject(event), ids);
    return [...ids].sort();
  } finally {
    await connection.close();
  }
}

function collectKeys(value: unknown, ids: Set<string>): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  if ('metadata' in value && 'data' in value) {
    const id = keyIdOf(value as never);
    if (id !== undefined) ids.add(id);
    return;
  }
  for (const inner of Object.values(value)) collectKeys(inner, ids);
}
