import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { OpenPorts } from '../../activities/account/sweep-account';
import type { PortHandle } from '../../src/client/port-handle';
import { accountQuery, type SweepView } from '../../src/contract/account-view';
import { accountConfigured, providerNotified } from '../../src/contract/messages';
import { accountWorkflowId, PROVIDER_ACCOUNT } from '../../src/contract/names';
import { HOUR, MINUTE } from '../../src/domain/model/time';
import { createPortWorker } from '../../src/worker/worker';
import { testNumber } from '../scenarios/request';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { eventually } from '../support/stack';
import { SkippedAccount } from './skipped-account';

/** The passes over all orders of an account; this server has no index, so a test says which ports are open. */
let environment: TestWorkflowEnvironment;
let ports: SkippedAccount;
let open: readonly PortHandle[] = [];
const LIST = /PortInRequests/;

beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  ports = await SkippedAccount.open(environment, 'sweeps', {
    createWorker: (options) => createPortWorker({ ...options, openPorts: () => openPorts }),
  });
});
afterEach(async () => {
  open = [];
  // Never terminated: once a workflow with children is gone, this server's clock may stand still for good.
  await configure();
  await eventually(passesUnderWay, (count) => count === 0);
  await ports.clear();
});
afterAll(async () => {
  await ports.close();
  await environment.teardown();
});

const openPorts: OpenPorts = {
  async holders() {
    const held = new Map<string, string>();
    for (const port of open) {
      const { orders } = await port.view();
      for (const { ref } of orders) held.set(ref, port.requestId);
    }
    return held;
  },
  async signalPort(requestId, orderRefs) {
    const hints = orderRefs.map((orderRef) => ({ orderRef, receivedAt: 1 }));
    await environment.client.workflow.getHandle(`port:${requestId}`).signal(providerNotified, { hints });
  },
};

const account = () => environment.client.workflow.getHandle(accountWorkflowId('twilio', 'sweeps'));

/** Passes of which the account has not heard that they are over. */
async function passesUnderWay(): Promise<number> {
  const { events } = await account().fetchHistory();
  const begun = (events ?? []).filter((event) => event.childWorkflowExecutionStartedEventAttributes);
  const over = (events ?? []).filter((event) => event.childWorkflowExecutionCompletedEventAttributes);
  return begun.length - over.length;
}

async function configure(sweepEvery?: number): Promise<void> {
  await environment.client.workflow.signalWithStart(PROVIDER_ACCOUNT, {
    workflowId: accountWorkflowId('twilio', 'sweeps'),
    taskQueue: 'sweeps',
    args: [],
    signal: accountConfigured,
    signalArgs: [sweepEvery === undefined ? {} : { sweepEvery }],
  });
}

async function sweep(isWanted: (sweep: SweepView) => boolean): Promise<SweepView> {
  const ask = async () => (await account().query(accountQuery)).sweep;
  return (await eventually(ask, (view) => view !== undefined && isWanted(view)))!;
}

/** Lets time pass to the next pass, and waits for its end. */
async function nextPass({ nextAt, last }: SweepView): Promise<SweepView> {
  await ports.skipTo(Date.parse(nextAt));
  return sweep((view) => view.last !== undefined && view.last.startedAt !== last?.startedAt);
}

test('a port without webhooks hears of what changed by the pass, and only then', async () => {
  const port = await ports.start(ports.request({ numbers: [{ phoneNumber: testNumber('10') }] }));
  await ports.untilSubmitted(port);
  open = [port];
  await ports.skipFor(10 * MINUTE);
  await configure(HOUR);
  const first = await sweep((view) => view.last !== undefined);
  expect(first.last).toMatchObject({ orders: 1, changed: 1, signaled: 1, orphans: [], missingOrders: [] });

  // On its first day the provider asks for the signature; until then there is nothing to tell.
  let pass = first;
  const changes: number[] = [];
  for (let hours = 0; hours < 26; hours++) {
    pass = await nextPass(pass);
    changes.push(pass.last!.changed);
  }
  expect(changes.filter((count) => count > 0)).toEqual([1]);
  expect(changes[0]).toBe(0);
});

test('a provider that fails is asked again soon, and the account says since when', async () => {
  ports.sandbox.injectFault({
    provider: 'twilio',
    method: 'GET',
    pathPattern: LIST.source,
    kind: 'status',
    status: 400,
    times: 1,
  });
  await configure(HOUR);
  const failed = await sweep((view) => view.failure !== undefined);
  expect(failed.failure?.message).toMatch(/could not list the port-in orders/);
  expect(failed).not.toHaveProperty('last');
  const again = await nextPass(failed);
  expect(again).not.toHaveProperty('failure');
  expect(again.last).toMatchObject({ orders: 0 });
});

test('an order that no open port holds is reported when a port would have found it, with every pass until it is gone', async () => {
  const port = await ports.start(ports.request({ numbers: [{ phoneNumber: testNumber('10') }] }));
  const { orders } = await ports.untilSubmitted(port);
  await ports.workflow(port).terminate();
  await ports.skipFor(2 * HOUR);
  // Each pass comes at least an hour after the one before, which is longer than a port searches for its order.
  await configure(2 * HOUR);
  const first = await sweep((view) => view.last !== undefined);
  // It may just have been made.
  expect(first.last?.orphans).toEqual([]);
  const second = await nextPass(first);
  expect(second.last?.orphans).toEqual([orders[0]!.ref]);
  expect((await nextPass(second)).last?.orphans).toEqual([orders[0]!.ref]);
});

test('no sweep runs any more when none is wanted', async () => {
  await configure(HOUR);
  await sweep((view) => view.last !== undefined);
  await configure();
  const view = await eventually(
    () => account().query(accountQuery),
    (answer) => answer.sweep === undefined,
  );
  expect(view).toMatchObject({ buffered: [], orphans: [] });
});
