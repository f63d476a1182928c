import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { testNumber } from '../scenarios/request';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { cancel, cancelsReceived, NUMBER, startDated } from './dated-port';
import { entriesOf } from './entries-of';
import { CANCEL, CHECK, CREATE, READ, SkippedAccount, type RequestKind } from './skipped-account';

/** A cancel at moments when a port does something else. */
let environment: TestWorkflowEnvironment;
let account: SkippedAccount;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  account = await SkippedAccount.open(environment, 'cancel');
});
afterEach(() => account.clear());
afterAll(async () => {
  await account.close();
  await environment.teardown();
});

const numbers = [{ phoneNumber: NUMBER }];
const ACCEPTED = { accepted: [NUMBER], refused: [] };

test.each<[string, RequestKind, number]>([
  ['the check', CHECK, 0],
  ['the submission', CREATE, 1],
])('one-order: during %s nothing further is sent, and what is there is canceled', async (_, kind, orders) => {
  const call = account.hold(kind);
  const port = await account.start(account.request({ numbers }));
  await call.come;
  const canceled = cancel(port);
  await port.view(); // asked after the cancel, so the port has heard it
  call.letIn();
  expect(await canceled).toEqual(ACCEPTED);
  expect((await account.untilEnd(port)).phase).toBe('canceled');
  expect(account.asked(CREATE)).toBe(orders);
  expect(account.sandbox.orders()).toHaveLength(orders);
  expect(account.asked(CANCEL)).toBe(orders);
});

test.each<[string, 'drop_after' | 'drop_before', number]>([
  ['it was made: it is found and canceled', 'drop_after', 1],
  ['it was not made: nothing is sent again', 'drop_before', 0],
])('one-order: while the order is not known: %s', async (_, kind, orders) => {
  account.inject(CREATE, { kind });
  const port = await account.start(account.request({ numbers }));
  await account.until(port, ({ attempts }) => attempts[0]?.result === 'unknown');
  expect(await cancel(port)).toEqual(ACCEPTED);
  expect((await account.untilEnd(port)).phase).toBe('canceled');
  expect(account.asked(CREATE)).toBe(1);
  expect(account.sandbox.orders()).toHaveLength(orders);
  expect(account.asked(CANCEL)).toBe(orders);
});

test('during a read that hangs it is decided as soon as that is over', async () => {
  const { port } = await startDated(account);
  const read = account.hold(READ);
  void port.refresh();
  await read.come;
  const canceled = cancel(port);
  await port.view();
  read.letIn();
  expect(await canceled).toEqual(ACCEPTED);
  expect((await account.untilEnd(port)).phase).toBe('canceled');
});

test('Temporal’s own cancel takes all numbers out, and the port goes on to its own end', async () => {
  const { port } = await startDated(account);
  await account.workflow(port).cancel();
  expect((await account.untilEnd(port)).phase).toBe('canceled');
  expect(await entriesOf(port, 'cancel_requested')).toMatchObject([{ by: 'temporal', numbers: [NUMBER] }]);
  expect((await account.describe(port)).status.name).toBe('COMPLETED');
  expect(account.asked(CANCEL)).toBe(1);
});

test('same-twice: the same key is the same cancel, though the port continued as new in between', async () => {
  const request = account.request({ numbers });
  // The second argument is private: it is how a run hands over to the next, and how a test makes runs short.
  const port = await account.startPlainly(request.requestId, [request, { eventsPerRun: 1 }]);
  await account.until(port, ({ phase }) => phase === 'foc_confirmed');
  const command = { idempotencyKey: 'cancel-1' };
  const first = await cancel(port, command);
  const { runId } = await account.describe(port);
  await account.until(port, ({ phase }) => phase === 'canceling');
  expect((await account.describe(port)).runId).not.toBe(runId);
  expect(await cancel(port, command)).toEqual(first);
  expect((await account.untilEnd(port)).phase).toBe('canceled');
  expect(await entriesOf(port, 'cancel_requested')).toHaveLength(1);
  expect(cancelsReceived(account)).toHaveLength(1);
});

test('same-twice: the same key is the same refusal, though the date moved and the port continued as new', async () => {
  const moving = testNumber('05');
  const request = account.request({ numbers: [{ phoneNumber: moving }] });
  const port = await account.startPlainly(request.requestId, [request, { eventsPerRun: 1 }]);
  await account.until(port, ({ phase }) => phase === 'window_closed');
  const first = await cancel(port, { idempotencyKey: 'cancel-1' });
  expect(first.refused).toMatchObject([{ code: 'cancellation_window_closed' }]);
  const { runId } = await account.describe(port);
  await account.until(port, ({ phase }) => phase === 'foc_confirmed');
  expect((await account.describe(port)).runId).not.toBe(runId);
  expect(await cancel(port, { idempotencyKey: 'cancel-1' })).toEqual(first);
  expect(account.asked(CANCEL)).toBe(0);
  expect((await cancel(port, { idempotencyKey: 'cancel-2' })).accepted).toEqual([moving]);
  expect((await account.untilEnd(port)).phase).toBe('canceled');
});
