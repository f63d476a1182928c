import { Agent, request } from 'undici';
import type { Client } from '@temporalio/client';
import { accountQuery } from '../../src/contract/account-view';
import { accountWorkflowId } from '../../src/contract/names';
import { testNumber, twilioRequest } from '../scenarios/request';
import { eventually, startStack, type Stack } from '../support/stack';

/**
 * What is signaled to a workflow is its history, and Temporal terminates one whose history has 50 MB. 190 webhooks of
 * 250 KB, in which each names the same order 1,800 times, once did that in seven seconds; these are 10 MB of them.
 */
const WEBHOOKS = 40;
const BODY_BYTES = 250_000;
const MAX_HISTORY_BYTES = 1_000_000;

const agent = new Agent({ connections: 8 });
let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ name: 'drowning' });
});
afterAll(async () => {
  await agent.close();
  await stack.stop();
});

test('a flood of large webhooks leaves port and account running, with small histories', async () => {
  const numbers = [{ phoneNumber: testNumber('10') }];
  const port = await stack.porting.start({
    ...twilioRequest({ requestId: 'drowning', numbers }),
    account: stack.account,
  });
  const { orders } = await eventually(
    () => port.view(),
    (view) => view.orders.length > 0,
  );
  const known = bodyOf(orders[0]!.ref);
  const unknown = bodyOf(`KW${'9'.repeat(32)}`);
  // Every other one to the account, which hears of the order that no port holds.
  const bodies = Array.from({ length: WEBHOOKS }, (_, webhook) => (webhook % 2 === 0 ? known : unknown));
  expect(new Set(await Promise.all(bodies.map(post)))).toEqual(new Set([204]));
  expect(await post(differentEvents(orders[0]!.ref))).toBe(400);

  await expectSmall(stack.client, port.workflowId);
  await expectSmall(stack.client, accountWorkflowId('twilio', stack.account));
  // What the account hears is spread over some seconds too.
  const account = stack.client.workflow.getHandle(accountWorkflowId('twilio', stack.account));
  await eventually(
    () => account.query(accountQuery),
    ({ buffered: kept }) => kept.length === 1,
  );
});

function eventOf(ref: string, status: string): string {
  return JSON.stringify({
    port_in_request_sid: ref,
    phone_number: testNumber('10'),
    status,
    last_date_updated: new Date().toISOString(),
  });
}

/** More than any webhook tells of (src/providers/webhook-bounds.ts). */
function differentEvents(ref: string): string {
  return `[${Array.from({ length: 1_001 }, (_, event) => eventOf(ref, `pending-${String(event)}`)).join(',')}]`;
}

function bodyOf(ref: string): string {
  const hint = eventOf(ref, 'pending');
  return `[${Array.from({ length: Math.floor(BODY_BYTES / (hint.length + 1)) }, () => hint).join(',')}]`;
}

async function post(body: string): Promise<number> {
  const answer = await request(stack.webhookUrl, {
    dispatcher: agent,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  await answer.body.dump();
  return answer.statusCode;
}

async function expectSmall(client: Client, workflowId: string): Promise<void> {
  const { status, historySize = Infinity } = await client.workflow.getHandle(workflowId).describe();
  expect(status.name).toBe('RUNNING');
  expect(historySize).toBeLessThan(MAX_HISTORY_BYTES);
}
