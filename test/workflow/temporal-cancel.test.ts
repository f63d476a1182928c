import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { numberWithFate } from '../scenarios/request';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { CHECK, CREATE, READ, SkippedAccount, type RequestKind } from './skipped-account';

/** Temporal's own cancel must not tear a half-made order apart: the port goes on until its rules end it. */
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

const numbers = [{ phoneNumber: numberWithFate('00') }];

test.each<[string, RequestKind]>([
  ['the check', CHECK],
  ['the submission', CREATE],
  ['a read', READ],
])('during %s', async (_, kind) => {
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
  expect((await account.untilEnd(port)).phase).toBe('completed');
  expect((await account.describe(port)).status.name).toBe('COMPLETED');
  expect(account.asked(CREATE)).toBe(1);
});

test('while the port waits, more than once', async () => {
  const port = await account.start(account.request({ numbers }));
  const { nextWakeAt } = await account.untilSubmitted(port);
  for (let count = 0; count < 2; count++) await account.workflow(port).cancel();
  // The timer it waits for is still there.
  expect((await account.still(port)).nextWakeAt).toBe(nextWakeAt);
  expect((await account.untilEnd(port)).phase).toBe('completed');
});

test('before its first step', async () => {
  const port = await account.porting.start(account.request({ numbers }));
  await account.workflow(port).cancel();
  await account.untilSubmitted(port);
  expect(account.asked(CREATE)).toBe(1);
  await account.workflow(port).terminate();
});
