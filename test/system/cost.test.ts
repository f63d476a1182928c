import { testNumber, twilioRequest } from '../scenarios/request';
import type { DevServer } from '../../tools/temporal-server';
import { actionsBetween, billableActions, totalOf } from '../support/billable-actions';
import { startOwnDevServer } from '../support/servers/dev-server';
import { startStack, type Stack } from '../support/stack';
import { filterWebhooks, liveAsUsual, USUAL_NOTICE } from '../support/usual-life';

/**
 * What one port costs: billable actions as the server itself counts them, and history events. The scenario has one
 * number, four webhooks with news, notice and deadline, an unscaled policy, encrypted payloads and a claim of its
 * number. Its minimum, counted by hand, is 25 actions, two of them for the claim.
 */
const MAX_ACTIONS = 26;
const MAX_EVENTS = 90;
/** Of encrypted payloads; readable ones take a seventh less. The length of the host's name counts in most events. */
const MAX_BYTES = 27_000;

// A server of its own: the counter is the whole server's, and other tests run beside this one.
let server: DevServer;
let stack: Stack;
beforeAll(async () => {
  server = await startOwnDevServer();
  stack = await startStack({
    name: 'cost',
    claimsNumbers: true,
    isEncrypted: true,
    policy: { notice: USUAL_NOTICE },
    address: server.address,
  });
});
afterAll(async () => {
  await stack.stop();
  await server.stop();
});

test('a port that goes well costs few actions and events', async () => {
  await filterWebhooks(stack);
  const before = await billableActions(server.metricsUrl!);
  const port = await liveAsUsual(stack, {
    ...twilioRequest({ requestId: 'cost-1', numbers: [{ phoneNumber: testNumber('00', '77') }] }),
    account: stack.account,
  });
  const spent = actionsBetween(before, await billableActions(server.metricsUrl!));
  const { historyLength, historySize } = await stack.client.workflow.getHandle(port.workflowId).describe();
  process.stderr.write(
    `\nOne port: ${String(totalOf(spent))} actions, ${String(historyLength)} events, ${String(historySize ?? 0)} bytes of history\n` +
      [...spent].map(([type, count]) => `  ${String(count).padStart(3)} ${type}\n`).join(''),
  );
  expect(totalOf(spent)).toBeLessThanOrEqual(MAX_ACTIONS);
  expect(historyLength).toBeLessThanOrEqual(MAX_EVENTS);
  expect(historySize).toBeLessThanOrEqual(MAX_BYTES);
}, 90_000);
