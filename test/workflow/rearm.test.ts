import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DAY, HOUR, SECOND } from '../../src/domain/model/time';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { cancel, cancelsReceived, isoOf, NUMBER, setDate, startDated } from './dated-port';
import { entriesOf } from './entries-of';
import { SkippedAccount } from './skipped-account';

/** Invariant rearm: after any change of the date the next timer, and the judgment of a cancel, belong to the new one. */
let environment: TestWorkflowEnvironment;
let account: SkippedAccount;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  account = await SkippedAccount.open(environment, 'rearm');
});
afterEach(() => account.clear());
afterAll(async () => {
  await account.close();
  await environment.teardown();
});

const WINDOW = 72 * HOUR;
const NOTICE = 24 * HOUR;
const ACCEPTED = { accepted: [NUMBER], refused: [] };

test('rearm: the date moves 5 days later after the window has closed: a cancel is accepted again', async () => {
  const { port, focAt } = await startDated(account);
  await account.skipTo(focAt - WINDOW + SECOND);
  expect((await cancel(port)).refused).toMatchObject([{ code: 'cancellation_window_closed' }]);
  await setDate(account, port, focAt + 5 * DAY);
  expect(await entriesOf(port, 'cancellation_window_reopened')).toHaveLength(1);

  // The old date passes, and means nothing any more.
  await account.skipTo(focAt + HOUR);
  expect(await cancel(port)).toEqual(ACCEPTED);
  expect((await account.untilEnd(port)).phase).toBe('canceled');
  expect(cancelsReceived(account)).toMatchObject([{ status: 204 }]);
});

test('rearm: a later date gets a notice and a deadline of its own', async () => {
  const { port, focAt } = await startDated(account);
  await setDate(account, port, focAt + 5 * DAY);
  for (const [kind, at] of [
    ['cancellation_window_closing', focAt + 5 * DAY - WINDOW - NOTICE],
    ['cancellation_window_closed', focAt + 5 * DAY - WINDOW],
  ] as const) {
    await account.until(port, ({ nextWakeAt }) => nextWakeAt === isoOf(at));
    expect(await entriesOf(port, kind)).toEqual([]);
    await account.skipTo(at);
    await account.still(port);
    expect(await entriesOf(port, kind)).toHaveLength(1);
  }
});

test('rearm: the date moves earlier, into the window: a cancel is refused', async () => {
  const { port, focAt } = await startDated(account);
  const earlier = focAt - 8 * DAY;
  await setDate(account, port, earlier);
  expect(await cancel(port)).toMatchObject({
    accepted: [],
    refused: [{ code: 'cancellation_window_closed', foc: isoOf(earlier), cancelBy: isoOf(earlier - WINDOW) }],
  });
  expect((await account.untilEnd(port)).phase).toBe('completed');
  expect(cancelsReceived(account)).toEqual([]);
});

test('rearm: the date is withdrawn inside the window: a cancel is accepted', async () => {
  const { port, focAt } = await startDated(account);
  await account.skipTo(focAt - WINDOW + SECOND);
  await setDate(account, port, undefined);
  expect(await cancel(port)).toEqual(ACCEPTED);
  expect((await account.untilEnd(port)).phase).toBe('canceled');
  expect(cancelsReceived(account)).toMatchObject([{ status: 204 }]);
});

test('rearm: a date that moved without a webhook is read before a cancel is refused', async () => {
  const { port, focAt } = await startDated(account);
  await account.skipTo(focAt - WINDOW + SECOND);
  await account.still(port);
  const lose = JSON.stringify({ mode: 'lose' });
  account.sandbox.handle({ method: 'POST', path: '/_control/webhooks', body: lose });
  const [order] = (await port.view()).orders;
  const push = JSON.stringify({ to: 'foc_confirmed', focAt: isoOf(focAt + 5 * DAY) });
  account.sandbox.handle({ method: 'POST', path: `/_control/orders/${order!.ref}/advance`, body: push });
  await account.skipFor(HOUR);
  expect(await cancel(port)).toEqual(ACCEPTED);
  await account.still(port);
  expect(cancelsReceived(account)).toMatchObject([{ status: 204 }]);
});
