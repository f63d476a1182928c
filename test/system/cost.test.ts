import { request } from 'undici';
import { HOUR, SECOND } from '../../src/domain/model/time';
import { testNumber, twilioRequest } from '../scenarios/request';
import type { DevServer } from '../../tools/temporal-server';
import { startOwnDevServer } from '../support/servers/dev-server';
import { eventually, startStack, type Stack } from '../support/stack';

/**
 * What one port costs: billable actions as the server itself counts them, and history events. The scenario has one
 * number, four webhooks with news, notice and deadline, an unscaled policy, encrypted payloads and a claim of its
 * number. Its minimum, counted by hand, is 25 actions, two of them for the claim.
 */
const MAX_ACTIONS = 26;
const MAX_EVENTS = 90;
/** Of encrypted payloads; readable ones take a seventh less. */
const MAX_BYTES = 26_000;
const NOTICE = 4 * SECOND;

// A server of its own: the counter is the whole server's, and other tests run beside this one.
let server: DevServer;
let stack: Stack;
beforeAll(async () => {
  server = await startOwnDevServer();
  stack = await startStack({
    name: 'cost',
    claimsNumbers: true,
    isEncrypted: true,
    policy: { notice: NOTICE },
    address: server.address,
  });
});
afterAll(async () => {
  await stack.stop();
  await server.stop();
});

test('a port that goes well costs few actions and events', async () => {
  // Twilio's own filter: one webhook for each of the number's four changes.
  await control('POST', '/twilio/v1/Porting/Configuration/Webhook', {
    port_in_target_url: stack.webhookUrl,
    notifications_of: ['WaitingForSignature', 'Submitted', 'Pending', 'Completed'].map(
      (e) => `PortInPhoneNumber${e}`,
    ),
  });
  const before = await settled(actions);
  const port = await stack.porting.start({
    ...twilioRequest({ requestId: 'cost-1', numbers: [{ phoneNumber: testNumber('00', '77') }] }),
    account: stack.account,
  });
  // A query that comes during the port's first step costs a workflow task: no query comes before the order is made.
  await eventually(ordersAtProvider, (made) => made.length === 1);
  const view = () => port.view();
  const { orders } = await eventually(view, ({ phase }) => phase === 'waiting_for_foc');
  const advance = (body: object) => control('POST', `/_control/orders/${orders[0]!.ref}/advance`, body);
  await advance({ to: 'awaiting_signature' });
  await eventually(view, ({ phase }) => phase === 'awaiting_signature');
  await advance({ to: 'submitted' });
  await eventually(view, ({ phase }) => phase === 'waiting_for_foc');
  await advance({
    to: 'foc_confirmed',
    focAt: new Date(Date.now() + 72 * HOUR + NOTICE + 3 * SECOND).toISOString(),
  });
  await eventually(view, ({ phase }) => phase === 'foc_confirmed');
  await eventually(view, ({ phase }) => phase === 'window_closed');
  await advance({ to: 'ported' });
  const outcome = await port.result();
  expect(outcome.phase).toBe('completed');

  const after = await settled(actions);
  const spent = new Map([...after].map(([type, count]) => [type, count - (before.get(type) ?? 0)]));
  spent.delete('grpc_QueryWorkflow'); // this test's own looks
  const total = [...spent.values()].reduce((sum, count) => sum + count, 0);
  const { historyLength, historySize } = await stack.client.workflow.getHandle(port.workflowId).describe();
  process.stderr.write(
    `\nOne port: ${String(total)} actions, ${String(historyLength)} events, ${String(historySize ?? 0)} bytes of history\n` +
      [...spent]
        .filter(([, count]) => count > 0)
        .map(([type, count]) => `  ${String(count).padStart(3)} ${type}\n`)
        .join(''),
  );
  expect(total).toBeLessThanOrEqual(MAX_ACTIONS);
  expect(historyLength).toBeLessThanOrEqual(MAX_EVENTS);
  expect(historySize).toBeLessThanOrEqual(MAX_BYTES);
}, 90_000);

/** The server counts in steps of about a second, so a figure is read when it has stopped growing. */
async function settled(read: () => Promise<Map<string, number>>): Promise<Map<string, number>> {
  for (let before = await read(); ;) {
    await new Promise((resolve) => setTimeout(resolve, 3 * SECOND));
    const now = await read();
    if (JSON.stringify([...now]) === JSON.stringify([...before])) return now;
    before = now;
  }
}

/** The server's counter of billable actions, by type. */
async function actions(): Promise<Map<string, number>> {
  const { body } = await request(server.metricsUrl!);
  const counted = new Map<string, number>();
  for (const line of (await body.text()).split('\n')) {
    const [, type, count] = /^action\{action_type="([^"]+)",namespace="default".*\} (\d+)$/.exec(line) ?? [];
    if (type !== undefined) counted.set(type, (counted.get(type) ?? 0) + Number(count));
  }
  return counted;
}

async function ordersAtProvider(): Promise<readonly unknown[]> {
  const { body } = await request(`${stack.sandbox.url}/_control/orders`);
  return ((await body.json()) as { orders: unknown[] }).orders;
}

async function control(method: 'POST', path: string, body: object): Promise<void> {
  const answer = await request(`${stack.sandbox.url}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`AC${'0'.repeat(32)}:sandbox-token`).toString('base64')}`,
    },
    body: JSON.stringify(body),
  });
  if (answer.statusCode >= 300)
    throw new Error(`${path}: ${String(answer.statusCode)} ${await answer.body.text()}`);
  await answer.body.dump();
}
