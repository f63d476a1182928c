import { ApplicationFailure } from '@temporalio/activity';
import { prepareAccount, prepareRequest } from '../../../activities/port/prepare';
import { requestDigest } from '../../../src/contract/request-digest';
import { parsePortRequest } from '../../../src/contract/port-request-schema';
import { HOUR, SECOND } from '../../../src/domain/model/time';
import { accountDirectory } from '../../../src/worker/worker';
import { testNumber, twilioRequest } from '../../scenarios/request';
import { sandboxAccount } from '../../scenarios/sandbox-account';
import { SANDBOX_BASE_URL } from '../../scenarios/sandbox-transport';

const NOW = Date.parse('2026-03-02T15:00:00Z');
const accounts = [
  sandboxAccount(SANDBOX_BASE_URL),
  sandboxAccount(SANDBOX_BASE_URL, 'patient', { notice: 48 * HOUR }),
];
const directory = accountDirectory(accounts);
const input = twilioRequest({ requestId: 'acme-42', numbers: [{ phoneNumber: '+1 (212) 555-0100' }] });

function refusalOf(bad: unknown): ApplicationFailure {
  try {
    prepareRequest(bad, directory, NOW);
  } catch (error) {
    if (error instanceof ApplicationFailure) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

/** The wrong fields that a refusal names. */
function fieldsOf({ details }: ApplicationFailure): string[] {
  const [invalid] = details as [{ field: string }[]];
  return invalid.map(({ field }) => field);
}

test('a request is normalized, completed and given its policy', () => {
  const prepared = prepareRequest(input, directory, NOW);
  expect(prepared).toMatchObject({
    request: {
      account: 'default',
      numbers: [{ phoneNumber: testNumber('00') }],
      schedule: { date: 'asap' },
      submit: 'when_ready',
      onNotPortable: 'hold',
    },
    country: 'US',
    missing: [],
    // Twilio: cancel only more than 72 h before the port date (docs/reference/twilio.md#cancellation).
    policy: { cancellationWindow: 72 * HOUR, enforcement: 'hard', notice: 24 * HOUR },
  });
});

test('its fingerprint is the one that the client computes', () => {
  const parsed = parsePortRequest(input);
  if (!parsed.ok) throw new Error('It parses.');
  expect(prepareRequest(input, directory, NOW).requestDigest).toBe(
    requestDigest(parsed.given, parsed.policy),
  );
});

test('what a submission would lack is told already', () => {
  const { documents: _, ...incomplete } = input;
  expect(prepareRequest(incomplete, directory, NOW).missing.map(({ field }) => field)).toEqual(['documents']);
});

test('a wanted date is judged by the given instant', () => {
  const dated = { ...input, schedule: { date: '2026-03-05', timeZone: 'America/New_York' } };
  expect(prepareRequest(dated, directory, NOW).missing).toMatchObject([{ field: 'schedule.date' }]);
  expect(prepareRequest(dated, directory, NOW - 240 * HOUR).missing).toEqual([]);
});

test('the account’s policy holds, and a request may only lengthen it', () => {
  const patient = { ...input, account: 'patient' };
  expect(prepareRequest(patient, directory, NOW).policy.notice).toBe(48 * HOUR);
  const longer = { ...patient, policy: { notice: 'PT72H' } };
  expect(prepareRequest(longer, directory, NOW).policy.notice).toBe(72 * HOUR);
  expect(fieldsOf(refusalOf({ ...patient, policy: { notice: 'PT24H' } }))).toEqual(['policy.notice']);
});

test('shrunk days shrink the policy', () => {
  const shrunk = accountDirectory(accounts, { daySeconds: 24 });
  expect(prepareRequest(input, shrunk, NOW).policy).toMatchObject({ notice: 24 * SECOND });
});

test('a refusal is final and names every wrong field', () => {
  const refusal = refusalOf({ ...input, numbers: [{ phoneNumber: 'home' }], submit: 'now', extra: 1 });
  expect(refusal).toMatchObject({ type: 'invalid_request', nonRetryable: true });
  expect(fieldsOf(refusal).sort()).toEqual(['extra', 'numbers[0].phoneNumber', 'submit']);
  for (const field of fieldsOf(refusal)) expect(refusal.message).toContain(field);
});

test('no refusal repeats what was given: it would stand in a history that is not encrypted', () => {
  const { message, details } = refusalOf({
    ...input,
    numbers: [{ phoneNumber: '12125550177', pin: 'a secret pin!' }],
    subscriber: { authorizedPerson: { email: 'ada-at-acme' } },
  });
  for (const given of ['5550177', 'secret', 'ada-at-acme'])
    expect(JSON.stringify([message, details])).not.toContain(given);
});

describe('an account that this worker lacks', () => {
  const other = { ...input, account: 'other', policy: { notice: 'PT72H' } };

  test('is left to a worker that has it: what the request says by itself is parsed already', () => {
    expect(prepareRequest(other, directory, NOW)).toMatchObject({
      request: { account: 'other', numbers: [{ phoneNumber: testNumber('00') }] },
      country: 'US',
      unprepared: { policy: { notice: 'PT72H' } },
    });
  });

  test('does not make a wrong request right', () => {
    expect(fieldsOf(refusalOf({ ...other, submit: 'now' }))).toEqual(['submit']);
  });

  test('a worker that has it says the rest, as it would have at once', () => {
    const patient = { ...input, account: 'patient', policy: { notice: 'PT72H' } };
    const { request, ...atOnce } = prepareRequest(patient, directory, NOW);
    const account = directory.find('twilio', 'patient');
    if (account === undefined) throw new Error('It is there.');
    const said = prepareAccount(account, request, { notice: 'PT72H' }, NOW);
    expect(said).toMatchObject({ ok: true });
    if (said.ok) expect(atOnce).toMatchObject(said.terms);
  });

  test('a worker that has it refuses what it would have refused at once', () => {
    const { request } = prepareRequest({ ...input, account: 'patient' }, directory, NOW);
    const account = directory.find('twilio', 'patient');
    if (account === undefined) throw new Error('It is there.');
    expect(prepareAccount(account, request, { notice: 'PT24H' }, NOW)).toMatchObject({
      ok: false,
      invalid: [{ field: 'policy.notice' }],
    });
  });
});

test('a request that is too large is refused before anything else is looked at', () => {
  const refusal = refusalOf({ ...input, reference: '東'.repeat(200_000), account: 'other', extra: 1 });
  expect(refusal).toMatchObject({ type: 'request_too_large', nonRetryable: true });
  expect(refusal.message).toMatch(/KiB of JSON, and may have at most 512 KiB/);
  expect(JSON.stringify([refusal.message, refusal.details]).length).toBeLessThan(1_000);
});

describe('an account with tenants of its own', () => {
  const own = accountDirectory([{ ...sandboxAccount(SANDBOX_BASE_URL), tenants: ['acme', 'other & sons'] }]);
  const prepared = (tenant?: string) => prepareRequest({ ...input, tenant }, own, NOW);

  test.each(['acme', 'other & sons', ' acme '])('takes the port of %j', (tenant) => {
    expect(prepared(tenant).request.tenant).toBe(tenant.trim());
  });

  test.each([
    ['another', 'is wrong: account default of twilio is for named tenants only'],
    ['ACME', 'is wrong: account default of twilio is for named tenants only'],
    ['acm', 'is wrong: account default of twilio is for named tenants only'],
    [undefined, 'is required: account default of twilio is for named tenants only'],
  ])('refuses the port of %j, and names no tenant', (tenant, message) => {
    expect(() => prepared(tenant)).toThrow(
      expect.objectContaining({
        type: 'invalid_request',
        details: [[{ field: 'tenant', message }]],
      }) as Error,
    );
  });

  test('refuses it also where the port began without the account', () => {
    const { request } = prepareRequest({ ...input, account: 'elsewhere', tenant: 'another' }, own, NOW);
    const account = own.find('twilio', 'default')!;
    expect(prepareAccount(account, request, {}, NOW)).toMatchObject({
      ok: false,
      invalid: [{ field: 'tenant' }],
    });
  });

  test('without them, an account takes every port', () => {
    const open = accountDirectory([sandboxAccount(SANDBOX_BASE_URL)]);
    expect(prepareRequest({ ...input, tenant: 'another' }, open, NOW).request.tenant).toBe('another');
  });
});
