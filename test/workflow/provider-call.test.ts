import { randomUUID } from 'node:crypto';
import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { PortingClient } from '../../src/client/porting-client';
import type { ProviderClient } from '../../src/client/provider-client';
import { callWorkflowId, PROVIDER_CALL } from '../../src/contract/names';
import { testNumber } from '../scenarios/request';
import { WEBHOOK_URL } from '../scenarios/sandbox-account';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { CHECK, SkippedAccount, type RequestKind } from './skipped-account';

/**
 * What is no port goes through a workflow all the same: credentials stay with the workers. That no worker is there
 * is for test/system: a task that no worker takes stops this server's clock.
 */
let environment: TestWorkflowEnvironment;
let account: SkippedAccount;
let twilio: ProviderClient;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  account = await SkippedAccount.open(environment, 'provider-call');
  // This client lets time pass while it waits: a call that is tried again has no other clock.
  const { client, connection } = environment;
  twilio = new PortingClient({ client, connection }, account.name).provider('twilio', account.name);
});
afterEach(() => account.clear());
afterAll(async () => {
  await account.close();
  await environment.teardown();
});

const portable = testNumber('00');
const notPortable = testNumber('01');
const CONFIGURATION: RequestKind = { method: 'POST', pathPattern: '/Configuration/Webhook$' };

test('an answer is the provider’s, in our words', async () => {
  expect(await twilio.portability([portable, notPortable])).toMatchObject([
    { phoneNumber: portable, portable: true, country: 'US' },
    { phoneNumber: notPortable, portable: false, rejection: { reason: 'unsupported' } },
  ]);
});

test('it is started with a summary that names no number', async () => {
  const { client } = environment;
  const before = jest.spyOn(client.workflow, 'start');
  await twilio.portability([portable]);
  const [type, options] = before.mock.calls[0]!;
  before.mockRestore();
  expect(type).toBe(PROVIDER_CALL);
  expect(options).toMatchObject({
    workflowId: expect.stringMatching(/^call:[0-9a-f-]{36}$/),
    staticSummary: 'twilio · portability · 1 number',
  });
});

test('a fault that passes needs no person', async () => {
  account.inject(CHECK, { kind: 'status', status: 503, times: 3 });
  await expect(twilio.portability([portable])).resolves.toMatchObject([{ portable: true }]);
  expect(account.asked(CHECK)).toBe(4);
});

test('webhooks are set once, however often it is said', async () => {
  const url = `${WEBHOOK_URL}-of-tomorrow`; // the same receiver, with the token of other secrets
  expect(await twilio.webhooks.get()).toEqual({ url: WEBHOOK_URL, events: [] });
  account.inject(CONFIGURATION, { kind: 'drop_after' });
  // The first attempt is done and its answer lost; the second finds it so.
  expect(await twilio.webhooks.set({ url })).toEqual({ url, events: [], changed: false });
  expect(account.asked(CONFIGURATION)).toBe(1);
});

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'provider'],
  ['text', 'portability', 'provider'],
  ['no provider that can be', { provider: 'Acme', operation: 'portability' }, 'provider'],
  ['an account that cannot be', { provider: 'twilio', account: '../x', operation: 'orders' }, 'account'],
  ['no operation', { provider: 'twilio', account: 'provider-call' }, 'operation'],
  [
    'a number that is none',
    {
      provider: 'twilio',
      account: 'provider-call',
      operation: 'portability',
      input: { numbers: ['12015550123'] },
    },
    'numbers[0]',
  ],
  [
    'a field too many',
    { provider: 'twilio', account: 'provider-call', operation: 'orders', input: { colour: 'blue' } },
    'colour',
  ],
])('started plainly with %s, it fails and says what is wrong', async (_, input, field) => {
  const { type, message, nonRetryable, details } = await failureOf(input);
  expect({ type, nonRetryable }).toEqual({ type: 'invalid_request', nonRetryable: true });
  expect(details).toMatchObject([[{ field }]]);
  expect(message).toContain(field);
  expect(message).not.toContain('2015550123');
  expect(account.sandbox.requests()).toEqual([]);
});

test('the client names every wrong field', async () => {
  await expect(twilio.orders({ createdAfter: 'yesterday', limit: 0 })).rejects.toMatchObject({
    code: 'invalid_request',
    invalid: [{ field: 'createdAfter' }, { field: 'limit' }],
  });
});

test.each(['allowed-dates', 'toString'])(
  'an operation that the provider does not have: %s',
  async (operation) => {
    const { type, message } = await failureOf({ provider: 'twilio', account: 'provider-call', operation });
    expect(type).toBe('not_supported');
    expect(message).toContain('portability, orders, webhooks.get');
  },
);

test('a refusal of the provider comes with all that its support would ask for', async () => {
  account.inject(CHECK, { kind: 'status', status: 401 });
  const refused = twilio.portability([portable]);
  await expect(refused).rejects.toMatchObject({
    name: 'PortingError',
    code: 'provider_unauthorized',
    message: expect.stringContaining('HTTP 401'),
    problem: { outcome: 'refused', status: 401, requestId: expect.any(String) },
  });
  expect(account.asked(CHECK)).toBe(1);
  await expect(refused).rejects.toMatchObject({ message: expect.not.stringContaining('555') });
});

test('another receiver’s webhooks are left alone, unless it is forced', async () => {
  const url = 'https://ours.example/webhooks/twilio/default/k1.abc';
  await expect(twilio.webhooks.set({ url })).rejects.toMatchObject({
    code: 'foreign_webhook_url',
    message: expect.stringContaining('receiver.invalid'),
    problem: { outcome: 'refused' },
  });
  await expect(twilio.webhooks.delete({ url })).rejects.toMatchObject({ code: 'foreign_webhook_url' });
  expect((await twilio.webhooks.get()).url).toBe(WEBHOOK_URL);
  expect(await twilio.webhooks.set({ url, force: true })).toMatchObject({ url, changed: true });
});

test('a provider that stays away is told in the end', async () => {
  account.inject(CHECK, { kind: 'status', status: 503, times: 7 });
  await expect(twilio.portability([portable])).rejects.toMatchObject({
    code: 'provider_unavailable',
    problem: { status: 503, outcome: 'unavailable' },
  });
});

/** How a call fails that was started as any Temporal client could. */
async function failureOf(input: unknown): Promise<ApplicationFailure> {
  const error: unknown = await environment.client.workflow
    .execute(PROVIDER_CALL, {
      workflowId: callWorkflowId(randomUUID()),
      taskQueue: account.name,
      args: input === undefined ? [] : [input],
    })
    .catch((caught: unknown) => caught);
  if (error instanceof WorkflowFailedError && error.cause instanceof ApplicationFailure) return error.cause;
  throw new Error('The call did not fail as it should.', { cause: error });
}
