import { request } from 'undici';
import { twilioRequest } from '../scenarios/request';
import { eventually, startStack, type Stack } from '../support/stack';

/**
 * The largest request: a thousand numbers in one order, each with webhooks of its own. What the server allows is far
 * more; the figures here are what one such port takes, so that no change makes it much larger unseen.
 */
const NUMBERS = 1_000;
const MAX_EVENTS = 1_500;
const MAX_MEGABYTES = 8;
const MEGABYTE = 1_000_000;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ name: 'thousand', daySeconds: 4 });
});
afterAll(async () => {
  await stack.stop();
});

test('a thousand numbers in one request become one order and complete', async () => {
  // All of them on the usual road: no exceptional scenario by the last two digits, no mobile number by the third.
  const lines = Array.from({ length: 100 * NUMBERS }, (_, index) => index).filter(
    (index) => index % 100 > 20 && index % 1_000 < 900,
  );
  const numbers = lines
    .slice(0, NUMBERS)
    .map((index) => ({ phoneNumber: `+1212${String(2_000_000 + index)}` }));
  const port = await stack.porting.start({
    ...twilioRequest({ requestId: 'thousand', numbers }),
    account: stack.account,
  });
  const outcome = await port.result();
  const { historyLength, historySize = 0 } = await stack.client.workflow
    .getHandle(port.workflowId)
    .describe();
  // Thousands of webhooks come after the end, and the same process is sandbox, receiver and worker.
  const view = await eventually(
    () => port.view().catch(() => undefined),
    (answer) => answer !== undefined,
    60_000,
  );
  const timeline = await port.timeline();
  const { body } = await request(`${stack.sandbox.url}/_control/orders`);
  const { orders } = (await body.json()) as { orders: unknown[] };
  process.stderr.write(
    `\n1,000 numbers: ${String(historyLength)} events, ${(historySize / MEGABYTE).toFixed(2)} MB of history, ` +
      `view ${String(Math.round(JSON.stringify(view).length / 1_000))} KB, ` +
      `timeline ${String(Math.round(JSON.stringify(timeline).length / 1_000))} KB\n`,
  );
  expect(outcome.phase).toBe('completed');
  expect(outcome.numbers).toEqual(numbers.map((number) => ({ ...number, outcome: 'ported' })));
  expect(orders).toHaveLength(1);
  expect(historyLength).toBeLessThan(MAX_EVENTS);
  expect(historySize).toBeLessThan(MAX_MEGABYTES * MEGABYTE);
}, 180_000);
