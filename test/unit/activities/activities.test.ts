import { ApplicationFailure } from '@temporalio/activity';
import type { ReadInput } from '../../../activities/port/port-activities';
import { testNumber } from '../../scenarios/request';
import { ACCOUNT, activitiesUnderTest, RUN } from './activities-under-test';

test('prepare parses what it is given', async () => {
  const { run, input } = activitiesUnderTest();
  expect((await run('prepare', input)).request.requestId).toBe('acme-42');
  await expect(run('prepare', {})).rejects.toMatchObject({ type: 'invalid_request', nonRetryable: true });
});

test('the check answers for each number, with what the answers make necessary', async () => {
  const { run, request, numbers } = activitiesUnderTest();
  const mobile = testNumber('00', '09');
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
  // Who carries the numbers now decides nothing, so the port does not keep it.
  expect(answers.filter((answer) => 'carrier' in answer || 'messagingCarrier' in answer)).toEqual([]);
});

test('submit sends one order; a read finds it, and then nothing new', async () => {
  const { run, submit, sandbox, numbers } = activitiesUnderTest();
  const order = await submit();
  expect(sandbox.orders().map(({ ref }) => ref)).toEqual([order.ref]);

  const read: ReadInput = { ...ACCOUNT, orderRefs: [order.ref] };
  const first = await run('readOrders', read);
  if (first.kind !== 'changed') throw new Error('The first read has nothing to compare with.');
  expect(first.orders).toMatchObject([{ ref: order.ref, items: [{ phoneNumber: numbers[0] }] }]);
  expect(await run('readOrders', { ...read, digest: first.digest })).toEqual({ kind: 'unchanged' });
});

test('a provider’s error becomes a failure whose first detail is the problem', async () => {
  const { run, request, sandbox, numbers } = activitiesUnderTest();
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
  const { run, request, sent, numbers } = activitiesUnderTest();
  const call = run('submitOrder', {
    provider: 'twilio',
    account: 'other',
    request,
    attemptKey: 'acme-42/1',
    numbers,
    allowedRuns: [RUN],
  });
  await expect(call).rejects.toBeInstanceOf(ApplicationFailure);
  await expect(call).rejects.toMatchObject({
    type: 'no_worker_for_account',
    nonRetryable: false,
    details: [{ code: 'no_worker_for_account', outcome: 'unavailable' }],
  });
  expect(sent).toEqual([]);
});

test('a call whose caller no longer waits is not sent', async () => {
  const { run, sent, environment } = activitiesUnderTest();
  environment.cancel();
  await run('readOrders', { ...ACCOUNT, orderRefs: [`KW${'1'.repeat(32)}`] }).catch(() => undefined);
  expect(sent).toEqual([]);
  const again = activitiesUnderTest();
  await again.run('readOrders', { ...ACCOUNT, orderRefs: [`KW${'1'.repeat(32)}`] }).catch(() => undefined);
  expect(again.sent).toHaveLength(1);
});
