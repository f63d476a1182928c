import { WorkflowUpdateFailedError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { PortHandle } from '../../src/client/port-handle';
import { testNumber } from '../scenarios/request';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { READ, SkippedAccount } from './skipped-account';

/** A person or a service asks a port to look now, and gets what it saw. */
let environment: TestWorkflowEnvironment;
let account: SkippedAccount;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  account = await SkippedAccount.open(environment, 'refresh');
});
afterEach(() => account.clear());
afterAll(async () => {
  await account.close();
  await environment.teardown();
});

const phoneNumber = testNumber('10'); // no webhooks: nothing but the refresh makes it look

async function submitted(): Promise<PortHandle> {
  const port = await account.start(account.request({ numbers: [{ phoneNumber }] }));
  await account.untilSubmitted(port);
  return port;
}

/** The provider gets somewhere, and the port does not know yet. */
function advance(to: 'awaiting_signature' | 'ported'): void {
  const [order] = account.sandbox.orders();
  const path = `/_control/orders/${order!.ref}/advance`;
  const { status, body } = account.sandbox.handle({ method: 'POST', path, body: JSON.stringify({ to }) });
  if (status !== 200) throw new Error(body);
}

test('it reads, answers with what it saw, and tells who asked', async () => {
  const port = await submitted();
  advance('awaiting_signature');
  const { accepted, refused, view } = await port.refresh({ by: 'ada' });
  expect({ accepted, refused }).toEqual({ accepted: [phoneNumber], refused: [] });
  expect(view.phase).toBe('awaiting_signature');
  expect(await port.timeline()).toContainEqual(
    expect.objectContaining({ kind: 'status_changed', cause: 'command', command: 'refresh', by: 'ada' }),
  );
});

test('the same key is the same command: one read, one answer', async () => {
  const port = await submitted();
  const first = await port.refresh({ idempotencyKey: 'key-1' });
  advance('awaiting_signature');
  expect(await port.refresh({ idempotencyKey: 'key-1' })).toEqual(first);
  expect(account.asked(READ)).toBe(1);
  expect((await port.refresh({ idempotencyKey: 'key-2' })).view.phase).toBe('awaiting_signature');
});

test('two at once, while a read is under way, share the next one', async () => {
  const port = await submitted();
  const read = account.hold(READ);
  const first = port.refresh();
  await read.come;
  advance('awaiting_signature');
  // Updates are only known to be recorded once the port was asked something after them.
  const others = [port.refresh(), port.refresh()];
  await port.view();
  read.letIn();
  await first;
  for (const { view } of await Promise.all(others)) expect(view.phase).toBe('awaiting_signature');
  await account.still(port);
  expect(account.asked(READ)).toBe(2);
});

test('a draft has nothing to read and answers at once', async () => {
  const { documents: _, ...incomplete } = account.request({ numbers: [{ phoneNumber }] });
  const port = await account.start(incomplete);
  expect((await port.refresh()).view).toMatchObject({
    phase: 'draft',
    attentions: [{ cause: 'missing_fields' }],
  });
  expect(account.sandbox.requests()).toEqual([]);
  // An update without an answer would keep the workflow from ending.
  expect((await account.untilEnd(port)).phase).toBe('expired');
  await expect(port.result()).resolves.toMatchObject({ phase: 'expired' });
});

test('one that comes while the port ends is answered with the end', async () => {
  const port = await submitted();
  const read = account.hold(READ);
  const first = port.refresh();
  await read.come;
  const late = port.refresh();
  await port.view();
  advance('ported');
  read.letIn();
  expect((await first).view.phase).toBe('completed');
  expect((await late).view.phase).toBe('completed');
  await expect(port.result()).resolves.toMatchObject({ phase: 'completed' });
});

test('while the provider fails, the answer says so', async () => {
  const port = await submitted();
  account.inject(READ, { kind: 'status', status: 503, times: 3 });
  const asked = port.refresh();
  await account.until(port, ({ attentions }) => attentions.length > 0);
  expect((await asked).view.attentions).toMatchObject([{ cause: 'read_failed' }]);
  await account.until(port, ({ attentions }) => attentions.length === 0);
});

test.each<[string, unknown]>([
  ['text', 'now'],
  ['a number for a name', { by: 42 }],
  ['a name without end', { by: 'a'.repeat(101) }],
])('%s is refused and harms nothing', async (_, input) => {
  const port = await submitted();
  const refused = account.workflow(port).executeUpdate('refresh', { args: [input] });
  const error: unknown = await refused.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(WorkflowUpdateFailedError);
  expect((error as WorkflowUpdateFailedError).cause).toMatchObject({ type: 'invalid_command' });
  expect(account.asked(READ)).toBe(0);
  expect((await port.refresh()).accepted).toEqual([phoneNumber]);
});

test('the Web UI sends no argument where none is typed', async () => {
  const port = await submitted();
  await account.workflow(port).executeUpdate('refresh');
  expect(account.asked(READ)).toBe(1);
});
