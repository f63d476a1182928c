import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { PortHandle } from '../../src/client/port-handle';
import type { Hint } from '../../src/contract/messages';
import { MINUTE } from '../../src/domain/model/time';
import { testNumber } from '../scenarios/request';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { CREATE, READ, SkippedAccount } from './skipped-account';

/** A webhook is a reason to look, never a fact: each is followed by a read that began after it. */
let environment: TestWorkflowEnvironment;
let account: SkippedAccount;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  account = await SkippedAccount.open(environment, 'hints');
});
afterEach(() => account.clear());
afterAll(async () => {
  await account.close();
  await environment.teardown();
});

/** A port that waits for its provider, and a hint for its order. */
async function submitted(): Promise<{ port: PortHandle; hint: Hint }> {
  const numbers = [{ phoneNumber: testNumber('10') }];
  const port = await account.start(account.request({ numbers }));
  const { orders } = await account.untilSubmitted(port);
  return { port, hint: { orderRef: orders[0]!.ref, receivedAt: 0 } };
}

test('a hint makes the port read, and what the read shows is believed, not the hint', async () => {
  const { port, hint } = await submitted();
  await account.notify(port, [{ ...hint, providerStatus: 'completed' } as Hint]);
  const { numbers, lastHintAt = '', lastReadAt = '' } = await account.still(port);
  expect(numbers).toMatchObject([{ status: 'in_review' }]);
  expect(Date.parse(lastReadAt)).toBeGreaterThanOrEqual(Date.parse(lastHintAt));
  expect(account.asked(READ)).toBe(1);
});

test('many hints in one signal are one read', async () => {
  const { port, hint } = await submitted();
  await account.notify(
    port,
    Array.from({ length: 500 }, () => hint),
  );
  await account.still(port);
  expect(account.asked(READ)).toBe(1);
});

test('hints that come during a read cause one more read, however many they are', async () => {
  const { port, hint } = await submitted();
  const read = account.hold(READ);
  await account.notify(port, [hint]);
  await read.come;
  for (let count = 0; count < 5; count++) await account.notify(port, [hint]);
  read.letIn();
  await account.still(port);
  expect(account.asked(READ)).toBe(2);
});

test('a hint during the submission is followed by a read of the order that came of it', async () => {
  const create = account.hold(CREATE);
  const numbers = [{ phoneNumber: testNumber('10') }];
  const port = await account.start(account.request({ numbers }));
  await create.come;
  await account.notify(port, [{ orderRef: `KW${'0'.repeat(32)}`, receivedAt: 0 }]);
  create.letIn();
  await account.until(port, ({ lastReadAt, orders }) => orders.length > 0 && lastReadAt !== undefined);
  await account.still(port);
  expect(account.asked(CREATE)).toBe(1);
  expect(account.asked(READ)).toBe(1);
});

test('a hint about an order that is not ours reads our own and changes nothing', async () => {
  const { port, hint } = await submitted();
  const before = await port.timeline();
  await account.notify(port, [{ ...hint, orderRef: `KW${'f'.repeat(32)}` }]);
  await account.still(port);
  const refs = account.sandbox
    .requests()
    .filter(({ method }) => method === 'GET')
    .map(({ orderRef }) => orderRef);
  expect(refs).toEqual([undefined, hint.orderRef]);
  expect(await port.timeline()).toEqual(before);
});

/** temporal.api.enums.v1.EventType; each of the two: scheduled, started, completed. */
const WORKFLOW_TASK = [5, 6, 7];
const ACTIVITY = [10, 11, 12];
const SIGNALED = 26;

test('a hint that finds nothing new sets no timer and writes no attribute', async () => {
  const { port, hint } = await submitted();
  await account.notify(port, [hint]);
  const { nextWakeAt } = await account.still(port);
  const { historyLength } = await account.describe(port);
  await account.skipFor(MINUTE);
  await account.notify(port, [hint]);
  expect((await account.still(port)).nextWakeAt).toBe(nextWakeAt);
  const { events } = await account.workflow(port).fetchHistory();
  const added = (events ?? []).slice(historyLength).map(({ eventType }) => eventType as number);
  expect(added.filter((type) => !WORKFLOW_TASK.includes(type))).toEqual([SIGNALED, ...ACTIVITY]);
});

test.each<[string, unknown[]]>([
  ['no argument', []],
  ['null', [null]],
  ['no hints', [{}]],
  ['text', ['look!']],
  ['hints of another kind', [{ hints: 'KW…' }]],
  [
    'a megabyte of hints',
    [
      {
        hints: Array.from({ length: 15_000 }, (_, at) => ({
          orderRef: `KW${String(at)}`,
          phoneNumber: `+1${String(2_000_000_000 + at)}`,
          updatedAt: 1,
        })),
      },
    ],
  ],
])('a signal that cannot be understood (%s) is a reason to look all the same', async (_, args) => {
  const { port } = await submitted();
  await account.workflow(port).signal('providerNotified', ...args);
  expect((await account.still(port)).phase).toBe('waiting_for_foc');
  expect(account.asked(READ)).toBe(1);
});
