import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { testNumber } from '../scenarios/request';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { CHECK, CREATE, CANCEL, READ, SkippedAccount, type RequestKind } from './skipped-account';

/**
 * Temporal's own cancel is the command `cancel` for all numbers. It never tears a half-made order apart: the port goes
 * on until its rules end it.
 */
let environment: TestWorkflowEnvironment;
let account: SkippedAccount;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  account = await SkippedAccount.open(environment, 'temporal-cancel');
});
afterEach(() => account.clear());
afterAll(async () => {
  await account.close();
  await environment.teardown();
});

const numbers = [{ phoneNumber: testNumber('00') }];

test.each<[string, RequestKind, { creates: number; deletes: number }]>([
  ['the check: nothing is ordered', CHECK, { creates: 0, deletes: 0 }],
  ['the submission: what came of it is canceled', CREATE, { creates: 1, deletes: 1 }],
  ['a read', READ, { creates: 1, deletes: 1 }],
])('during %s', async (_, kind, { creates, deletes }) => {
  const call = account.hold(kind);
  const port = await account.start(account.request({ numbers }));
  if (kind === READ) {
    await account.untilSubmitted(port);
    void port.refresh();
  }
  await call.come;
  await account.workflow(port).cancel();
  await port.view(); // asked after the cancel, so the port has seen it
  call.letIn();
  expect((await account.untilEnd(port)).phase).toBe('canceled');
  expect((await account.describe(port)).status.name).toBe('COMPLETED');
  expect(await port.timeline()).toContainEqual(
    expect.objectContaining({ kind: 'cancel_requested', command: 'cancel', by: 'temporal' }),
  );
  expect(account.asked(CREATE)).toBe(creates);
  expect(account.asked(CANCEL)).toBe(deletes);
});

test('while the port waits, more than once: one cancel', async () => {
  const port = await account.start(account.request({ numbers }));
  await account.untilSubmitted(port);
  for (let count = 0; count < 2; count++) await account.workflow(port).cancel();
  expect((await account.untilEnd(port)).phase).toBe('canceled');
  expect(account.asked(CANCEL)).toBe(1);
});

test('inside the window it is refused like any cancel, and the port goes on', async () => {
  const port = await account.start(account.request({ numbers }));
  await account.until(port, ({ phase }) => phase === 'window_closed');
  await account.workflow(port).cancel();
  expect((await account.untilEnd(port)).phase).toBe('completed');
  expect(account.asked(CANCEL)).toBe(0);
});

test('before its first step', async () => {
  const port = await account.porting.start(account.request({ numbers }));
  await account.workflow(port).cancel();
  await expect(port.result()).resolves.toMatchObject({ phase: 'canceled' });
  expect(account.asked(CREATE)).toBe(0);
});
