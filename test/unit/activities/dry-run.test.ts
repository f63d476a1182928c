import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createActivities } from '../../../activities/index';
import type { CallProviderInput } from '../../../activities/provider-call/provider-call-activities';
import type { DryRun } from '../../../src/contract/provider-operations';
import type { PortRequestInput } from '../../../src/contract/port-request-input';
import type { HttpRequest } from '../../../src/providers/http/transport';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { accountDirectory } from '../../../src/worker/worker';
import { testNumber, twilioRequest } from '../../scenarios/request';
import { sandboxAccount } from '../../scenarios/sandbox-account';
import { SANDBOX_BASE_URL, sandboxTransport } from '../../scenarios/sandbox-transport';

const good = testNumber('00');
const bad = testNumber('01');
const mobile = testNumber('00', '09');

/** Asks the worker of `account`, and keeps what reached the provider. */
async function dryRun(overrides: object = {}, account = 'default'): Promise<DryRun & { sent: string[] }> {
  const input = { ...requestFor([good]), ...overrides };
  const sandbox = new Sandbox();
  const toSandbox = sandboxTransport(sandbox);
  const sent: HttpRequest[] = [];
  const accounts = [sandboxAccount(SANDBOX_BASE_URL), sandboxAccount(SANDBOX_BASE_URL, 'eu')];
  const activities = createActivities(
    accountDirectory(accounts, {
      transport: (request) => {
        sent.push(request);
        return toSandbox(request);
      },
    }),
  );
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
  const asked = { provider: 'twilio', account, operation: 'dryRun', input };
  const answer = await environment.run<[CallProviderInput], unknown, typeof activities.callProvider>(
    activities.callProvider,
    asked,
  );
  expect(sandbox.orders()).toEqual([]);
  return { ...(answer as DryRun), sent: [...new Set(sent.map(({ method }) => method))] };
}

function requestFor(numbers: readonly string[]): PortRequestInput {
  return twilioRequest({
    requestId: 'acme-42',
    numbers: numbers.map((phoneNumber) => ({ phoneNumber })),
  });
}

test('a complete request would be submitted at once, as one order, and nothing is sent', async () => {
  expect(await dryRun({ numbers: [{ phoneNumber: '+1 (212) 555-0100' }] })).toEqual({
    missing: [],
    unsupportedFields: ['subscriber.carrier'],
    portability: [expect.objectContaining({ phoneNumber: good, portable: true })],
    orders: [[good]],
    wouldSubmit: true,
    warnings: [],
    sent: ['GET'],
  });
});

test('one that waits for the submit command is complete, and stays a draft', async () => {
  expect(await dryRun({ submit: 'manual' })).toMatchObject({
    missing: [],
    orders: [[good]],
    wouldSubmit: false,
  });
});

test('what is missing is told together with what the check makes necessary', async () => {
  const answer = await dryRun({ ...requestFor([good, mobile]), documents: [] });
  expect(answer.missing).toMatchObject([{ field: 'documents' }, { field: 'numbers.pin', numbers: [mobile] }]);
  expect(answer).toMatchObject({ orders: [], wouldSubmit: false });
  expect(answer.portability.map(({ portable }) => portable)).toEqual([true, true]);
});

describe('a number that cannot be moved', () => {
  const both = { numbers: [{ phoneNumber: good }, { phoneNumber: bad }] };

  test('holds the others', async () => {
    const answer = await dryRun(both);
    expect(answer).toMatchObject({ missing: [], orders: [], wouldSubmit: false });
    expect(answer.portability).toMatchObject([
      { phoneNumber: good, portable: true },
      { phoneNumber: bad, portable: false, rejection: { reason: 'unsupported', code: '22130' } },
    ]);
  });

  test('stays behind, where the request says so', async () => {
    expect(await dryRun({ ...both, onNotPortable: 'continue_without' })).toMatchObject({
      orders: [[good]],
      wouldSubmit: true,
    });
  });
});

describe('what is wrong is refused with every field, and nothing is asked', () => {
  const refusal = (fields: readonly string[]) => ({
    type: 'invalid_request',
    nonRetryable: true,
    details: [fields.map((field): unknown => expect.objectContaining({ field }))],
  });

  test.each<[string, object, string, string[]]>([
    [
      'fields',
      { numbers: [{ phoneNumber: 'home' }], submit: 'now' },
      'default',
      ['numbers[0].phoneNumber', 'submit'],
    ],
    ['a policy shorter than the account’s', { policy: { notice: 'PT1H' } }, 'default', ['policy.notice']],
    ['an account that the worker lacks', { account: 'other' }, 'default', ['account']],
    ['another account than the one that was asked', {}, 'eu', ['account']],
  ])('%s', async (_what, overrides, account, fields) => {
    await expect(dryRun(overrides, account)).rejects.toMatchObject(refusal(fields));
  });
});

test('what looks wrong is warned of, and holds nothing up', async () => {
  const address = { ...(requestFor([good]).subscriber?.address ?? {}), street: 'P.O. Box 17' };
  const answer = await dryRun({ subscriber: { ...requestFor([good]).subscriber, address } });
  expect(answer).toMatchObject({
    missing: [],
    wouldSubmit: true,
    warnings: [{ field: 'subscriber.address.street', message: expect.stringContaining('PO box') as string }],
  });
});
