import { request } from 'undici';
import { accountQuery, type AccountView } from '../../src/contract/account-view';
import { accountConfigured, providerNotified } from '../../src/contract/messages';
import { accountWorkflowId, PROVIDER_ACCOUNT, sweepWorkflowId } from '../../src/contract/names';
import { HOUR, SECOND } from '../../src/domain/model/time';
import { eventually, startStack, type Stack } from '../support/stack';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ name: 'beside', isSwept: true });
});
afterAll(() => stack.stop());

test('while a pass is under way the account goes on in runs of its own, and hears of its end all the same', async () => {
  await delayList(15 * SECOND);
  const workflowId = accountWorkflowId('twilio', stack.account);
  await configure({ eventsPerRun: 1 });
  const account = stack.client.workflow.getHandle(workflowId);
  const view = (): Promise<AccountView> => account.query(accountQuery);
  const pass = stack.client.workflow.getHandle(sweepWorkflowId('twilio', stack.account));
  await eventually(
    () => pass.describe().catch(() => undefined),
    (description) => description?.status.name === 'RUNNING',
  );
  for (let at = 0; at < 4; at++) {
    const { runId: before } = await account.describe();
    await account.signal(providerNotified, { hints: [{ orderRef: `KW${String(at)}`, receivedAt: 1 }] });
    await eventually(view, ({ buffered: kept }) => kept.length === at + 1);
    await eventually(
      () => account.describe(),
      ({ runId }) => runId !== before,
    );
    // The first one well before the pass can be over.
    if (at === 0) expect((await pass.describe()).status.name).toBe('RUNNING');
  }

  const { sweep } = await eventually(view, (seen) => seen.sweep?.last !== undefined, 40 * SECOND);
  expect(sweep).toMatchObject({ last: { orders: 0 } });
  expect(sweep).not.toHaveProperty('failure');
  expect((await view()).buffered).toHaveLength(4);
});

test('an account that was terminated and began anew hears of the end of the pass that still runs', async () => {
  await delayList(6 * SECOND);
  const account = stack.client.workflow.getHandle(accountWorkflowId('twilio', stack.account));
  const pass = stack.client.workflow.getHandle(sweepWorkflowId('twilio', stack.account));
  await account.terminate();
  await configure();
  await eventually(
    () => pass.describe(),
    ({ status }) => status.name === 'RUNNING',
  );
  const { runId } = await pass.describe();
  await account.terminate();
  await configure();
  const view = (): Promise<AccountView> => account.query(accountQuery);
  await eventually(view, ({ sweep }) => sweep?.last !== undefined, 40 * SECOND);
  expect((await pass.describe()).runId).toBe(runId);
});

async function configure(carried: { readonly eventsPerRun?: number } = {}): Promise<void> {
  await stack.client.workflow.signalWithStart(PROVIDER_ACCOUNT, {
    workflowId: accountWorkflowId('twilio', stack.account),
    taskQueue: stack.account,
    args: [carried],
    signal: accountConfigured,
    signalArgs: [{ sweepEvery: HOUR }],
  });
}

/** Lets the provider take its time over its list of orders, once. */
async function delayList(delayMs: number): Promise<void> {
  const { body, statusCode } = await request(`${stack.sandbox.url}/_control/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      provider: 'twilio',
      method: 'GET',
      pathPattern: 'PortInRequests',
      kind: 'delay',
      delayMs,
      times: 1,
    }),
  });
  await body.dump();
  expect(statusCode).toBe(200);
}
