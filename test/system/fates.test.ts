import { Client, Connection } from '@temporalio/client';
import { request } from 'undici';
import { PortingClient } from '../../src/client/porting-client';
import type { PortHandle } from '../../src/client/port-handle';
import { numberWithFate, twilioRequest } from '../scenarios/request';
import { SCENARIOS } from '../scenarios/scenarios';
import { portkeeper } from '../support/cli-process';
import { startProcesses, type ProcessStack } from '../support/process-stack';
import { eventually } from '../support/stack';

/** Long enough that a process can be killed and started within a few days. */
const DAY_SECONDS = 2;

let stack: ProcessStack;
let porting: PortingClient;
beforeAll(async () => {
  stack = await startProcesses('fates', DAY_SECONDS);
  const connection = await Connection.connect({ address: stack.variables['TEMPORAL_ADDRESS']! });
  porting = new PortingClient({ client: new Client({ connection }), connection }, stack.account);
});
afterAll(async () => {
  await porting.close();
  await stack.stop();
});

test('every fate ends as promised, with sandbox, receiver and worker as processes of their own', async () => {
  const ports = await Promise.all(
    SCENARIOS.map(({ fate }) => start(`fate-${fate}`, numberWithFate(fate, '31'))),
  );
  const ended = await Promise.all(
    ports.map(async (port) => ({ outcome: await port.result(), kinds: await kindsOf(port) })),
  );
  for (const [index, { fate, end }] of SCENARIOS.entries()) {
    const { outcome, kinds } = ended[index]!;
    const told = Object.fromEntries(
      Object.keys(end.told).map((kind) => [kind, kinds.filter((other) => other === kind).length]),
    );
    expect({ fate, phase: outcome.phase, numbers: outcome.numbers, told }).toEqual({
      fate,
      phase: end.phase,
      numbers: [{ phoneNumber: numberWithFate(fate, '31'), outcome: end.outcome }],
      told: end.told,
    });
    expect({ fate, orders: await ordersFor(numberWithFate(fate, '31')) }).toEqual({
      fate,
      orders: end.orders,
    });
  }
}, 90_000);

test('a port survives the SIGKILL of its worker while it waits for the FOC', async () => {
  const port = await start('killed', numberWithFate('00', '32'));
  await eventually(
    () => port.view(),
    ({ phase }) => phase === 'awaiting_signature' || phase === 'waiting_for_foc',
  );
  await stack.restartWorker();
  expect((await port.result()).phase).toBe('completed');
  expect(await ordersFor(numberWithFate('00', '32'))).toBe(1);
}, 90_000);

async function start(name: string, phoneNumber: string): Promise<PortHandle> {
  const requestId = `${name}-${stack.account}`;
  const input = { ...twilioRequest({ requestId, numbers: [{ phoneNumber }] }), account: stack.account };
  const { code, stderr } = await portkeeper(['start', '-', '--json'], stack.variables, JSON.stringify(input));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return porting.get(requestId);
}

async function kindsOf(port: PortHandle): Promise<string[]> {
  return (await port.timeline()).map(({ kind }) => kind);
}

async function ordersFor(phoneNumber: string): Promise<number> {
  const { body } = await request(`${stack.sandboxUrl}/_control/orders`);
  const { orders } = (await body.json()) as { orders: { numbers: { phoneNumber: string }[] }[] };
  return orders.filter((order) => order.numbers.some((number) => number.phoneNumber === phoneNumber)).length;
}
