import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { PORT_REQUEST, REQUEST_DIGEST_MEMO } from '../../src/contract/names';
import { PORT_SEARCH_ATTRIBUTES } from '../../src/contract/search-attributes';
import type { PortHandle } from '../../src/client/port-handle';
import { testNumber } from '../scenarios/request';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { SkippedAccount } from './skipped-account';

/** Anyone with access to Temporal may start a port, in any language: with the type, the id and an input alone. */
let environment: TestWorkflowEnvironment;
let account: SkippedAccount;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  account = await SkippedAccount.open(environment, 'plain-start');
});
afterEach(() => account.clear());
afterAll(async () => {
  await account.close();
  await environment.teardown();
});

const numbers = [{ phoneNumber: testNumber('00') }];

test('a plain start becomes a port like any other', async () => {
  const plain = await account.startPlainly('plain', [account.request({ requestId: 'plain', numbers })]);
  await account.still(plain);
  const { memo } = await account.describe(plain);
  expect(memo?.[REQUEST_DIGEST_MEMO]).toMatch(/^[0-9a-f]{32}$/);

  // The client sets attributes and memo at start; in the end the two are the same.
  const started = await account.start(account.request({ requestId: 'by-client', numbers }));
  await account.still(started);
  const { PortOrderIds: _, ...attributes } = await account.attributes(plain);
  const { PortOrderIds: __, ...expected } = await account.attributes(started);
  expect(attributes).toEqual(expected);
  expect(Object.keys((await account.describe(plain)).memo ?? {})).toEqual(
    Object.keys((await account.describe(started)).memo ?? {}),
  );

  await account.until(plain, ({ phase }) => phase === 'foc_confirmed');
  const always = PORT_SEARCH_ATTRIBUTES.map(({ name }) => name).filter((name) => name !== 'PortAttentions');
  expect(Object.keys(await account.attributes(plain)).sort()).toEqual([...always].sort());
});

test('the client finds it in the very moment after its start too', async () => {
  const request = account.request({ requestId: 'just-now', numbers });
  const plain = await account.startPlainly('just-now', [request]);
  const again = await account.start(request); // its first step, which writes the fingerprint, may not be over
  expect((await account.describe(again)).runId).toBe((await account.describe(plain)).runId);
});

test('the client finds a port that was started without it', async () => {
  const request = account.request({ requestId: 'found', numbers });
  const plain = await account.startPlainly('found', [request]);
  const { numbers: asTold } = await account.still(plain);
  const { runId } = await account.describe(plain);

  const again = await account.start(request);
  expect((await account.describe(again)).runId).toBe(runId);
  expect((await again.view()).numbers).toEqual(asTold);
  await expect(account.start({ ...request, reference: 'CRM-1' })).rejects.toMatchObject({
    code: 'request_conflict',
  });
  expect(account.sandbox.orders()).toHaveLength(1);
});

const good = { requestId: 'refused', provider: 'twilio', account: 'plain-start', numbers };

test.each([
  [
    'wrong fields',
    {
      ...good,
      numbers: [{ phoneNumber: '12125550100', pin: 42 }],
      subscriber: { authorizedPerson: { email: 'ada' } },
      onNotPortable: 'guess',
      colour: 'blue',
    },
    [
      'colour',
      'numbers[0].phoneNumber',
      'numbers[0].pin',
      'onNotPortable',
      'subscriber.authorizedPerson.email',
    ],
  ],
  ['no object', 'please port', ['(the request)']],
  ['nothing', undefined, ['(the request)']],
  ['a policy below the account', { ...good, policy: { notice: 'PT1H' } }, ['policy.notice']],
])('%s: the workflow fails and names every wrong field', async (_, input, fields) => {
  const args = input === undefined ? [] : [input];
  const port = await account.startPlainly('refused', args);

  const { type, nonRetryable, message, details } = await failureOf(port);
  expect({ type, nonRetryable }).toEqual({ type: 'invalid_request', nonRetryable: true });
  const [invalid] = details as [{ field: string }[]];
  expect(invalid.map(({ field }) => field).sort()).toEqual(fields);
  for (const field of fields) expect(message).toContain(field);

  // A later query of the failed port, in the Web UI for example, says it too.
  await expect(port.view()).rejects.toMatchObject({
    code: 'port_failed',
    message: expect.stringContaining(message),
  });
  await expect(port.result()).rejects.toMatchObject({ code: 'port_failed' });
});

test('under another workflow id it would be a second port of the same request, so it is refused', async () => {
  const failed: unknown = await environment.client.workflow
    .execute(PORT_REQUEST, { workflowId: 'my-own-id', taskQueue: account.name, args: [good] })
    .catch((error: unknown) => error);
  expect(causeOf(failed)).toMatchObject({
    type: 'invalid_request',
    message: expect.stringContaining('port:refused'),
    nonRetryable: true,
  });
  expect(account.sandbox.requests()).toEqual([]);
});

async function failureOf(port: PortHandle): Promise<ApplicationFailure> {
  return causeOf(
    await account
      .workflow(port)
      .result()
      .catch((error: unknown) => error),
  );
}

function causeOf(failed: unknown): ApplicationFailure {
  if (failed instanceof WorkflowFailedError && failed.cause instanceof ApplicationFailure)
    return failed.cause;
  throw new Error('The workflow did not fail as it should.', { cause: failed });
}
