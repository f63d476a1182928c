import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DAY, SECOND } from '../../src/domain/model/time';
import { testNumber } from '../scenarios/request';
import { eventually } from '../support/stack';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { CHECK, CREATE, CANCEL, READ, SkippedAccount } from './skipped-account';

/** Slow providers do not block people, and what waited too long is looked at again before it is sent. */
let environment: TestWorkflowEnvironment;
let account: SkippedAccount;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  account = await SkippedAccount.open(environment, 'slow-provider');
});
afterEach(() => account.clear());
afterAll(async () => {
  await account.close();
  await environment.teardown();
});

const phoneNumber = testNumber('10');
const start = () => account.start(account.request({ numbers: [{ phoneNumber }] }));
/** How often a read is tried before it counts as failed. */
const ATTEMPTS = 4;

// First in this file: activities read the real clock, which skipped time leaves behind.
test('a date that is too near is told, and another one sends the draft on its way', async () => {
  const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
  const timeZone = 'America/New_York';
  const port = await account.start(
    account.request({ numbers: [{ phoneNumber }], schedule: { date: inDays(2), timeZone } }),
  );
  expect(await account.still(port)).toMatchObject({
    phase: 'draft',
    attentions: [{ cause: 'missing_fields', fields: ['schedule.date'] }],
  });
  const { accepted, view } = await port.changeDate({ schedule: { date: inDays(30), timeZone }, by: 'ada' });
  expect(accepted).toEqual([phoneNumber]);
  expect(view.attempts).toEqual([]);
  expect((await account.untilSubmitted(port)).attentions).toEqual([]);
  expect(await port.timeline()).toContainEqual(
    expect.objectContaining({ kind: 'amended', command: 'changeDate', by: 'ada' }),
  );
});

test('a cancel does not wait for a read that is only tried again', async () => {
  const port = await start();
  await account.untilSubmitted(port);
  account.inject(READ, { kind: 'status', status: 503, times: 100 });
  await account.notify(port, [{ orderRef: 'KW', receivedAt: 0 }]);
  await account.until(port, () => account.asked(READ) >= 3);
  const canceled = port.cancel({ by: 'ada' });
  await account.until(port, () => account.asked(CANCEL) === 1);
  expect((await canceled).accepted).toEqual([phoneNumber]);
  const requests = account.sandbox.requests();
  const before = requests.slice(
    0,
    requests.findIndex(({ method }) => method === CANCEL.method),
  );
  const reads = before.filter(({ fault }) => fault !== undefined);
  expect(reads.length).toBeLessThanOrEqual(ATTEMPTS - 1);
});

test('a refresh that meets such a read is answered with what is known, and says that the read failed', async () => {
  const port = await start();
  await account.untilSubmitted(port);
  account.inject(READ, { kind: 'status', status: 503, times: 100 });
  await account.notify(port, [{ orderRef: 'KW', receivedAt: 0 }]);
  await account.until(port, () => account.asked(READ) >= 3);
  const refreshed = port.refresh();
  await account.until(port, ({ attentions }) => attentions.length > 0);
  expect((await refreshed).view.attentions).toMatchObject([{ cause: 'read_failed' }]);
  expect(account.asked(READ)).toBeLessThanOrEqual(ATTEMPTS - 1);
});

test('a submission that was put off rests on a new check', async () => {
  account.inject(CREATE, { kind: 'status', status: 401, times: 5 });
  const port = await start();
  await account.until(port, ({ attempts }) => attempts[0]?.result === 'delayed');
  expect(account.asked(CHECK)).toBe(1);
  const sent = await account.untilSubmitted(port);
  expect(sent.attempts).toMatchObject([{ number: 1, result: 'sent' }]);
  // The steps of the policy are 15 s, 1, 5, 30, 30 min; a check is good for 15 min.
  expect(account.asked(CREATE)).toBe(6);
  expect(account.asked(CHECK)).toBe(3);
});

test('after the submission the date is the provider’s to change', async () => {
  const port = await start();
  await account.untilSubmitted(port);
  await expect(
    port.changeDate({ schedule: { date: '2099-01-01', timeZone: 'America/New_York' } }),
  ).rejects.toMatchObject({ code: 'not_supported', refused: [{ allowed: ['cancel', 'refresh'] }] });
});

test('a webhook interrupts a read that is only tried again, and the port is read at once', async () => {
  const port = await start();
  await account.untilSubmitted(port);
  account.inject(READ, { kind: 'status', status: 503, times: 3 });
  await account.notify(port, [{ orderRef: 'KW', receivedAt: 0 }]);
  // After the third attempt it waits 30 s for the next one.
  await account.until(port, () => account.asked(READ) === 3);
  await account.skipFor(SECOND);
  await account.notify(port, [{ orderRef: 'KW', receivedAt: 1 }]);
  await account.skipFor(8 * SECOND);
  await account.still(port);
  expect(account.asked(READ)).toBe(4);
  expect((await port.view()).attentions).toEqual([]);
});

test('webhooks that keep coming do not keep a read from its end', async () => {
  const port = await start();
  await account.untilSubmitted(port);
  account.inject(READ, { kind: 'status', status: 503, times: 1_000 });
  await account.notify(port, [{ orderRef: 'KW', receivedAt: 0 }]);
  for (let hints = 0; hints < 20; hints++) {
    await account.skipFor(15 * SECOND);
    await account.notify(port, [{ orderRef: 'KW', receivedAt: 1 }]);
  }
  expect((await account.still(port)).attentions).toMatchObject([{ cause: 'read_failed' }]);
});

test('a check that hangs is interrupted by a clock that falls due meanwhile', async () => {
  const [unanswered, resubmitted] = [testNumber('02', '61'), testNumber('02', '62')];
  const port = await account.start(
    account.request({ numbers: [{ phoneNumber: unanswered }, { phoneNumber: resubmitted }] }),
  );
  const asked = await account.until(port, ({ attentions }) => attentions[0]?.answerBy !== undefined);
  const answerBy = Date.parse(asked.attentions[0]!.answerBy!);
  // The server's clock goes on during the commands, and they must be decided before it rings.
  await account.until(port, () => false, answerBy - 10 * SECOND);
  await port.amend({ patch: { numbers: [{ phoneNumber: resubmitted, pin: '4242' }] }, by: 'ada' });
  await port.resubmit({ numbers: [resubmitted], by: 'ada' });
  // The old order must be rid of the number before it is checked for a new one.
  const [old] = (await account.still(port)).orders;
  const check = account.hold(CHECK);
  account.advance(old!.ref, { to: 'canceled', numbers: [resubmitted] });
  await account.skipFor(SECOND);
  await check.come;
  try {
    await eventually(
      async () => {
        // The clock rings, and five seconds later, in which a healthy provider would answer, the check is called back.
        await account.skipFor(SECOND);
        return account.asked(CANCEL);
      },
      // The number without an answer is given up, and so canceled at the provider.
      (cancels) => cancels === 2,
    );
    expect(account.asked(CHECK)).toBe(2);
  } finally {
    check.letIn();
  }
  const { numbers } = (await account.untilEnd(port)).outcome!;
  expect(numbers.map(({ outcome }) => outcome)).toEqual(['rejected', 'ported']);
});

test('a command is judged at once while a check is under way', async () => {
  const check = account.hold(CHECK);
  const port = await start();
  await check.come;
  const canceled = port.cancel({ by: 'ada' });
  await port.view();
  await account.skipFor(6 * SECOND);
  expect((await canceled).accepted).toEqual([phoneNumber]);
  expect((await port.result()).phase).toBe('canceled');
  check.letIn();
  expect(account.asked(CREATE)).toBe(0);
});
