import { randomUUID } from 'node:crypto';
import { Connection, type Client, type WorkflowHandle } from '@temporalio/client';
import { PortingClient } from '../../src/client/porting-client';
import { PortingError } from '../../src/client/porting-error';
import type { PortHandle } from '../../src/client/port-handle';
import type { PortView } from '../../src/contract/port-view';
import { providerNotified } from '../../src/contract/messages';
import { PORT_REQUEST, portWorkflowId } from '../../src/contract/names';
import type { CarriedPort } from '../../workflows/port/continuation';
import { testNumber, twilioRequest } from '../scenarios/request';
import { encryptedClient } from '../support/encrypted-client';
import { startProcesses, type ProcessStack } from '../support/process-stack';
import { eventually } from '../support/stack';

/**
 * Invariant one-order: whatever crashes, is reset, is late or is lost, the provider has one order in the end.
 *
 * A day of 20 minutes: a new order stays unseen by checks and lists for 0.8 s, as the sandbox does by default.
 */
const DAY_SECONDS = 1_200;
const POLICY = { searchDelay: 'PT2S' };

/** A killed worker is noticed when the time of its call is over: 60 s. All drills wait for that at once. */
const PATIENCE_MS = 120_000;

let stack: ProcessStack;
let porting: PortingClient;
let client: Client;
const drills = new Map<string, { port: PortHandle; phoneNumber: string }>();

beforeAll(async () => {
  stack = await startProcesses('one-order', DAY_SECONDS, { policy: POLICY });
  const connection = await Connection.connect({ address: stack.variables['TEMPORAL_ADDRESS']! });
  client = encryptedClient(connection);
  porting = new PortingClient({ client, connection }, stack.account);
  await killBeforeTheAnswer();
  await killAfterTheAnswer();
  await loseTheAnswer();
  await resetDuringTheSend();
  await resetBeforeTheSend();
  await resetALaterRun();
  await resetARunThatContinued();
}, PATIENCE_MS);
afterAll(async () => {
  await porting.close();
  await stack.stop();
});

test.each([
  ['killed-before', 'its worker is killed when the provider has the order and has not answered'],
  ['killed-after', 'its worker is killed when the answer has come and is not recorded'],
  ['drop-after', 'the connection breaks after the create'],
  ['scenario-12', 'the provider itself loses the answer'],
  ['reset-before', 'it is reset to before its send, and had sent'],
  ['reset-during', 'it is reset to after its send was scheduled, and before the answer'],
  ['reset-later-run', 'the run that sent, made by continue-as-new, is reset to before its send'],
  ['reset-first-run', 'an earlier run is reset, and continues as new once more before it sends'],
])('one-order: %s: %s', async (name) => endsWithOneOrder(name), PATIENCE_MS);

test(
  'one-order: a cancel was accepted, then the port is reset to before its send: the order is found and canceled',
  async () => {
    const { port, phoneNumber } = await start('reset-canceled', '14');
    await knowsItsOrder(port);
    const [order] = await stack.control.ordersFor(phoneNumber);
    await stack.control.fault({
      method: 'DELETE',
      pathPattern: order!.ref,
      kind: 'status',
      status: 503,
      times: 2,
    });
    expect((await port.cancel({ by: 'ada' })).accepted).toEqual([phoneNumber]);
    // Temporal gives the forgetful run the same cancel again.
    await resetTo(await sendOf(port));
    await eventually(
      () => stack.control.ordersFor(phoneNumber),
      (orders) => orders[0]?.numbers[0]?.status === 'canceling',
      PATIENCE_MS,
    );
    await eventually(
      () => viewOf(port),
      (view) => view?.phase === 'canceling',
    );
    expect((await viewOf(port))?.orders).toMatchObject([{ ref: order!.ref }]);
    expect(await stack.control.ordersFor(phoneNumber)).toHaveLength(1);
  },
  PATIENCE_MS,
);

/** The provider has the order and still thinks about its answer; the worker that waits for it is killed. */
async function killBeforeTheAnswer(): Promise<void> {
  await stack.control.faultOnCreate({ kind: 'delay', delayMs: 20_000 });
  const { phoneNumber } = await start('killed-before', '00');
  await created(phoneNumber);
  await stack.restartWorker(require.resolve('../support/dying-worker'));
}

/** The worker is one that does not survive the answer to a create. */
async function killAfterTheAnswer(): Promise<void> {
  const { phoneNumber } = await start('killed-after', '00');
  await stack.worker.ended;
  expect(await stack.control.ordersFor(phoneNumber)).toHaveLength(1);
  await stack.restartWorker();
}

async function loseTheAnswer(): Promise<void> {
  await stack.control.faultOnCreate({ kind: 'drop_after' });
  const { phoneNumber } = await start('drop-after', '00');
  await created(phoneNumber);
  await start('scenario-12', '12');
}

/** The port has its order, and is then made to forget that it sent. */
async function resetBeforeTheSend(): Promise<void> {
  const { port } = await start('reset-before', '00');
  await knowsItsOrder(port);
  await resetTo(await sendOf(port));
}

/** The provider thinks about its answer, the port hears a webhook meanwhile: a later point to reset to. */
async function resetDuringTheSend(): Promise<void> {
  await stack.control.faultOnCreate({ kind: 'delay', delayMs: 5_000 });
  const { port, phoneNumber } = await start('reset-during', '00');
  await created(phoneNumber);
  const workflow = client.workflow.getHandle(port.workflowId);
  const { workflowTask, runId } = await sendOf(port);
  await workflow.signal(providerNotified, { hints: [] });
  const later = await eventually(
    async () =>
      (await historyOf(port, runId)).find(
        (event) => isCompletedTask(event) && Number(event.eventId) > Number(workflowTask),
      ),
    (event) => event !== undefined,
  );
  await resetTo({ port, runId, workflowTask: later!.eventId });
}

/** Each step is a run of its own, so the one that sends was made by continue-as-new. */
async function resetALaterRun(): Promise<void> {
  const { port } = await start('reset-later-run', '00', { eventsPerRun: 1 });
  await knowsItsOrder(port);
  await resetTo(await sendOf(port));
}

/** The run before the one that sends: after the reset it checks no more and hands over to a run that never was reset. */
async function resetARunThatContinued(): Promise<void> {
  const { port } = await start('reset-first-run', '00', { eventsPerRun: 1 });
  await knowsItsOrder(port);
  const { runs } = await sendOf(port);
  const before = runs.at(-2)!;
  const last = (await historyOf(port, before)).findLast(isCompletedTask)!;
  await resetTo({ port, runId: before, workflowTask: last.eventId });
}

let lines = 40;

async function start(
  name: string,
  scenario: string,
  carried?: CarriedPort,
): Promise<{ port: PortHandle; phoneNumber: string }> {
  const phoneNumber = testNumber(scenario, String(lines++));
  const requestId = `${name}-${stack.account}`;
  const request = { ...twilioRequest({ requestId, numbers: [{ phoneNumber }] }), account: stack.account };
  // The second argument is private: it is how a run hands over to the next, and how a test makes runs short.
  await client.workflow.start(PORT_REQUEST, {
    workflowId: portWorkflowId(requestId),
    taskQueue: stack.account,
    args: carried === undefined ? [request] : [request, carried],
  });
  const port = porting.get(requestId);
  drills.set(name, { port, phoneNumber });
  return { port, phoneNumber };
}

/** Until the provider has an order for the number. */
async function created(phoneNumber: string): Promise<void> {
  await eventually(
    () => stack.control.ordersFor(phoneNumber),
    (orders) => orders.length > 0,
  );
}

async function knowsItsOrder(port: PortHandle): Promise<void> {
  await eventually(
    () => port.view(),
    ({ orders }) => orders.length > 0,
  );
}

type HistoryEvent = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>[number];

interface ResetPoint {
  readonly port: PortHandle;
  readonly runId: string;
  /** The completed workflow task that is undone, with everything after it. */
  readonly workflowTask: HistoryEvent['eventId'];
}

async function historyOf({ workflowId }: PortHandle, runId: string): Promise<HistoryEvent[]> {
  return (await client.workflow.getHandle(workflowId, runId).fetchHistory()).events ?? [];
}

const isCompletedTask = (event: HistoryEvent) => event.workflowTaskCompletedEventAttributes != null;

/** Where a port sent: the run, and the workflow task that scheduled it; with the runs that led there. */
async function sendOf(port: PortHandle): Promise<ResetPoint & { readonly runs: readonly string[] }> {
  const runs = await runsOf(port);
  for (const [index, runId] of runs.entries()) {
    for (const { activityTaskScheduledEventAttributes: scheduled } of await historyOf(port, runId)) {
      if (scheduled?.activityType?.name !== 'submitOrder') continue;
      return {
        port,
        runId,
        workflowTask: scheduled.workflowTaskCompletedEventId,
        runs: runs.slice(0, index + 1),
      };
    }
  }
  throw new Error(`Port ${port.requestId} has not sent anything.`);
}

/** The runs of a port, the first one first. */
async function runsOf({ workflowId }: PortHandle): Promise<string[]> {
  const runs: string[] = [];
  let { runId } = await client.workflow.getHandle(workflowId).describe();
  for (;;) {
    runs.unshift(runId);
    const [started] = (await client.workflow.getHandle(workflowId, runId).fetchHistory()).events ?? [];
    const before = started?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
    if (before == null || before === '') return runs;
    runId = before;
  }
}

async function resetTo({ port, runId, workflowTask }: ResetPoint): Promise<void> {
  await client.workflowService.resetWorkflowExecution({
    namespace: client.options.namespace,
    workflowExecution: { workflowId: port.workflowId, runId },
    reason: 'a drill',
    requestId: randomUUID(),
    workflowTaskFinishEventId: workflowTask ?? null,
  });
}

/** How a port says that no worker, or none yet, answered for it. */
const UNANSWERED: readonly string[] = ['no_worker', 'no_answer', 'port_stuck'];

/** For some seconds after a kill, Temporal still asks the worker that is no more. */
async function viewOf(port: PortHandle): Promise<PortView | undefined> {
  return port.view().catch((error: unknown) => {
    if (error instanceof PortingError && UNANSWERED.includes(error.code)) return undefined;
    throw error;
  });
}

/** The port finds the order that it lost sight of, never sends another, and ends as if nothing had been. */
async function endsWithOneOrder(name: string): Promise<void> {
  const { port, phoneNumber } = drills.get(name)!;
  const known = await eventually(
    () => viewOf(port),
    (view) => view !== undefined && view.orders.length > 0,
    PATIENCE_MS,
  );
  const [order, ...others] = await stack.control.ordersFor(phoneNumber);
  expect(others).toEqual([]);
  expect(known!.attempts).toMatchObject([{ number: 1, result: 'sent' }]);
  await stack.control.port(order!);
  expect(await port.result()).toMatchObject({
    phase: 'completed',
    numbers: [{ phoneNumber, outcome: 'ported' }],
  });
  const orders = await stack.control.ordersFor(phoneNumber);
  expect(orders).toHaveLength(1);
  const creates = await stack.control.creates();
  expect(creates.filter(({ orderRef }) => orderRef === orders[0]!.ref)).toHaveLength(1);
}
