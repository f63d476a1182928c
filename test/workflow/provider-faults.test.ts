import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { FaultRule } from '../../src/sandbox/faults';
import { DAY, HOUR, SECOND } from '../../src/domain/model/time';
import { testNumber } from '../scenarios/request';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { entriesOf } from './entries-of';
import { CHECK, CREATE, READ, SkippedAccount } from './skipped-account';

/** The provider's faults: what changes nothing is tried again, what may have been done never is. */
let environment: TestWorkflowEnvironment;
let account: SkippedAccount;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  account = await SkippedAccount.open(environment, 'provider-faults');
});
afterEach(() => account.clear());
afterAll(async () => {
  await account.close();
  await environment.teardown();
});

const phoneNumber = testNumber('00');
const start = () => account.start(account.request({ numbers: [{ phoneNumber }] }));

type Fault = Pick<FaultRule, 'kind'> & Partial<FaultRule>;
const SHORT_FAULTS: [string, Fault][] = [
  ['status 500', { kind: 'status', status: 500 }],
  ['a reset', { kind: 'drop_before' }],
  ['a page that is no answer', { kind: 'status', status: 200, body: '<html>Maintenance</html>' }],
  ['429', { kind: 'status', status: 429 }],
];
/** How often a check, and how often a read, is tried before a person hears of it. */
const ATTEMPTS = 7;
const READ_ATTEMPTS = 4;

describe.each(SHORT_FAULTS)('%s', (_, fault) => {
  test('short, on the check and on a read: it is not recorded', async () => {
    account.inject(CHECK, { ...fault, times: 2 });
    const port = await start();
    await account.untilSubmitted(port);
    expect(account.asked(CHECK)).toBe(3);

    account.inject(READ, { ...fault, times: 2 });
    await account.until(port, ({ phase }) => phase === 'awaiting_signature');
    expect(account.asked(READ)).toBeGreaterThanOrEqual(3);
    expect(await entriesOf(port, 'attention_raised')).toEqual([]);
  });
});

test('a check that keeps failing is told, tried again, and cleared', async () => {
  account.inject(CHECK, { kind: 'status', status: 500, times: ATTEMPTS });
  const port = await start();
  const failing = await account.until(port, ({ attentions }) => attentions.length > 0);
  expect(failing).toMatchObject({
    phase: 'submitting',
    attentions: [{ cause: 'read_failed' }],
    attempts: [],
  });
  expect(account.asked(CHECK)).toBe(ATTEMPTS);

  const { attentions } = await account.untilSubmitted(port);
  expect(attentions).toEqual([]);
  expect(account.asked(CHECK)).toBe(ATTEMPTS + 1);
  expect(await entriesOf(port, 'attention_cleared')).toMatchObject([{ data: { cause: 'read_failed' } }]);
});

test('a read that keeps failing is told, tried again, and cleared, and the port goes on', async () => {
  const port = await start();
  await account.untilSubmitted(port);
  account.inject(READ, { kind: 'drop_before', times: 2 * READ_ATTEMPTS });
  const failing = await account.until(port, ({ attentions }) => attentions.length > 0);
  expect(failing.attentions).toMatchObject([
    { cause: 'read_failed', commands: ['refresh', 'cancel', 'settle', 'abandon'] },
  ]);
  expect(await account.attributes(port)).toMatchObject({
    PortAttentions: ['read_failed'],
    PortActionRequired: true,
  });

  await account.until(port, ({ attentions }) => attentions.length === 0);
  expect(account.asked(READ)).toBe(2 * READ_ATTEMPTS + 1);
  expect(await account.attributes(port)).toMatchObject({ PortActionRequired: false });
  expect(await entriesOf(port, 'attention_raised')).toHaveLength(1);
  expect((await account.untilEnd(port)).phase).toBe('completed');
});

test('a create that is refused says why in the provider’s words, and nothing is sent again', async () => {
  account.inject(CREATE, {
    kind: 'status',
    status: 400,
    body: JSON.stringify({ code: 22156, message: 'Account number does not match', status: 400 }),
  });
  const port = await start();
  const view = await account.until(port, ({ attentions }) => attentions.length > 0);
  expect(view).toMatchObject({
    phase: 'action_required',
    attentions: [{ cause: 'rejected', numbers: [phoneNumber] }],
    numbers: [{ status: 'rejected', rejection: { reason: 'account_number_wrong', code: '22156' } }],
    attempts: [{ result: 'refused', problem: { status: 400, providerCode: '22156' } }],
  });
  expect(view.numbers[0]?.rejection?.message).toContain('Account number does not match');
  expect(await entriesOf(port, 'submission_refused')).toMatchObject([
    { numbers: [phoneNumber], data: { status: 400, providerCode: '22156' } },
  ]);
  await account.skipFor(10 * DAY);
  await account.still(port);
  expect(account.asked(CREATE)).toBe(1);
});

test.each<[string, Fault, number]>([
  ['429, not before its Retry-After', { kind: 'status', status: 429, retryAfterSeconds: 100 }, 90 * SECOND],
  ['401: our credentials, not the request', { kind: 'status', status: 401 }, 5 * SECOND],
])('a create that was certainly not done is tried again: %s', async (_, fault, atLeast) => {
  account.inject(CREATE, { ...fault, times: 3 });
  const port = await start();
  const delayed = await account.until(port, ({ attempts }) => attempts[0]?.result === 'delayed');
  expect(delayed).toMatchObject({
    phase: 'submitting',
    attempts: [{ number: 1, problem: { status: fault.status } }],
    attentions: [{ cause: 'read_failed' }],
    numbers: [{ status: 'draft' }],
  });
  expect(Date.parse(delayed.nextWakeAt ?? '') - (await account.now())).toBeGreaterThan(atLeast);

  const sent = await account.untilSubmitted(port);
  // The same attempt, later: not a new one.
  expect(sent).toMatchObject({ attempts: [{ number: 1, result: 'sent' }], attentions: [] });
  expect(Date.parse(sent.attempts[0]?.sentAt ?? '') - Date.parse(sent.createdAt)).toBeLessThan(HOUR);
  expect(account.asked(CREATE)).toBe(4);
  expect(account.sandbox.orders()).toHaveLength(1);
});
