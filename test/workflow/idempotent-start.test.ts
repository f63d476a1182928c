import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { PortingError } from '../../src/client/porting-error';
import { testNumber } from '../scenarios/request';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { CREATE, SkippedAccount } from './skipped-account';

/** A request id is one port, however often and by how many callers it is started. */
let environment: TestWorkflowEnvironment;
let account: SkippedAccount;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  account = await SkippedAccount.open(environment, 'idempotent-start');
});
afterEach(() => account.clear());
afterAll(async () => {
  await account.close();
  await environment.teardown();
});

const numbers = [{ phoneNumber: testNumber('00') }];

test('the same request again is the same port, running and finished', async () => {
  const request = account.request({ requestId: 'again', numbers });
  const port = await account.start(request);
  await account.untilSubmitted(port);
  const { runId } = await account.describe(port);

  // Equal is what means the same: the order of the fields and the way a number is written do not count.
  const reordered = Object.fromEntries(Object.entries(request).reverse()) as typeof request;
  const again = await account.start({ ...reordered, numbers: [{ phoneNumber: '+1 (212) 555-0100' }] });
  expect((await again.view()).orders).toHaveLength(1);
  expect((await account.describe(again)).runId).toBe(runId);

  await account.untilEnd(port);
  const finished = await account.start(request);
  expect((await finished.result()).phase).toBe('completed');
  expect((await account.describe(finished)).runId).toBe(runId);
  expect(account.asked(CREATE)).toBe(1);
});

test('other content under the same id is refused, running and finished', async () => {
  const request = account.request({ requestId: 'conflict', numbers });
  const other = { ...request, numbers: [{ phoneNumber: testNumber('00', '02') }] };
  const port = await account.start(request);
  const refusal = {
    name: 'PortingError',
    code: 'request_conflict',
    message: expect.stringContaining('conflict'),
  };
  await expect(account.start(other)).rejects.toMatchObject(refusal);
  await account.untilEnd(port);
  await expect(account.start(other)).rejects.toMatchObject(refusal);
  expect((await port.result()).numbers.map(({ phoneNumber }) => phoneNumber)).toEqual([
    numbers[0]?.phoneNumber,
  ]);
});

test('twenty starts at once are one port; those with other content are told so', async () => {
  const request = account.request({ requestId: 'crowd', numbers });
  const starts = Array.from({ length: 20 }, (_, index) =>
    account.porting.start(index % 4 === 3 ? { ...request, reference: 'another' } : request),
  );
  const settled = await Promise.allSettled(starts);
  const refused = settled.flatMap((start) => (start.status === 'rejected' ? [start.reason as unknown] : []));
  // Whichever content came first has the port.
  expect([5, 15]).toContain(refused.length);
  for (const error of refused) expect(error).toMatchObject({ code: 'request_conflict' });
  expect(refused.every((error) => error instanceof PortingError)).toBe(true);

  const port = account.porting.get('crowd');
  await account.still(port);
  expect(account.asked(CREATE)).toBe(1);
  expect(account.sandbox.orders()).toHaveLength(1);
  await account.workflow(port).terminate();
});
