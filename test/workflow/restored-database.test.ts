import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DAY } from '../../src/domain/model/time';
import { createPortWorker } from '../../src/worker/worker';
import { testNumber } from '../scenarios/request';
import type { ProviderName } from '../support/providers';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { LIST, SkippedAccount } from './skipped-account';

/**
 * Ports that began before the database was restored: what they have not recorded may have been sent. The restore of a
 * real database is in test/drills.
 */
let environment: TestWorkflowEnvironment;
let account: SkippedAccount;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
});
afterEach(() => account.close());
afterAll(() => environment.teardown());

/** By default, every port of this test begins before the restore. */
const open = async (name: string, provider: ProviderName = 'twilio', restoredAt = Date.now() + 365 * DAY) => {
  account = await SkippedAccount.open(environment, `restored-${name}`, {
    provider,
    createWorker: (options) => createPortWorker({ ...options, restoredAt }),
  });
  return account;
};

test('one-order: a port that was never sent is searched for twice, and then sent once', async () => {
  const { sandbox } = await open('unsent');
  const port = await account.start(account.request({ numbers: [{ phoneNumber: testNumber('00') }] }));
  const sent = await account.untilSubmitted(port);
  expect(sent.attempts).toMatchObject([
    { number: 1, result: 'lost' },
    { number: 2, result: 'sent' },
  ]);
  expect((await port.timeline()).map(({ kind }) => kind)).toContain('submission_unknown');
  expect((await account.untilEnd(port)).phase).toBe('completed');
  expect(sandbox.orders()).toHaveLength(1);
});

test('a port that began after the restore is sent at once', async () => {
  await open('later', 'twilio', Date.now() - DAY);
  const port = await account.start(account.request({ numbers: [{ phoneNumber: testNumber('00') }] }));
  expect((await account.untilSubmitted(port)).attempts).toMatchObject([{ number: 1, result: 'sent' }]);
  expect(account.asked(LIST)).toBe(0);
});

test('one-order: before a draft is canceled, its order is searched for', async () => {
  await open('canceled');
  const phoneNumber = testNumber('00');
  const port = await account.start(account.request({ numbers: [{ phoneNumber }], submit: 'manual' }));
  await account.still(port);
  expect((await port.cancel({ by: 'ada' })).accepted).toEqual([phoneNumber]);
  expect((await account.untilEnd(port)).phase).toBe('canceled');
  expect(account.asked(LIST)).toBe(2);
});

test('one-order: where an absent order proves nothing, a person is asked and nothing is sent until they answer', async () => {
  const { sandbox } = await open('asked', 'fone-dynamics');
  const phoneNumber = testNumber('00', '01', 'fone-dynamics');
  const port = await account.start(account.request({ numbers: [{ phoneNumber }] }));
  const asked = await account.until(port, ({ attentions }) => attentions.length > 0);
  expect(asked.attentions).toMatchObject([{ cause: 'submission_unknown', numbers: [phoneNumber] }]);
  expect(sandbox.orders()).toEqual([]);
  expect((await port.resubmit({ confirm: true, by: 'ada' })).accepted).toEqual([phoneNumber]);
  await account.untilSubmitted(port);
  expect(sandbox.orders()).toHaveLength(1);
});
