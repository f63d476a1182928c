import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { PortHandle } from '../../src/client/port-handle';
import type { PortOutcome } from '../../src/contract/port-view';
import { testNumber } from '../scenarios/request';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { aDraft } from '../unit/domain/port-under-test';
import { A } from '../unit/domain/snapshots';
import { CHECK, CREATE, READ, SkippedAccount } from './skipped-account';

/** A long port is several runs of one workflow, and the same as one run from outside. */
let environment: TestWorkflowEnvironment;
let account: SkippedAccount;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  account = await SkippedAccount.open(environment, 'continuation');
});
afterEach(() => account.clear());
afterAll(async () => {
  await account.close();
  await environment.teardown();
});

const numbers = [{ phoneNumber: testNumber('00') }];

async function startWithLimit(eventsPerRun: number) {
  const request = account.request({ numbers });
  // The second argument is private: it is how a run hands over to the next, and how a test makes runs short.
  const port = await account.startPlainly(request.requestId, [request, { eventsPerRun }]);
  const { runId } = await account.describe(port);
  return { port, request, firstRunId: runId };
}

test.each([
  ['each step a run of its own', 1, 8],
  ['a few steps in each run', 30, 2],
])('%s: the same as in one run', async (_, eventsPerRun, leastRuns) => {
  const { port, request, firstRunId } = await startWithLimit(eventsPerRun);
  const known = await account.until(port, ({ phase }) => phase === 'foc_confirmed');
  const attributes = await account.attributes(port);
  const { memo, runId } = await account.describe(port);
  expect(runId).not.toBe(firstRunId);

  // A run that took over answers like the first: queries, updates, a repeated start.
  expect((await port.refresh({ by: 'ada' })).view.phase).toBe('foc_confirmed');
  expect((await account.start(request)).workflowId).toBe(port.workflowId);
  await expect(account.start({ ...request, reference: 'other' })).rejects.toMatchObject({
    code: 'request_conflict',
  });
  expect((await account.still(port)).nextWakeAt).toBe(known.nextWakeAt);

  await account.untilEnd(port);
  expect(await runsOf(port, firstRunId)).toBeGreaterThanOrEqual(leastRuns);
  expect((await account.describe(port)).memo).toEqual(memo);
  expect(account.asked(CREATE)).toBe(1);

  // The same timeline as a port in one run, entry by entry.
  const whole = await account.start(account.request({ numbers: [{ phoneNumber: testNumber('00', '02') }] }));
  const expected = await account.until(whole, ({ phase }) => phase === 'foc_confirmed');
  expect(Object.keys(attributes).sort()).toEqual(Object.keys(await account.attributes(whole)).sort());
  expect(known.numbers.map(({ status }) => status)).toEqual(expected.numbers.map(({ status }) => status));
  await account.untilEnd(whole);
  expect(endOf(await port.result())).toEqual(endOf(await whole.result()));
  const timeline = await port.timeline();
  expect(timeline.map(({ kind, cause }) => [kind, cause])).toEqual(
    (await whole.timeline()).map(({ kind, cause }) => [kind, cause]),
  );
  expect(timeline.map(({ sequence }) => sequence)).toEqual(timeline.map((_entry, index) => index + 1));
});

test('while the outcome of a submission is open: it is searched for by a later run, and sent once', async () => {
  account.inject(CREATE, { kind: 'drop_after' });
  const { port, firstRunId } = await startWithLimit(1);
  const { attempts } = await account.still(port);
  expect(attempts).toMatchObject([{ result: 'unknown' }]);
  const { runId } = await account.describe(port);
  expect(runId).not.toBe(firstRunId);
  await account.untilSubmitted(port);
  expect((await account.describe(port)).runId).not.toBe(runId);
  await account.untilEnd(port);
  expect(account.asked(CREATE)).toBe(1);
});

test('while a submission that never left waits to be tried again: it is sent once, by a later run', async () => {
  account.inject(CREATE, { kind: 'status', status: 429 });
  const { port, firstRunId } = await startWithLimit(1);
  expect((await account.still(port)).attempts).toMatchObject([{ result: 'delayed' }]);
  expect((await account.describe(port)).runId).not.toBe(firstRunId);
  await account.untilEnd(port);
  expect((await port.view()).orders).toHaveLength(1);
});

test('a check that is made in parts ends in the run in which it began: each number is asked about once', async () => {
  const many = Array.from({ length: 250 }, (_, line) => ({
    phoneNumber: `+1212${String(5_000_000 + 1_000 * line)}`,
  }));
  const request = account.request({ numbers: many });
  const port = await account.startPlainly(request.requestId, [request, { eventsPerRun: 1 }]);
  await account.untilSubmitted(port);
  expect(account.asked(CHECK)).toBe(many.length);
  expect(account.asked(CREATE)).toBe(1);
});

test('webhooks that never stop go along, and hold up no command', async () => {
  const read = account.hold(READ);
  const { port } = await startWithLimit(30);
  const { orders } = await account.untilSubmitted(port);
  const hint = { orderRef: orders[0]!.ref, receivedAt: await account.now() };
  await account.notify(port, [hint]);
  await read.come;
  const { runId, historyLength } = await account.describe(port);
  // Each signal is an event, so it is time to continue when the read is over, and more of them wait.
  for (let sent = historyLength; sent < 40; sent++) await account.notify(port, [hint]);
  read.letIn();
  await account.still(port);
  expect((await account.describe(port)).runId).not.toBe(runId);
  await account.untilEnd(port);
});

test('a run that takes over shows which port it is, and nothing of its data', async () => {
  const { port, request, firstRunId } = await startWithLimit(1);
  await account.untilSubmitted(port);
  const { runId } = await account.describe(port);
  expect(runId).not.toBe(firstRunId);
  const { events } = await account.workflow(port).fetchHistory();
  const [input] = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  const { requestId, provider } = request;
  expect(JSON.parse(Buffer.from(input!.data!).toString())).toEqual({
    requestId,
    provider,
    account: account.name,
  });
});

test('what fits into no next run stays in its own, and a person is told until it fits or ends', async () => {
  const request = account.request({ numbers });
  const { requestId } = request;
  const now = await account.now();
  const draft = aDraft({ request: { requestId, account: account.name, submit: 'manual' } });
  // As an older release could have handed it over: with more than a run may hand to the next.
  const large = { ...draft, createdAt: now, asOf: now, country: 'x'.repeat(1_600_000) };
  const port = await account.startPlainly(requestId, [{}, { eventsPerRun: 1, port: large }]);
  const { runId } = await account.describe(port);
  await account.notify(port, []);
  expect((await account.still(port)).attentions).toMatchObject([{ cause: 'port_too_large' }]);
  expect(await account.attributes(port)).toMatchObject({ PortActionRequired: true });
  const { historyLength } = await account.describe(port);

  // It goes on in its run: webhooks come, and commands are answered.
  await account.notify(port, []);
  expect((await account.still(port)).attentions).toHaveLength(1);
  expect((await account.describe(port)).runId).toBe(runId);
  expect((await account.describe(port)).historyLength).toBeLessThan(historyLength + 10);
  expect((await port.abandon()).accepted).toEqual([A]);
  expect(await account.untilEnd(port)).toMatchObject({ ending: { kind: 'abandoned' } });
});

/** How many runs the port took, followed from the first. */
async function runsOf({ workflowId }: PortHandle, firstRunId: string): Promise<number> {
  let runs = 0;
  for (let runId: string | null | undefined = firstRunId; runId; runs++) {
    const { events } = await environment.client.workflow.getHandle(workflowId, runId).fetchHistory();
    runId = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
  return runs;
}

function endOf({ phase, ending, numbers: outcomes }: PortOutcome) {
  return { phase, ending: ending.kind, outcomes: outcomes.map(({ outcome }) => outcome) };
}
