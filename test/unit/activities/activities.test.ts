import { ApplicationFailure } from '@temporalio/activity';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createActivities } from '../../../activities/index';
import type { PortActivities, ReadInput } from '../../../activities/port-activities';
import { prepareRequest } from '../../../activities/prepare';
import type { HttpRequest } from '../../../src/providers/http-transport';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { accountDirectory } from '../../../src/worker/worker';
import { numberWithFate, twilioRequest } from '../../scenarios/request';
import { sandboxAccount } from '../../scenarios/sandbox-account';
import { SANDBOX_BASE_URL, sandboxTransport } from '../../scenarios/sandbox-transport';

/** The activities as a worker runs them, over the sandbox in this process. */
const ACCOUNT = { provider: 'twilio', account: 'default' };
const numbers = [numberWithFate('00')];

function setUp() {
  const sandbox = new Sandbox();
  const toSandbox = sandboxTransport(sandbox);
  const sent: HttpRequest[] = [];
  const directory = accountDirectory([sandboxAccount(SANDBOX_BASE_URL)], {
    transport: (request) => {
      sent.push(request);
      return toSandbox(request);
    },
  });
  const activities = createActivities(directory);
  // Failures are what is tested here; nobody needs to read of them.
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
  const run = async <K extends keyof PortActivities>(
    name: K,
    given: Parameters<PortActivities[K]>[0],
  ): Promise<Awaited<ReturnType<PortActivities[K]>>> => {
    type Answer = Awaited<ReturnType<PortActivities[K]>>;
    const activity = activities[name] as unknown as (given: unknown) => Promise<Answer>;
    return environment.run<[unknown], Answer, typeof activity>(activity, given);
  };
  const input = twilioRequest({ requestId: 'acme-42', numbers: [{ phoneNumber: numbers[0]! }] });
  const { request } = prepareRequest(input, directory, Date.now());
  return { sandbox, sent, run, input, request, environment };
}

test('prepare parses what it is given', async () => {
  const { run, input } = setUp();
  expect((await run('prepare', input)).request.requestId).toBe('acme-42');
  await expect(run('prepare', {})).rejects.toMatchObject({ type: 'invalid_request', nonRetryable: true });
});

test('the check answers for each number, with what the answers make necessary', async () => {
  const { run, request } = setUp();
  const mobile = numberWithFate('00', '09');
  const wider = { ...request, numbers: [...request.numbers, { phoneNumber: mobile }] };
  const { answers, missing } = await run('checkPortability', {
    ...ACCOUNT,
    request: wider,
    numbers: [...numbers, mobile],
  });
  expect(answers.map(({ phoneNumber, portable }) => [phoneNumber, portable])).toEqual([
    [numbers[0], true],
    [mobile, true],
  ]);
  expect(missing).toMatchObject([{ field: 'numbers.pin', numbers: [mobile] }]);
});

test('submit sends one order; a read finds it, and then nothing new', async () => {
  const { run, request, sandbox } = setUp();
  const order = await run('submitOrder', { ...ACCOUNT, request, attemptKey: 'acme-42/1', numbers });
  expect(sandbox.orders().map(({ ref }) => ref)).toEqual([order.ref]);

  const read: ReadInput = { ...ACCOUNT, orderRefs: [order.ref] };
  const first = await run('readOrders', read);
  if (first.kind !== 'changed') throw new Error('The first read has nothing to compare with.');
  expect(first.orders).toMatchObject([{ ref: order.ref, items: [{ phoneNumber: numbers[0] }] }]);
  expect(await run('readOrders', { ...read, digest: first.digest })).toEqual({ kind: 'unchanged' });
});

test('a provider’s error becomes a failure whose first detail is the problem', async () => {
  const { run, request, sandbox } = setUp();
  sandbox.injectFault({
    provider: 'twilio',
    method: 'GET',
    pathPattern: '/Portability/',
    kind: 'status',
    status: 429,
    retryAfterSeconds: 7,
    times: 1,
  });
  await expect(run('checkPortability', { ...ACCOUNT, request, numbers })).rejects.toMatchObject({
    type: 'provider_rate_limited',
    nextRetryDelay: 7_000,
    details: [{ code: 'provider_rate_limited', outcome: 'unavailable', status: 429 }],
  });
});

test('an account that this worker does not have is tried again elsewhere, and nothing is sent', async () => {
  const { run, request, sent } = setUp();
  const call = run('submitOrder', {
    provider: 'twilio',
    account: 'other',
    request,
    attemptKey: 'acme-42/1',
    numbers,
  });
  await expect(call).rejects.toBeInstanceOf(ApplicationFailure);
  await expect(call).rejects.toMatchObject({
    type: 'no_worker_for_account',
    nonRetryable: false,
    details: [{ code: 'no_worker_for_account', outcome: 'unavailable' }],
  });
  expect(sent).toEqual([]);
});

test('a call that nobody waits for any more is stopped', async () => {
  const { run, request, sent, environment } = setUp();
  environment.cancel();
  await run('checkPortability', { ...ACCOUNT, request, numbers }).catch(() => undefined);
  expect(sent.every(({ signal }) => signal?.aborted === true)).toBe(true);
  expect(sent.length).toBeGreaterThan(0);
});
