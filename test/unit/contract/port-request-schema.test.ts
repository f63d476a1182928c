import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { z } from 'zod';
import type { InvalidField } from '../../../src/contract/invalid-fields';
import {
  parsePortRequest,
  portRequestJsonSchema,
  portRequestSchema,
} from '../../../src/contract/port-request-schema';
import { PROVIDER_NAME } from '../../../src/contract/names';
import { requestDigest } from '../../../src/contract/request-digest';
import { numberList } from '../domain/snapshots';

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
      given: LEAST,
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
    ['provider', 'carrier pigeon'],
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
    ['numbers[0].pin', '0'.repeat(33)],
    ['numbers[0].pin', '00\t42'],
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
    provider: 'carrier pigeon',
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
  for (const wrong of ['4277\t', '="4277"', '4277\u0000', '4277'.repeat(10)].map((pin) => `4277${pin}`))
    expect(JSON.stringify(invalidIn(completeWith('numbers[0].pin', wrong)))).not.toContain('4277');
  expect(invalidIn(completeWith('numbers[0].pin', 42))[0]?.message).toContain('leading zeros');
});

describe('texts', () => {
  test.each([
    ['blue-sky 7', 'blue-sky 7'],
    ['p@ss', 'p@ss'],
    ['12-34', '12-34'],
    ['0042 ', '0042'],
    ['\u00a00042\u200b', '0042'],
  ])('a passcode has signs and blanks as the carrier has it, and none around it: %j', (pin, sent) => {
    expect(parsed(completeWith('numbers[0].pin', pin)).request.numbers[0]?.pin).toBe(sent);
  });

  test.each([
    ['a NUL', 'Acme\u0000LLC', 'character 5 is a NUL'],
    ['a tab', 'Acme\tLLC', 'character 5 is a tab'],
    ['a line break', 'Acme\nLLC', 'character 5 is a line break'],
    ['a line separator', 'Acme\u2028LLC', 'character 5 is a line break'],
    ['an escape', 'Acme\u001b[2K', 'character 5 is U+001B'],
    ['a C1 control', 'Acme\u009b2K', 'character 5 is U+009B'],
    ['half a character', 'Acme\ud800', 'half a character (character 5)'],
    ['the mark of a wrong encoding', 'M\ufffdller', 'wrong encoding (character 2)'],
  ])('%s is refused at the field, wherever one line is meant', (_what, text, why) => {
    for (const path of [
      'tenant',
      'reference',
      'subscriber.name',
      'subscriber.address.street',
      'numbers[0].pin',
      'numbers[0].accountNumber',
      'documents[0].type',
      'providerOptions.twilio.addressSid',
    ]) {
      // Options may be of several lines.
      if (path.startsWith('providerOptions') && /[\t\n\u2028]/.test(text)) continue;
      const message = expect.stringContaining(why) as string;
      expect(invalidIn(completeWith(path, text))).toEqual([{ field: path, message }]);
    }
  });

  test('letters are composed, and what is not seen is taken off', () => {
    const nameOf = (name: string) => parsed(completeWith('subscriber.name', name)).request.subscriber?.name;
    expect(nameOf('Zoe\u0308')).toBe('Zo\u00eb');
    expect(nameOf('\ufeffAcme\u200b\u00a0LLC\u00ad\u200d ')).toBe('Acme LLC');
    expect(nameOf('O\u2019Brien')).toBe('O\u2019Brien');
    // Joiners mean something in Persian.
    expect(nameOf('\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645')).toBe(
      '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645',
    );
    const emails = parsed(completeWith('notificationEmails', [' ops@acme.example\u200b'])).request;
    expect(emails.notificationEmails).toEqual(['ops@acme.example']);
  });

  test('the address of a signed file is taken letter by letter', () => {
    const uri = 'https://docs.example/fu\u0308r.pdf?sig=a';
    const documents = [{ type: 'utility_bill', uri }];
    expect(parsed({ ...LEAST, documents }).request.documents[0]?.uri).toBe(uri);
  });
});

describe('what a spreadsheet made of an identifier is refused, and the answer says what it did', () => {
  test.each<[string, unknown, string]>([
    ['numbers[0].phoneNumber', '1.21256E+10', 'digits are lost for good'],
    ['numbers[0].phoneNumber', 12125550100, 'leading zeros'],
    ['numbers[0].billingPhoneNumber', 12125550100, 'leading zeros'],
    ['numbers[0].address.postalCode', 2138, 'write "02138", not 2138'],
    ['numbers[0].pin', 42, 'write "0042", not 42'],
    ['numbers[0].pin', '="0042"', 'formula of a spreadsheet'],
    ['numbers[0].accountNumber', 1234567890123456789, 'has lost its last digits'],
    ['numbers[0].accountNumber', '=1234', 'formula of a spreadsheet'],
    ['subscriber.accountNumber', '#REF!', 'error of a spreadsheet'],
    ['subscriber.taxId', 123456789, 'leading zeros'],
    ['subscriber.address.postalCode', '="02138"', 'formula of a spreadsheet'],
    ['tenant', 42, 'leading zeros'],
  ])('%s %j', (path, value, why) => {
    const message = expect.stringContaining(why) as string;
    expect(invalidIn(completeWith(path, value))).toEqual([{ field: path, message }]);
  });
});

describe('days and hours that do not exist', () => {
  const schedule = (date: string, start: string, end: string, timeZone?: string) =>
    invalidIn({ ...LEAST, schedule: { date, timeRange: { start, end }, ...(timeZone && { timeZone }) } });

  test.each([
    ['24:00', '25:00'],
    ['25:61', '26:00'],
    ['10:60', '11:00'],
    ['9:00', '10:00'],
  ])('%s is no hour', (start, end) => {
    expect(schedule('2026-12-10', start, end)[0]).toMatchObject({ field: 'schedule.timeRange.start' });
  });

  test('an hour that the clocks skip is named, with one that there is', () => {
    expect(schedule('2027-03-14', '02:15', '03:00', 'America/New_York')).toEqual([
      {
        field: 'schedule.timeRange.start',
        message: expect.stringMatching(/does not exist.*03:15/) as string,
      },
    ]);
    expect(schedule('2027-03-14', '01:30', '02:30', 'America/New_York')).toMatchObject([
      { field: 'schedule.timeRange.end' },
    ]);
    // The same hours on another day, in another zone, and where the zone is unknown.
    expect(schedule('2027-03-15', '02:15', '03:00', 'America/New_York')).toEqual([]);
    expect(schedule('2027-03-14', '02:15', '03:00', 'America/Phoenix')).toEqual([]);
    expect(schedule('2027-03-14', '02:15', '03:00')).toEqual([]);
  });

  test.each(['2026-02-30', '2027-02-29', '2026-13-01'])('%s does not exist', (date) => {
    expect(invalidIn({ ...LEAST, schedule: { date } })).toEqual([
      { field: 'schedule.date', message: 'is a day that does not exist' },
    ]);
  });

  test.each(['0001-01-01', '1999-12-31', '2100-01-01', '9999-12-31'])('%s is no day of a port', (date) => {
    expect(invalidIn({ ...LEAST, schedule: { date } })[0]?.message).toContain('between 2000 and 2099');
  });

  test.each(['+05:00', '-0500', 'Mars/Olympus', 'US', ''])('%j is no IANA time zone', (timeZone) => {
    expect(invalidIn({ ...LEAST, schedule: { date: 'asap', timeZone } })[0]?.field).toBe('schedule.timeZone');
  });
});

describe('the size of a request', () => {
  const refusal = (input: unknown) => {
    const result = parsePortRequest(input);
    return result.ok ? undefined : { code: result.code, ...result.invalid[0] };
  };
  const withAddresses = (count: number, letter: string) => ({
    ...LEAST,
    numbers: numberList(count).map((phoneNumber) => ({
      phoneNumber,
      address: { street: letter.repeat(200), street2: letter.repeat(200), city: letter.repeat(100) },
    })),
  });

  test.each([
    ['Latin letters', withAddresses(1_000, 'a')],
    ['two-byte letters', withAddresses(700, 'ü')],
    ['Japanese', withAddresses(1_000, '東')],
    ['one long text', { ...LEAST, reference: 'x'.repeat(600_000) }],
    [
      'many unknown fields',
      { ...LEAST, ...Object.fromEntries(numberList(1_000).map((n) => [n, 'x'.repeat(600)])) },
    ],
    ['blanks that would be taken off', { ...LEAST, reference: `x${' '.repeat(600_000)}` }],
  ])('over 512 KiB it is too large, whatever it is of: %s', (_what, input) => {
    expect(refusal(input)).toMatchObject({
      code: 'request_too_large',
      field: '(the request)',
      message: expect.stringMatching(/^has [\d.]+ KiB of JSON, and may have at most 512 KiB/) as string,
    });
  });

  test('bytes are counted, not characters', () => {
    expect(refusal(withAddresses(600, 'a'))).toBeUndefined();
    expect(refusal(withAddresses(600, 'ü'))?.code).toBe('request_too_large');
  });

  test('provider options have at most 8 KiB, all together and those of each number', () => {
    const options = (length: number) => ({ twilio: { note: 'x'.repeat(length) } });
    const two = { twilio: { note: 'x'.repeat(5_000) }, 'telnyx-v1': { note: 'x'.repeat(5_000) } };
    expect(refusal({ ...LEAST, providerOptions: options(8_000) })).toBeUndefined();
    for (const [input, field] of [
      [{ ...LEAST, providerOptions: options(8_200) }, 'providerOptions'],
      [{ ...LEAST, providerOptions: two }, 'providerOptions'],
      [
        { ...LEAST, numbers: [{ phoneNumber: '+12125550100', providerOptions: options(8_200) }] },
        'numbers[0].providerOptions',
      ],
    ] as const) {
      const message = expect.stringMatching(/KiB of JSON, and may have at most 8 KiB/) as string;
      expect(refusal(input)).toMatchObject({ code: 'request_too_large', field, message });
    }
  });

  test('what is nested without an end is refused, and so is what is no JSON', () => {
    const deep = JSON.parse('{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000)) as unknown;
    const around: Record<string, unknown> = {};
    around['a'] = around;
    const wide: unknown[] = [];
    for (let i = 0, all = wide; i < 25; i += 1) {
      const next: unknown[] = [];
      all.push(next, next);
      all = next;
    }
    for (const twilio of [deep, around])
      expect(refusal({ ...LEAST, providerOptions: { twilio } })?.message).toContain('nested deeper than 32');
    expect(refusal({ ...LEAST, providerOptions: { twilio: { wide } } })?.code).toBe('request_too_large');
    expect(refusal({ ...LEAST, providerOptions: { twilio: { a: 1n } } })?.message).toContain('no JSON');
    expect(refusal(JSON.parse('{"providerOptions": {"__proto__": {"a": 1}}}'))?.field).toBe('__proto__');
  });

  test('of very many faults the first hundred are named, each clipped', () => {
    const many = Object.fromEntries(numberList(500).map((n) => [`${n}${'x'.repeat(300)}`, 1]));
    const invalid = invalidIn({ ...LEAST, ...many });
    expect(invalid).toHaveLength(101);
    expect(invalid.at(-1)).toEqual({ field: '(the request)', message: '… and 400 more' });
    expect(Math.max(...invalid.map(({ field }) => field.length))).toBe(200);
  });
});

test('any input is parsed or refused in words, and none makes the parser throw', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.integer(),
    fc.constant(null),
    fc.jsonValue(),
  );
  const paths = [
    'tenant',
    'numbers',
    'numbers[0].phoneNumber',
    'numbers[0].pin',
    'subscriber.name',
    'subscriber.authorizedPerson.email',
    'schedule.date',
    'schedule.timeZone',
    'schedule.timeRange.start',
    'documents[0].uri',
    'providerOptions.twilio',
    'policy.notice',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.oneof(value, fc.anything()), (path, given) => {
      const copy = structuredClone(COMPLETE) as Record<string, unknown>;
      const keys = path.replace(/\[(\d+)\]/g, '.$1').split('.');
      let at = copy;
      for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>;
      at[keys.at(-1)!] = given;
      const result = parsePortRequest(copy);
      if (!result.ok) {
        expect(result.invalid.length).toBeGreaterThan(0);
        for (const { message } of result.invalid) expect(message).not.toBe('');
        return;
      }
      // What was normalized is normal: the same request again, with the same fingerprint.
      const again = parsed({ ...result.request, policy: result.policy });
      expect(again.request).toEqual(result.request);
      expect(requestDigest(again.given, again.policy)).toBe(requestDigest(result.given, result.policy));
    }),
  );
});

describe('the names of providers', () => {
  const request = { ...LEAST, provider: 'my-carrier' };

  test('are open, unless it is known which there are', () => {
    expect(parsed(request).request.provider).toBe('my-carrier');
    expect(parsePortRequest(request, { providers: ['twilio', 'my-carrier'] })).toMatchObject({ ok: true });
    expect(parsePortRequest(request, { providers: ['twilio', 'other'] })).toMatchObject({
      ok: false,
      invalid: [{ field: 'provider', message: 'invalid option: expected one of "twilio"|"other"' }],
    });
  });

  test.each([[undefined], [['twilio', 'my-carrier']]])('are in the JSON Schema: %j', (names) => {
    const { properties } = portRequestJsonSchema(names) as { properties: Record<string, object> };
    expect(properties['provider']).toMatchObject(
      names === undefined ? { pattern: PROVIDER_NAME.source } : { enum: names },
    );
  });
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
    ['provider', 'carrier pigeon'],
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
    const { given, policy } = parsed(input);
    return requestDigest(given, policy);
  };

  test('it does not depend on how letters are composed, or on what is not seen', () => {
    const named = (name: string) => digest(completeWith('subscriber.name', name));
    expect(named('Zoe\u0308')).toBe(named('Zo\u00eb'));
    expect(named('Zo\u00eb\u200b ')).toBe(named('Zo\u00eb'));
    const options = (text: string) => digest({ ...LEAST, providerOptions: { twilio: { note: text } } });
    expect(options('Zoe\u0308')).toBe(options('Zo\u00eb'));
  });

  test('a default that is written out is the same request, and so it stays over releases', () => {
    const { request } = parsed(LEAST);
    expect(digest(request)).toBe(digest(LEAST));
    // As the releases before computed it: ports that run keep the fingerprint that they began with.
    expect(digest(LEAST)).toBe('f75f1b9a0869126219bc37e873448ff1');
    expect(digest(COMPLETE)).toBe('a72a577abed1c5ae25c8c3b9e4681d76');
  });

  test('it does not change when a release adds a default, or changes one', () => {
    const schema = portRequestSchema.extend({
      carrierPreference: z.enum(['fast', 'cheap']).default('cheap'),
      submit: z.enum(['when_ready', 'manual']).default('manual'),
    });
    const next = parsePortRequest(LEAST, { schema });
    if (!next.ok) throw new Error('It parses.');
    expect(next.request).toMatchObject({ carrierPreference: 'cheap', submit: 'manual' });
    expect(requestDigest(next.given, next.policy)).toBe(digest(LEAST));
  });

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
