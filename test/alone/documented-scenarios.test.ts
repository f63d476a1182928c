import { Connection } from '@temporalio/client';
import { PortingClient } from '../../src/client/porting-client';
import type { PortHandle } from '../../src/client/port-handle';
import type { Decision } from '../../src/domain/model/commands';
import { expectRun, type Run } from '../scenarios/run';
import { FONE_DYNAMICS_SCENARIOS, OTHER_FONE_DYNAMICS_SCENARIOS } from '../scenarios/fone-dynamics';
import { testNumber, twilioRequest } from '../scenarios/request';
import { isTimeFor, numbersOf, requestOf, type Scenario } from '../scenarios/scenario';
import { ALL_SCENARIOS } from '../scenarios/scenarios';
import { OTHER_TELNYX_SCENARIOS, TELNYX_SCENARIOS } from '../scenarios/telnyx-v1';
import { tell } from '../scenarios/tell';
import { encryptedClient } from '../support/encrypted-client';
import { startProcesses, type ProcessStack } from '../support/process-stack';
import { eventually } from '../support/stack';

/** Long enough that a process can be killed and started within a few days. */
const DAY_SECONDS = 2;

/** An order without a signature expires on day 31. */
const MAX_WAIT_MS = 90_000;

/** Durations under an hour do not shrink with the day, so the account says how long an unknown create settles. */
const POLICY = { searchDelay: 'PT1S' };

/** Some of the other providers' too. With short days no window of Fone Dynamics closes: its dates are of the calendar. */
const OTHERS: readonly Scenario[] = [
  ...[...TELNYX_SCENARIOS, ...OTHER_TELNYX_SCENARIOS].filter(({ name }) =>
    ['02', '12', '22', '00-cancel one sub request'].includes(name),
  ),
  ...[...FONE_DYNAMICS_SCENARIOS, ...OTHER_FONE_DYNAMICS_SCENARIOS].filter(({ name }) =>
    ['14', '00-cancel'].includes(name),
  ),
];

let stack: ProcessStack;
let porting: PortingClient;
let runs: Map<string, Run>;
beforeAll(async () => {
  stack = await startProcesses('scenarios', DAY_SECONDS, {
    policy: POLICY,
    others: ['telnyx-v1', 'fone-dynamics'],
  });
  const connection = await Connection.connect({ address: stack.variables['TEMPORAL_ADDRESS']! });
  porting = new PortingClient({ client: encryptedClient(connection), connection }, stack.account);
  // All of them run at once: the longest takes a minute.
  runs = new Map(
    await Promise.all(
      [...ALL_SCENARIOS, ...OTHERS].map(async (scenario) => [idOf(scenario), await run(scenario)] as const),
    ),
  );
}, 150_000);
afterAll(async () => {
  await porting.close();
  await stack.stop();
});

test.each(ALL_SCENARIOS)('scenario $name ends as promised, as real processes: $what', (scenario) => {
  expectRun(runs.get(idOf(scenario))!, scenario);
});

test.each(OTHERS)('$provider: scenario $name ends as promised, as real processes: $what', (scenario) => {
  expectRun(runs.get(idOf(scenario))!, scenario);
});

test('a cancel after the window has closed is refused, with the date and the deadline (scenario 06)', () => {
  const { answers, timeline } = runs.get('scenario-twilio-06')!;
  const moved = timeline.find(({ kind }) => kind === 'foc_changed')!;
  expect(answers[0]?.refused).toMatchObject([
    {
      number: testNumber('06'),
      code: 'cancellation_window_closed',
      cancelBy: moved.data!['cancelBy'],
      foc: moved.data!['foc'],
    },
  ]);
});

test('a port survives the SIGKILL of its worker while it waits for the FOC', async () => {
  const phoneNumber = testNumber('00', '32');
  const port = await start('killed', phoneNumber);
  await eventually(
    () => port.view(),
    ({ phase }) => phase === 'awaiting_signature' || phase === 'waiting_for_foc',
  );
  await stack.restartWorker();
  expect((await port.result()).phase).toBe('completed');
  expect(await stack.control.ordersFor(phoneNumber)).toHaveLength(1);
}, 90_000);

/** From the start to the end, with what operators do on the way. */
async function run(scenario: Scenario): Promise<Run> {
  const port = await porting.start({
    ...requestOf(scenario, `${idOf(scenario)}-${stack.account}`),
    account: stack.account,
  });
  const answers: Decision[] = [];
  for (const act of scenario.does) {
    await eventually(
      () => port.view(),
      (view) => isTimeFor(act, view),
      MAX_WAIT_MS,
    );
    answers.push(await tell(port, act));
  }
  const outcome = await port.result();
  const found = await Promise.all(numbersOf(scenario).map((number) => stack.control.ordersFor(number)));
  // The same numbers are in use at two providers.
  const own = found.flat().filter(({ provider }) => provider === scenario.provider);
  const orders = new Set(own.map(({ ref }) => ref));
  return { outcome, timeline: await port.timeline(), answers, orders: orders.size };
}

function idOf({ provider, name }: Scenario): string {
  return `scenario-${provider}-${name.replaceAll(' ', '-')}`;
}

async function start(name: string, phoneNumber: string): Promise<PortHandle> {
  const requestId = `${name}-${stack.account}`;
  return porting.start({
    ...twilioRequest({ requestId, numbers: [{ phoneNumber }] }),
    account: stack.account,
  });
}
