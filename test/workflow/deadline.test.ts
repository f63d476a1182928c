import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/domain/model/time';
import type { FaultRule } from '../../src/sandbox/faults';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { cancel, cancelsReceived, isoOf, NUMBER, SECOND_NUMBER, setDate, startDated } from './dated-port';
import { entriesOf } from './entries-of';
import { CANCEL, SkippedAccount } from './skipped-account';

/**
 * Invariant deadline: a cancel accepted in time is sent, and not confirmed by `cancelBy` is an event; no cancel first
 * accepted inside a hard window is ever sent. Judged by what the provider received and when, not by what we tell.
 */
let environment: TestWorkflowEnvironment;
let account: SkippedAccount;
let lenient: SkippedAccount;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  account = await SkippedAccount.open(environment, 'deadline');
  lenient = await SkippedAccount.open(environment, 'best-effort', { policy: { enforcement: 'best_effort' } });
});
afterEach(() => Promise.all([account.clear(), lenient.clear()]));
afterAll(async () => {
  await account.close();
  await lenient.close();
  await environment.teardown();
});

const WINDOW = 72 * HOUR;
/** The server's clock goes on while it is asked. */
const JUST = 30 * SECOND;

test('deadline: a cancel just before cancelBy is accepted, and sent before cancelBy', async () => {
  const { port, focAt } = await startDated(account);
  await account.skipTo(focAt - WINDOW - JUST);
  expect(await cancel(port)).toEqual({ accepted: [NUMBER], refused: [] });
  expect((await account.untilEnd(port)).phase).toBe('canceled');
  expect(cancelsReceived(account)).toMatchObject([{ status: 204 }]);
  expect(cancelsReceived(account)[0]!.instant).toBeLessThan(focAt - WINDOW);
  // Sent in time, and canceled six hours later: between the two it was uncertain.
  expect(await entriesOf(port, 'cancel_not_confirmed_in_time')).toHaveLength(1);
});

test('deadline: a cancel just after cancelBy is refused with both instants, and never sent', async () => {
  const { port, focAt } = await startDated(account);
  await account.skipTo(focAt - WINDOW + SECOND);
  expect(await cancel(port)).toMatchObject({
    accepted: [],
    refused: [
      {
        number: NUMBER,
        code: 'cancellation_window_closed',
        cancelBy: isoOf(focAt - WINDOW),
        foc: isoOf(focAt),
      },
    ],
  });
  expect((await account.untilEnd(port)).phase).toBe('completed');
  expect(cancelsReceived(account)).toEqual([]);
});

test('deadline: between cancelBy and the last moment a bare date can mean, a cancel is sent and marked', async () => {
  const midnight = Math.ceil((await account.now()) / DAY) * DAY + 9 * DAY;
  const { port } = await startDated(account, { focAt: midnight });
  const [number] = (await port.view()).numbers;
  expect(number).toMatchObject({ foc: { precision: 'date', from: isoOf(midnight) } });
  const lastMoment = Date.parse(number!.foc!.until) - WINDOW;

  await account.skipTo(midnight - WINDOW + HOUR);
  expect(await cancel(port)).toEqual({ accepted: [NUMBER], refused: [] });
  expect(await entriesOf(port, 'cancel_requested')).toMatchObject([{ data: { deadline_uncertain: true } }]);
  await account.still(port);
  expect(cancelsReceived(account)).toHaveLength(1);

  await account.skipTo(lastMoment + JUST);
  expect((await cancel(port)).refused).toMatchObject([{ code: 'cancellation_window_closed' }]);
  await account.untilEnd(port);
  expect(cancelsReceived(account)).toHaveLength(1);
});

/** So many that the deadline passes, though a cancel is tried ever more often before it. */
const FAULTS = 40;

test.each<[string, Pick<FaultRule, 'kind'> & Partial<FaultRule>]>([
  ['503', { kind: 'status', status: 503 }],
  ['cut connections', { kind: 'drop_before' }],
])('deadline: %s at the moment of the cancel: it is sent until the provider answers', async (_, fault) => {
  const { port, focAt } = await startDated(account);
  await account.skipTo(focAt - WINDOW - 2 * MINUTE);
  account.inject(CANCEL, { ...fault, times: FAULTS });
  expect(await cancel(port)).toEqual({ accepted: [NUMBER], refused: [] });

  await account.until(port, () => cancelsReceived(account).some((received) => received.fault === undefined));
  const received = cancelsReceived(account);
  expect(received.map(({ fault: met }) => met)).toEqual([
    ...Array<string>(FAULTS).fill(fault.kind),
    undefined,
  ]);
  expect(received[0]!.instant).toBeLessThan(focAt - WINDOW);
  expect(received.at(-1)!.instant).toBeGreaterThan(focAt - WINDOW);
  expect(await entriesOf(port, 'cancel_not_confirmed_in_time')).toMatchObject([{ numbers: [NUMBER] }]);
  // Too late for this provider, and it says so; the end is what it says.
  await account.untilEnd(port);
  expect(await entriesOf(port, 'cancel_refused')).toHaveLength(1);
  expect(cancelsReceived(account)).toHaveLength(FAULTS + 1);
});

test('deadline: where the window is a best effort, a cancel is sent inside it too', async () => {
  const { port, focAt } = await startDated(lenient);
  await lenient.skipTo(focAt - WINDOW + HOUR);
  expect(await cancel(port)).toEqual({ accepted: [NUMBER], refused: [] });
  expect((await lenient.untilEnd(port)).phase).toBe('completed');
  expect(cancelsReceived(lenient)).toMatchObject([{ status: 400 }]);
});

test('deadline: a request makes the window longer, and the longer one holds', async () => {
  const policy = { cancellationWindow: 'PT96H' };
  const { port, focAt } = await startDated(account, { policy });
  const view = await port.view();
  expect(view).toMatchObject({ policy, cancelBy: isoOf(focAt - 96 * HOUR) });
  await account.skipTo(focAt - 96 * HOUR + SECOND);
  expect((await cancel(port)).refused).toMatchObject([{ cancelBy: view.cancelBy }]);
  await account.untilEnd(port);
  expect(cancelsReceived(account)).toEqual([]);
});

test('deadline: a request cannot make the window shorter', async () => {
  const request = account.request({
    numbers: [{ phoneNumber: NUMBER }],
    policy: { cancellationWindow: 'PT48H' },
  });
  const port = await account.start(request);
  await expect(port.result()).rejects.toThrow(/policy\.cancellationWindow may only be longer/);
  expect(account.sandbox.requests()).toEqual([]);
});

test('deadline: each number has its own: one is canceled by itself, the other is refused', async () => {
  const numbers = [{ phoneNumber: NUMBER }, { phoneNumber: SECOND_NUMBER }];
  const { port, focAt } = await startDated(account, { numbers });
  await setDate(account, port, focAt - 8 * DAY, [SECOND_NUMBER]);
  expect(await cancel(port)).toMatchObject({
    accepted: [NUMBER],
    refused: [{ number: SECOND_NUMBER, code: 'cancellation_window_closed', foc: isoOf(focAt - 8 * DAY) }],
  });
  expect((await account.untilEnd(port)).outcome).toMatchObject({
    phase: 'completed',
    numbers: [
      { phoneNumber: NUMBER, outcome: 'canceled' },
      { phoneNumber: SECOND_NUMBER, outcome: 'ported' },
    ],
  });
  expect(cancelsReceived(account)).toMatchObject([{ path: expect.stringMatching(/\/PhoneNumber\/PU\w+$/) }]);
});
