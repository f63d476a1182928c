import { Client, Connection } from '@temporalio/client';
import { PortingClient } from '../../src/client/porting-client';
import type { PortHandle } from '../../src/client/port-handle';
import type { Decision } from '../../src/domain/commands';
import { expectLife, type Life } from '../scenarios/life';
import { numberWithFate, twilioRequest } from '../scenarios/request';
import { ALL_SCENARIOS, isTimeFor, type Scenario } from '../scenarios/scenarios';
import { tell } from '../scenarios/tell';
import { startProcesses, type ProcessStack } from '../support/process-stack';
import { eventually } from '../support/stack';

/** Long enough that a process can be killed and started within a few days. */
const DAY_SECONDS = 2;

/** An order that nobody signs expires on day 31. */
const LONGEST_WAIT_MS = 90_000;

/** Durations under an hour do not shrink with the day, so the account says how long an unknown create settles. */
const POLICY = { settle: 'PT1S' };

let stack: ProcessStack;
let porting: PortingClient;
let lives: Map<string, Life>;
beforeAll(async () => {
  stack = await startProcesses('fates', DAY_SECONDS, POLICY);
  const connection = await Connection.connect({ address: stack.variables['TEMPORAL_ADDRESS']! });
  porting = new PortingClient({ client: new Client({ connection }), connection }, stack.account);
  // All of them live at once: the longest lives take a minute.
  lives = new Map(
    await Promise.all(ALL_SCENARIOS.map(async (scenario) => [scenario.name, await live(scenario)] as const)),
  );
}, 150_000);
afterAll(async () => {
  await porting.close();
  await stack.stop();
});

test.each(ALL_SCENARIOS)('fate $name ends as promised, as real processes: $what', (scenario) => {
  expectLife(lives.get(scenario.name)!, scenario);
});

test('a cancel after the window has closed is refused, with the date and the deadline (fate 06)', () => {
  const { answers, timeline } = lives.get('06')!;
  const moved = timeline.find(({ kind }) => kind === 'foc_changed')!;
  expect(answers[0]?.refused).toMatchObject([
    {
      number: numberWithFate('06'),
      code: 'cancellation_window_closed',
      cancelBy: moved.data!['cancelBy'],
      foc: moved.data!['foc'],
    },
  ]);
});

test('a port survives the SIGKILL of its worker while it waits for the FOC', async () => {
  const phoneNumber = numberWithFate('00', '32');
  const port = await start('killed', phoneNumber);
  await eventually(
    () => port.view(),
    ({ phase }) => phase === 'awaiting_signature' || phase === 'waiting_for_foc',
  );
  await stack.restartWorker();
  expect((await port.result()).phase).toBe('completed');
  expect(await stack.control.ordersFor(phoneNumber)).toHaveLength(1);
}, 90_000);

/** From the start to the end, with what somebody does on the way. */
async function live({ name, phoneNumber, does }: Scenario): Promise<Life> {
  const port = await start(`fate-${name}`, phoneNumber);
  const answers: Decision[] = [];
  for (const act of does) {
    await eventually(
      () => port.view(),
      (view) => isTimeFor(act, view),
      LONGEST_WAIT_MS,
    );
    answers.push(await tell(port, act));
  }
  const outcome = await port.result();
  const orders = await stack.control.ordersFor(phoneNumber);
  return { outcome, timeline: await port.timeline(), answers, orders: orders.length };
}

async function start(name: string, phoneNumber: string): Promise<PortHandle> {
  const requestId = `${name}-${stack.account}`;
  return porting.start({
    ...twilioRequest({ requestId, numbers: [{ phoneNumber }] }),
    account: stack.account,
  });
}
