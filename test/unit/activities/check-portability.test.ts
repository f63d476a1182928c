import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createActivities } from '../../../activities/index';
import type { CheckInput, CheckResult } from '../../../activities/port/port-activities';
import { prepareRequest } from '../../../activities/port/prepare';
import type { AccountConfig } from '../../../src/config/account-config';
import { MINUTE, SECOND } from '../../../src/domain/model/time';
import type { HttpResponse } from '../../../src/providers/http/transport';
import { accountDirectory } from '../../../src/worker/worker';
import { requestFor } from '../../scenarios/request';
import { sandboxAccount } from '../../scenarios/sandbox-account';
import { sandboxUrl } from '../../scenarios/sandbox-transport';
import { FakeClock } from '../providers/http/fake-clock';

const NUMBERS = Array.from({ length: 1_000 }, (_, index) => `+1415${String(5_550_000 + index)}`);

/** A check by the activity as a worker runs it, with the real limit of the account, on a clock that a test moves. */
function checkAt(requestsPerSecond: number, clock = new FakeClock()) {
  const asked: string[] = [];
  const answers = { of: (number: string): HttpResponse => portable(number) };
  const account: AccountConfig = {
    ...sandboxAccount(sandboxUrl('twilio')),
    rateLimit: { requestsPerSecond, workers: 1 },
  };
  const directory = accountDirectory([account], {
    clock,
    transport: ({ url }) => {
      const number = decodeURIComponent(/PhoneNumber\/([^?]+)/.exec(url)?.[1] ?? '');
      asked.push(number);
      return Promise.resolve(answers.of(number));
    },
  });
  const { request } = prepareRequest(
    requestFor('twilio', { requestId: 'many', numbers: NUMBERS.map((phoneNumber) => ({ phoneNumber })) }),
    directory,
    Date.now(),
  );
  const activities = createActivities(directory, { clock });

  /** One attempt, with what its worker is told and what it says of itself. */
  const attempt = (
    numbers: readonly string[],
    heartbeatDetails?: unknown,
    more: Partial<CheckInput> = {},
  ) => {
    const environment = new MockActivityEnvironment(
      { heartbeatDetails },
      { logger: new DefaultLogger('ERROR') },
    );
    const beats: unknown[] = [];
    environment.on('heartbeat', (beat: unknown) => beats.push(JSON.parse(JSON.stringify(beat ?? null))));
    const input = { provider: 'twilio', account: 'default', request, numbers, ...more };
    const began = clock.now();
    let took: number | undefined;
    const result = environment
      .run<[CheckInput], CheckResult, (input: CheckInput) => Promise<CheckResult>>(
        activities.checkPortability,
        input,
      )
      .finally(() => (took = clock.now() - began));
    result.catch(() => undefined);
    return { result, beats, environment, took: () => took };
  };
  return { clock, asked, answers, attempt };
}

function portable(number: string): HttpResponse {
  const body = { phone_number: number, portable: true, country: 'US', number_type: 'LOCAL' };
  return { status: 200, headers: {}, body: JSON.stringify(body) };
}

test.each([2.5, 10, 40])(
  'a check of 1,000 numbers takes at most 1.1 times the numbers by the worker’s share (%s a second)',
  async (share) => {
    const { clock, attempt, asked } = checkAt(share);
    const { result, took } = attempt(NUMBERS);
    await clock.pass((1.2 * 1_000 * SECOND * NUMBERS.length) / 1_000 / share);
    expect(took()).toBeLessThanOrEqual((1.1 * SECOND * NUMBERS.length) / share);
    expect((await result).answers.map(({ phoneNumber }) => phoneNumber)).toEqual(NUMBERS);
    expect(asked).toHaveLength(NUMBERS.length);
  },
  120_000,
);

test('an attempt that dies without a word is gone on with where it was, number by number', async () => {
  const first = checkAt(10);
  const dying = first.attempt(NUMBERS);
  await first.clock.pass(50 * SECOND);
  const known = dying.beats.at(-1);
  const before = first.asked.length;
  expect(before).toBeGreaterThan(400);

  const second = checkAt(10);
  const { result } = second.attempt(NUMBERS, known);
  await second.clock.pass(100 * SECOND);
  expect((await result).answers.map(({ phoneNumber }) => phoneNumber)).toEqual(NUMBERS);
  // What it heard after its last heartbeat is asked again: ten seconds' worth.
  expect(second.asked.length).toBeLessThanOrEqual(NUMBERS.length - before + 10 * 10 + 4);
  expect(new Set([...first.asked, ...second.asked]).size).toBe(NUMBERS.length);
  dying.environment.cancel();
  await first.clock.pass(SECOND);
});

test('an attempt that fails says with its last word which numbers were answered', async () => {
  const { clock, attempt, answers, asked } = checkAt(10);
  answers.of = (number) =>
    number === NUMBERS[37] ? { status: 503, headers: {}, body: '' } : portable(number);
  const failing = attempt(NUMBERS);
  await clock.pass(MINUTE);
  await expect(failing.result).rejects.toMatchObject({ type: 'provider_unavailable' });
  const before = new Set(asked.splice(0));
  answers.of = portable;
  const { result } = attempt(NUMBERS, failing.beats.at(-1));
  await clock.pass(2 * MINUTE);
  await result;
  expect(asked).toHaveLength(NUMBERS.length - before.size + 1);
});

test('a check that is called back sends no further request', async () => {
  const { clock, attempt, asked } = checkAt(10);
  const { result, environment } = attempt(NUMBERS);
  await clock.pass(10 * SECOND);
  const before = asked.length;
  environment.cancel('TIMED_OUT');
  await clock.pass(10 * MINUTE);
  expect(asked).toHaveLength(before);
  await expect(result).rejects.toBeDefined();
  expect(clock.timers).toBe(0);
});

test('what a check of 1,000 numbers says of itself is small, and bounded whatever the answers are', async () => {
  const { clock, attempt, answers } = checkAt(100);
  const { beats, result } = attempt(NUMBERS);
  await clock.pass(12 * SECOND);
  await result;
  expect(JSON.stringify(beats.at(-1)).length).toBeLessThan(8_000);

  // Each number is refused in other words.
  answers.of = (number) => {
    const reason = `${number} ${'no '.repeat(3_000)}`;
    const body = { phone_number: number, portable: false, not_portable_reason: reason };
    return { status: 200, headers: {}, body: JSON.stringify(body) };
  };
  const refused = attempt(NUMBERS);
  await clock.pass(12 * SECOND);
  expect((await refused.result).answers).toHaveLength(NUMBERS.length);
  expect(JSON.stringify(refused.beats.at(-1)).length).toBeLessThan(500_000);
});

test('a part of a check answers and prepares nothing; the last part judges all numbers', async () => {
  const { clock, attempt } = checkAt(100);
  const part = attempt(NUMBERS.slice(0, 2), undefined, { isPart: true });
  await clock.pass(SECOND);
  const { answers: before, missing } = await part.result;
  expect(before).toHaveLength(2);
  expect(missing).toEqual([]);
  const last = attempt(NUMBERS.slice(2, 4), undefined, {
    before: before.map((answer) => ({ ...answer, pinAndAccountNumberRequired: true })),
  });
  await clock.pass(SECOND);
  const result = await last.result;
  expect(result.answers).toHaveLength(2);
  expect(result.missing.flatMap(({ numbers }) => numbers ?? [])).toEqual(
    expect.arrayContaining(NUMBERS.slice(0, 2)),
  );
});
