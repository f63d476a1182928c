import { accountQuery, type AccountView } from '../../src/contract/account-view';
import { accountConfigured } from '../../src/contract/messages';
import { accountWorkflowId, PROVIDER_ACCOUNT } from '../../src/contract/names';
import { DAY, HOUR, SECOND } from '../../src/domain/model/time';
import { mapConcurrently } from '../../src/providers/concurrently';
import { twilioRequest } from '../scenarios/request';
import { DEPTH } from '../support/depth';
import { eventually, startStack, type Stack } from '../support/stack';

/** A fleet of ports that hears of nothing by webhooks, and the pass over its account that finds what changed. */
const PORTS = DEPTH.sweptPorts;
const CHANGED = 7;
const ROWS_OF_A_PAGE = 100;
const START_CONCURRENCY = 25;
const YEAR = 365 * DAY;

let stack: Stack;
beforeAll(async () => {
  // A thousand ports share out a week: one of them would look by itself every ten minutes.
  const policy = { watchEvery: YEAR, watchEveryWithSweep: YEAR };
  stack = await startStack({ name: 'sweep', isSwept: true, policy });
  await control('webhooks', { mode: 'lose' });
  await control('settings', { listLagMs: 0, portabilityLagMs: 0 });
});
afterAll(() => stack.stop());

test('one pass tells exactly the ports whose orders changed, by calls that grow with pages', async () => {
  const ids = Array.from({ length: PORTS }, (_, index) => index);
  const begun = Date.now();
  await mapConcurrently(ids, START_CONCURRENCY, async (index) => {
    const numbers = [{ phoneNumber: numberOf(index) }];
    await stack.porting.start({
      ...twilioRequest({ requestId: `swept-${String(index)}`, numbers }),
      account: stack.account,
    });
  });
  await eventually(
    () => Promise.resolve(stack.sandbox.sandbox.orders().length),
    (orders) => orders === PORTS,
    240_000,
  );
  const started = Date.now();
  // The index has to know the orders of every port, or the pass would take them for orphans.
  await eventually(indexed, (count) => count === PORTS, 120_000);

  await configure(HOUR);
  const first = await swept((sweep) => sweep.last !== undefined);
  expect(first.last).toMatchObject({ orders: PORTS, orphans: [], missingOrders: [] });
  await eventually(ordersRead, (read) => read === PORTS, 120_000);

  const orders = stack.sandbox.sandbox.orders();
  const changed = orders.filter((_, index) => index % Math.ceil(PORTS / CHANGED) === 0);
  for (const { ref } of changed) await control(`orders/${ref}/advance`, { to: 'awaiting_signature' });
  const before = stack.sandbox.sandbox.requests().length;

  await configure(SECOND);
  const second = await swept((sweep) => sweep.last!.startedAt > first.last!.startedAt);
  const { raw } = await stack.client.workflow
    .getHandle(accountWorkflowId('twilio', stack.account))
    .describe();
  expect(raw.workflowExecutionInfo?.firstRunId).not.toBe(raw.workflowExecutionInfo?.execution?.runId);
  await configure(HOUR);
  const asked = () => stack.sandbox.sandbox.requests().slice(before);
  const passes = () => asked().filter(({ path }) => path.endsWith('/PortInRequests')).length;
  await eventually(
    () => Promise.resolve(asked().filter(isRead).length),
    (reads) => reads >= changed.length,
    60_000,
  );
  process.stderr.write(
    `\n${String(PORTS)} open ports, started in ${String(Math.round((started - begun) / 1_000))} s: a pass of ` +
      `${String(second.last!.pages)} calls found ${String(second.last!.changed)} changed orders, and ` +
      `${String(asked().filter(isRead).length)} ports read\n`,
  );
  expect(second.last).toMatchObject({
    pages: PORTS / ROWS_OF_A_PAGE,
    changed: changed.length,
    signaled: changed.length,
    orphans: [],
    missingOrders: [],
  });
  expect(passes() % second.last!.pages).toBe(0);
  expect(
    asked()
      .filter(isRead)
      .map(({ path }) => path.split('/').at(-1)),
  ).toHaveLength(changed.length);
}, 600_000);

test('a port with more orders than the index has room for is found all the same', async () => {
  const before = stack.sandbox.sandbox.orders().length;
  // Twilio's orders have room for one account number each.
  const numbers = Array.from({ length: 30 }, (_, index) => ({
    phoneNumber: numberOf(PORTS + index),
    accountNumber: `A-${String(index)}`,
  }));
  await stack.porting.start({
    ...twilioRequest({ requestId: 'many-orders', numbers }),
    account: stack.account,
  });
  await eventually(
    () => Promise.resolve(stack.sandbox.sandbox.orders().length - before),
    (made) => made === numbers.length,
    120_000,
  );
  await eventually(
    () => stack.client.workflow.getHandle('port:many-orders').describe(),
    ({ memo }) => Array.isArray(memo?.['moreOrders']) && memo['moreOrders'].length === 6,
    60_000,
  );
  await configure(SECOND);
  const pass = await swept(({ last }) => last?.orders === before + numbers.length);
  expect(pass.last).toMatchObject({ signaled: 1, orphans: [], missingOrders: [] });
}, 300_000);

/** Numbers of the scenario without webhooks; a 9 as their third digit from the end would make them mobile. */
function numberOf(index: number): string {
  return `+1212${String(2_220_010 + Math.floor(index / 9) * 1_000 + (index % 9) * 100)}`;
}

const isRead = ({ method, path }: { method: string; path: string }) =>
  method === 'GET' && /\/PortIn\/KW[0-9a-f]{32}$/.test(path);

/** How many orders were read at least once: a second read of one is not the first of another. */
async function ordersRead(): Promise<number> {
  const reads = stack.sandbox.sandbox.requests().filter(isRead);
  return Promise.resolve(new Set(reads.map(({ path }) => path)).size);
}

/** The ports of this account that the index knows to be submitted; other tests share the server. */
async function indexed(): Promise<number> {
  const query = `PortAccount = '${stack.account}' AND PortPhase = 'waiting_for_foc'`;
  return (await stack.client.workflow.count(query)).count;
}

/** As `portkeeper setup` does it. */
async function configure(sweepEvery: number): Promise<void> {
  await stack.client.workflow.signalWithStart(PROVIDER_ACCOUNT, {
    workflowId: accountWorkflowId('twilio', stack.account),
    taskQueue: stack.account,
    // What was seen has to outlive the runs of the account's workflow.
    args: [{ eventsPerRun: 10 }],
    signal: accountConfigured,
    signalArgs: [{ sweepEvery }],
  });
}

async function swept(
  isWanted: (sweep: NonNullable<AccountView['sweep']>) => boolean,
): Promise<NonNullable<AccountView['sweep']>> {
  const account = stack.client.workflow.getHandle(accountWorkflowId('twilio', stack.account));
  const view = await eventually(
    // Behind the tasks of a thousand ports a query may wait longer than it is given.
    () => account.query(accountQuery).catch(() => undefined),
    (answer) => answer?.sweep !== undefined && isWanted(answer.sweep),
    120_000,
  );
  return view!.sweep!;
}

async function control(path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${stack.sandbox.url}/_control/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
}
