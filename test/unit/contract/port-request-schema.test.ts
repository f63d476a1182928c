import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { InvalidField } from '../../../src/contract/invalid-fields';
import { parsePortRequest, portRequestJsonSchema } from '../../../src/contract/port-request-schema';
import { requestDigest } from '../../../src/contract/request-digest';
import { numberList } from '../domain/port-under-test';

/** A request with every field that there is, as the documentation writes it. */
const COMPLETE = {
  requestId: 'acme-42',
  provider: 'twilio',
  account: 'default',
  tenant: 'acme',
  reference: 'CRM-7781',
  numbers: [
    {
      phoneNumber: '+12125550100',
      pin: '0042',
      accountNumber: 'A-991',
      billingPhoneNumber: '+12125550100',
      address: { street: '1 Main St', city: 'New York', region: 'NY', postalCode: '10001', country: 'US' },
      providerOptions: { twilio: {} },
    },
  ],
  subscriber: {
    type: 'business',
    name: 'Acme LLC',
    authorizedPerson: { name: 'Ada Moss', email: 'ada@acme.example', phone: '+12125550199' },
    carrier: 'Old Telco',
    accountNumber: 'A-991',
    billingPhoneNumber: '+12125550100',
    taxId: '12-3456789',
    businessId: '987',
    address: {
      street: '1 Main St',
      street2: null,
      city: 'New York',
      region: 'NY',
      postalCode: '10001',
      country: 'US',
    },
  },
  portScope: { type: 'partial', remainingNumbers: 'keep', newBillingPhoneNumber: '+12125550101' },
  schedule: {
    date: '2026-12-10',
    timeRange: { start: '10:00', end: '12:00' },
    timeZone: 'America/New_York',
  },
  documents: [{ type: 'utility_bill', providerId: 'RD1', issuedOn: '2026-11-02' }],
  notificationEmails: ['ops@acme.example'],
  providerOptions: { twilio: { targetAccountSid: 'AC1', addressSid: null } },
  submit: 'manual',
  onNotPortable: 'continue_without',
  policy: { cancellationWindow: 'PT96H', notice: 'PT48H' },
};

const LEAST = { requestId: 'a', provider: 'twilio', numbers: [{ phoneNumber: '+12125550100' }] };

function invalidIn(input: unknown): readonly InvalidField[] {
  const parsed = parsePortRequest(input);
  return parsed.ok ? [] : parsed.invalid;
}

function parsed(input: unknown) {
  const result = parsePortRequest(input);
  if (!result.ok) throw new Error(JSON.stringify(result.invalid));
  return result;
}

/** The complete request with one value at a path like `subscriber.name` or `numbers[0].pin`. */
function completeWith(path: string, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(COMPLETE)) as Record<string, unknown>;
  const keys = path.replace(/\[(\d+)\]/g, '.$1').split('.');
  let at: Record<string, unknown> = copy;
  for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>;
  at[keys.at(-1)!] = value;
  return copy;
}

describe('what is given', () => {
  test('a complete request is taken as it is, its policy beside it', () => {
    const { request, policy } = parsed(COMPLETE);
    const { policy: wanted, ...rest } = COMPLETE;
    expect(policy).toEqual(wanted);
    const { street2: _, ...address } = rest.subscriber.address;
    const subscriber = { ...rest.subscriber, address };
    const providerOptions = { twilio: { targetAccountSid: 'AC1' } };
    expect(request).toEqual({ ...rest, subscriber, providerOptions });
  });

  test('three fields are enough to begin; the rest has defaults', () => {
    expect(parsed(LEAST)).toEqual({
      ok: true,
      policy: {},
      request: {
        ...LEAST,
        account: 'default',
        portScope: { type: 'full' },
        schedule: { date: 'asap' },
        documents: [],
        notificationEmails: [],
        providerOptions: {},
        submit: 'when_ready',
        onNotPortable: 'hold',
      },
    });
  });

  test('the zeros of a PIN are kept', () => {
    expect(parsed(completeWith('numbers[0].pin', '0000')).request.numbers[0]?.pin).toBe('0000');
  });

  test.each(['tenant', 'numbers[0].pin', 'subscriber', 'subscriber.name', 'schedule', 'documents', 'policy'])(
    'null is the same as absent: %s',
    (path) => {
      expect(parsed(completeWith(path, null))).toEqual(parsed(completeWith(path, undefined)));
    },
  );

  test('numbers are written in E.164, however they were spaced', () => {
    const { request } = parsed({ ...LEAST, numbers: [{ phoneNumber: '+1 (212) 555-0100' }] });
    expect(request.numbers).toEqual([{ phoneNumber: '+12125550100' }]);
  });

  test('texts are trimmed', () => {
    expect(parsed(completeWith('subscriber.name', '  Acme LLC ')).request.subscriber?.name).toBe('Acme LLC');
  });

  test('a schedule may be the word asap alone', () => {
    expect(parsed({ ...LEAST, schedule: 'asap' }).request.schedule).toEqual({ date: 'asap' });
  });

  test('a thousand numbers are not too many', () => {
    const numbers = numberList(1_000).map((phoneNumber) => ({ phoneNumber }));
    expect(parsed({ ...LEAST, numbers }).request.numbers).toHaveLength(1_000);
  });
});

describe('one wrong field', () => {
  test.each<[string, unknown]>([
    ['requestId', 'with space'],
    ['requestId', ''],
    ['requestId', 'a'.repeat(101)],
    ['requestId', 'a\n'],
    ['provider', 'pigeon'],
    ['account', 'Default'],
    ['tenant', 'a'.repeat(101)],
    ['tenant', '  '],
    ['reference', 5],
    ['numbers', []],
    ['numbers', 'x'],
    ['numbers', numberList(1_001).map((phoneNumber) => ({ phoneNumber }))],
    ['numbers[0]', null],
    ['numbers[0].phoneNumber', '2125550100'],
    ['numbers[0].phoneNumber', '+1212'],
    ['numbers[0].phoneNumber', undefined],
    ['numbers[0].pin', 42],
    ['numbers[0].pin', ''],
    ['numbers[0].pin', '00-42'],
    ['numbers[0].accountNumber', ''],
    ['numbers[0].billingPhoneNumber', 'x'],
    ['numbers[0].address.country', 'USA'],
    ['numbers[0].providerOptions', 'x'],
    ['subscriber.type', 'person'],
    ['subscriber.name', ''],
    ['subscriber.authorizedPerson.name', 1],
    ['subscriber.authorizedPerson.email', 'ada'],
    ['subscriber.authorizedPerson.phone', '5'],
    ['subscriber.carrier', ''],
    ['subscriber.accountNumber', ''],
    ['subscriber.billingPhoneNumber', ''],
    ['subscriber.taxId', ''],
    ['subscriber.businessId', ''],
    ['subscriber.address.street', ''],
    ['subscriber.address.country', 'us'],
    ['portScope.type', 'half'],
    ['portScope.remainingNumbers', 'burn'],
    ['portScope.newBillingPhoneNumber', 'x'],
    ['schedule', 'soon'],
    ['schedule.date', '2026-02-30'],
    ['schedule.date', 20261210],
    ['schedule.date', undefined],
    ['schedule.timeRange.start', '25:00'],
    ['schedule.timeRange.end', '9:00'],
    ['schedule.timeRange', 'morning'],
    ['schedule.timeRange', { start: '12:00', end: '10:00' }],
    ['schedule.timeZone', 'Mars/Olympus'],
    ['schedule.timeZone', 5],
    ['documents[0].type', ''],
    ['documents[0].uri', 'ftp://files.example/loa.pdf'],
    ['documents[0].uri', 'loa.pdf'],
    ['documents[0].issuedOn', 'yesterday'],
    ['notificationEmails[0]', 'ops'],
    ['providerOptions.twilio', 'x'],
    ['submit', 'now'],
    ['onNotPortable', 'cry'],
    ['policy.cancellationWindow', '96h'],
    ['policy.notice', 48],
    // Unknown fields, at every level.
    ['colour', 'red'],
    ['numbers[0].zip', '1'],
    ['subscriber.email', 'x'],
    ['schedule.day', '1'],
    ['portScope.all', true],
    ['documents[0].name', 'x'],
    ['policy.watchEvery', 'PT1H'],
  ])('%s is named by its path, and nothing else is (case %#)', (path, value) => {
    expect(invalidIn(completeWith(path, value)).map(({ field }) => field)).toEqual([path]);
  });

  test('a number named twice, in whatever spelling, is named where it comes again', () => {
    const numbers = [{ phoneNumber: '+12125550100' }, { phoneNumber: '+1 212 555 0100' }];
    expect(invalidIn({ ...LEAST, numbers })).toEqual([
      { field: 'numbers[1].phoneNumber', message: 'is named twice' },
    ]);
  });

  test.each([
    ['null', null],
    ['a text', 'x'],
    ['a list', []],
  ])('%s is no request', (_, input) => {
    expect(invalidIn(input)).toMatchObject([{ field: '(the request)' }]);
  });
});

test('every wrong field is named in one answer', () => {
  const invalid = invalidIn({
    requestId: 'a b',
    provider: 'pigeon',
    colour: 'red',
    numbers: [
      { phoneNumber: '+12125550100', pin: 42 },
      { phoneNumber: '+12125550100' },
      { phoneNumber: 'x', zip: 1 },
    ],
    schedule: { date: 'soon', timeZone: 5, day: 1 },
    documents: [{ providerId: 5 }, {}],
    policy: { notice: 'long' },
  });
  expect(invalid.map(({ field }) => field)).toEqual(
    expect.arrayContaining([
      'requestId',
      'provider',
      'colour',
      'numbers[0].pin',
      'numbers[1].phoneNumber',
      'numbers[2].phoneNumber',
      'numbers[2].zip',
      'schedule.date',
      'schedule.timeZone',
      'schedule.day',
      'documents[0].type',
      'documents[0].providerId',
      'documents[1].type',
      'documents[1]',
      'policy.notice',
    ]),
  );
});

test('a wrong PIN is never repeated in the answer', () => {
  expect(JSON.stringify(invalidIn(completeWith('numbers[0].pin', '00-42-77')))).not.toContain('42');
  expect(invalidIn(completeWith('numbers[0].pin', 42))[0]?.message).toContain('leading zeros');
});

describe('the JSON Schema', () => {
  const ajv = new Ajv({ strict: true, strictTypes: false, allowUnionTypes: true });
  addFormats(ajv);
  const isValid = ajv.compile(portRequestJsonSchema() as object);

  test.each<[string, unknown]>([
    ['a complete request, with nulls', COMPLETE],
    ['the least request', LEAST],
    ['a schedule of one word', { ...LEAST, schedule: 'asap' }],
  ])('it takes %s', (_, input) => {
    expect(isValid(input) ? [] : isValid.errors).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['requestId', 'with space'],
    ['requestId', null],
    ['provider', 'pigeon'],
    ['numbers', []],
    ['numbers[0].phoneNumber', null],
    ['numbers[0].pin', 42],
    ['numbers[0].zip', '1'],
    ['subscriber.address.country', 'USA'],
    ['portScope.type', 'half'],
    ['schedule.date', '2026-02-30'],
    ['submit', 'now'],
    ['colour', 'red'],
  ])('it refuses what the parser refuses: %s %j', (path, value) => {
    expect(isValid(completeWith(path, value))).toBe(false);
  });
});

describe('the fingerprint of a request', () => {
  const digest = (input: unknown) => {
    const { request, policy } = parsed(input);
    return requestDigest(request, policy);
  };

  test('it does not depend on the order of keys, on nulls or on spaces', () => {
    const turned = Object.fromEntries(Object.entries(COMPLETE).reverse());
    expect(digest(turned)).toBe(digest(COMPLETE));
    expect(digest({ ...LEAST, tenant: null })).toBe(digest(LEAST));
    expect(digest({ ...LEAST, numbers: [{ phoneNumber: '+1 212 555 0100' }] })).toBe(digest(LEAST));
  });

  test.each<[string, unknown]>([
    ['numbers[0].pin', '42'],
    ['schedule.date', '2026-12-11'],
    ['policy.notice', 'PT49H'],
    ['subscriber.address.street', '2 Main St'],
  ])('it depends on %s', (path, value) => {
    expect(digest(completeWith(path, value))).not.toBe(digest(COMPLETE));
  });
});
