import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { MINUTE } from '../../src/domain/model/time';
import type { FaultRule } from '../../src/sandbox/faults';
import { testNumber } from '../scenarios/request';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { CREATE, LIST, SkippedAccount } from './skipped-account';

/** A submission with an unknown outcome: wait, find, wait, find, and only then send again. */
let environment: TestWorkflowEnvironment;
let account: SkippedAccount;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  account = await SkippedAccount.open(environment, 'unknown-send');
});
afterEach(() => account.clear());
afterAll(async () => {
  await account.close();
  await environment.teardown();
});

type Fault = Pick<FaultRule, 'kind'> & Partial<FaultRule>;
const phoneNumber = testNumber('00');
const SETTLE = 10 * MINUTE;
const start = () => account.start(account.request({ numbers: [{ phoneNumber }] }));
const requestsOf = (pathPattern: string) =>
  account.sandbox.requests().filter(({ path }) => new RegExp(pathPattern).test(path));

test('one-order: the connection breaks after the create; the order is found and nothing is sent again', async () => {
  account.inject(CREATE, { kind: 'drop_after' });
  const port = await start();
  const unknown = await account.still(port);
  expect(unknown).toMatchObject({
    phase: 'submitting',
    attempts: [{ result: 'unknown' }],
    attentions: [], // the provider is searched; no person needs to act yet
  });
  const found = await account.untilSubmitted(port);
  expect(found.attempts).toMatchObject([{ number: 1, result: 'sent', orderRefs: [found.orders[0]!.ref] }]);
  const [sent] = requestsOf(CREATE.pathPattern);
  const [search] = requestsOf(LIST.pathPattern);
  expect(Date.parse(search!.at) - Date.parse(sent!.at)).toBeGreaterThanOrEqual(SETTLE - 1_000);
  expect((await account.untilEnd(port)).phase).toBe('completed');
  expect(account.asked(CREATE)).toBe(1);
  expect(account.sandbox.orders()).toHaveLength(1);
});

test.each<[string, Fault]>([
  ['the connection breaks before, which looks the same', { kind: 'drop_before' }],
  ['status 500', { kind: 'status', status: 500 }],
  ['an answer that cannot be read', { kind: 'status', status: 202, body: '{"port_in_request_sid":' }],
])('one-order: %s; absent in two searches, it goes out as a new attempt', async (_, fault) => {
  account.inject(CREATE, fault);
  const port = await start();
  const sent = await account.untilSubmitted(port);
  expect(sent.attempts).toMatchObject([
    { number: 1, result: 'lost' },
    { number: 2, result: 'sent' },
  ]);
  expect(account.asked(LIST)).toBe(2);
  const [first, second] = requestsOf(CREATE.pathPattern).map(({ at }) => Date.parse(at));
  expect(second! - first!).toBeGreaterThanOrEqual(2 * SETTLE - 1_000);
  expect(account.sandbox.orders()).toHaveLength(1);
});

test('one-order: while the search fails nothing is sent, and it is searched until it answers', async () => {
  account.inject(CREATE, { kind: 'drop_after' });
  account.inject(LIST, { kind: 'status', status: 503, times: 20 });
  const port = await start();
  await account.untilSubmitted(port);
  expect(account.asked(LIST)).toBeGreaterThan(20);
  expect(account.asked(CREATE)).toBe(1);
});

test('one-order: two orders that fit are for a person to tell apart', async () => {
  // The other order is a port's too, but this server has no index that could tell.
  const other = await start();
  await account.untilSubmitted(other);
  account.inject(CREATE, { kind: 'drop_after' });
  const port = await start();
  const asked = await account.until(port, ({ attentions }) => attentions.length > 0);
  expect(asked.attentions).toMatchObject([{ cause: 'submission_unknown', numbers: [phoneNumber] }]);
  expect(account.sandbox.orders()).toHaveLength(2);
  for (const { ref } of account.sandbox.orders()) expect(asked.attentions[0]?.message).toContain(ref);
  await account.skipFor(60 * MINUTE);
  await account.still(port);
  expect(account.asked(CREATE)).toBe(2);
});
