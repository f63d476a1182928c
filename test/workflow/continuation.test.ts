import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { PortHandle } from '../../src/client/port-handle';
import type { PortOutcome } from '../../src/contract/port-view';
import { numberWithFate } from '../scenarios/request';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { CREATE, SkippedAccount } from './skipped-account';

/** A long port is several runs of one workflow, and nobody outside can tell. */
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

const numbers = [{ phoneNumber: numberWithFate('00') }];

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
])('%s: the same life as in one run', async (_, eventsPerRun, leastRuns) => {
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

  // The same life as a port in one run, entry by entry.
  const whole = await account.start(
    account.request({ numbers: [{ phoneNumber: numberWithFate('00', '02') }] }),
  );
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

test('not while the outcome of a submission is open, nor with somebody waiting for an answer', async () => {
  account.inject(CREATE, { kind: 'drop_after' });
  const { port } = await startWithLimit(1);
  await account.still(port);
  const { runId } = await account.describe(port);
  const { attempts } = (await port.refresh()).view;
  expect(attempts).toMatchObject([{ result: 'unknown' }]);
  await account.still(port);
  expect((await account.describe(port)).runId).toBe(runId);
  await account.untilSubmitted(port);
  await account.still(port);
  expect((await account.describe(port)).runId).not.toBe(runId);
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
