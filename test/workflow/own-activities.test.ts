import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Context } from '@temporalio/activity';
import { testNumber } from '../scenarios/request';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { createIntercepted, type Interceptor } from './intercepted-worker';
import { SkippedAccount } from './skipped-account';

/**
 * The steps that call no provider run on the queue of the workflows. They are retried until they succeed, however long
 * their worker is away or broken: their failure would be the port's.
 */
const ATTEMPTS = 9;
const FAILING: Interceptor = {
  execute(input, next) {
    const { activityType, attempt } = Context.current().info;
    const isOwn = activityType === 'reviseRequest' || activityType === 'checkForReset';
    // With the waits between them more than two minutes.
    if (isOwn && attempt < ATTEMPTS) throw new Error('The worker is broken.');
    return next(input);
  },
};

let environment: TestWorkflowEnvironment;
let account: SkippedAccount;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  account = await SkippedAccount.open(environment, 'own-activities', {
    createWorker: (options) => createIntercepted(options, FAILING),
  });
});
afterAll(async () => {
  await account.close();
  await environment.teardown();
});

const draft = () =>
  account.start(account.request({ numbers: [{ phoneNumber: testNumber('00') }], submit: 'manual' }));

test('an amendment that cannot be parsed for minutes is parsed in the end', async () => {
  const port = await draft();
  const amended = port.amend({ patch: { subscriber: { name: 'Acme Holding LLC' } } });
  await account.skipFor(5 * 60_000);
  expect((await amended).accepted).toEqual([testNumber('00')]);
  await port.submit();
  expect((await account.untilEnd(port)).phase).toBe('completed');
});

test('a cancel of a draft waits for the check whether a reset forgot its submission', async () => {
  const port = await draft();
  const canceled = port.cancel();
  await account.skipFor(5 * 60_000);
  expect((await canceled).accepted).toEqual([testNumber('00')]);
  expect((await account.untilEnd(port)).phase).toBe('canceled');
});
