import fc from 'fast-check';
import { revisedRequest } from '../../../activities/port/revise-request';
import { parsePortRequest } from '../../../src/contract/port-request-schema';
import type { PortRequest } from '../../../src/domain/model/request';
import { testNumber, twilioRequest } from '../../scenarios/request';

const [A, B] = [testNumber('00'), testNumber('02')];

function parsed(overrides: Record<string, unknown> = {}): PortRequest {
  const result = parsePortRequest({
    ...twilioRequest({
      requestId: 'acme-42',
      numbers: [{ phoneNumber: A, pin: '0042' }, { phoneNumber: B }],
    }),
    ...overrides,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.invalid));
  return result.request;
}

const REQUEST = parsed();
const revised = (patch: unknown, request = REQUEST) => {
  const revision = revisedRequest(request, patch);
  if (!revision.ok) throw new Error(JSON.stringify(revision.invalid));
  return revision;
};
const wrong = (patch: unknown, request = REQUEST) => {
  const revision = revisedRequest(request, patch);
  return revision.ok ? [] : revision.invalid.map(({ field }) => field);
};

describe('what a patch changes', () => {
  test('one field, and nothing beside it', () => {
    const { request, fields, numbers } = revised({ subscriber: { name: 'Acme Ltd' } });
    expect(request).toEqual({ ...REQUEST, subscriber: { ...REQUEST.subscriber, name: 'Acme Ltd' } });
    expect(fields).toEqual(['subscriber.name']);
    expect(numbers).toEqual([]);
  });

  test('the data of one number, told apart by its phone number', () => {
    const { request, fields, numbers } = revised({ numbers: [{ phoneNumber: B, pin: '4242' }] });
    expect(request.numbers).toEqual([
      { phoneNumber: A, pin: '0042' },
      { phoneNumber: B, pin: '4242' },
    ]);
    expect(fields).toEqual(['numbers.pin']);
    expect(numbers).toEqual([B]);
  });

  test('null removes', () => {
    const { request, fields } = revised({ numbers: [{ phoneNumber: A, pin: null }] });
    expect(request.numbers[0]).toEqual({ phoneNumber: A });
    expect(fields).toEqual(['numbers.pin']);
  });

  test('a list is replaced as a whole', () => {
    const { request, fields } = revised({ notificationEmails: ['desk@acme.example'] });
    expect(request.notificationEmails).toEqual(['desk@acme.example']);
    expect(fields).toEqual(['notificationEmails']);
  });

  test('a default comes back when its field is removed', () => {
    const given = parsed({ onNotPortable: 'continue_without' });
    expect(revised({ onNotPortable: null }, given).request.onNotPortable).toBe('hold');
  });

  test('values are normalized as at the start', () => {
    const { request } = revised({ subscriber: { name: '  Acme Ltd  ' }, schedule: 'asap' });
    expect(request.subscriber?.name).toBe('Acme Ltd');
    expect(request.schedule).toEqual({ date: 'asap' });
  });

  test('two patches of one number are taken one after the other', () => {
    const { request } = revised({
      numbers: [
        { phoneNumber: B, pin: '1' },
        { phoneNumber: B, accountNumber: '7' },
      ],
    });
    expect(request.numbers[1]).toEqual({ phoneNumber: B, pin: '1', accountNumber: '7' });
  });

  test('a number is the same number however it is typed', () => {
    const { request } = revised({ numbers: [{ phoneNumber: '+1 212 555 0100', pin: '7' }] });
    expect(request.numbers[0]).toMatchObject({ phoneNumber: A, pin: '7' });
  });

  test('the given request stays as it was', () => {
    const before = structuredClone(REQUEST);
    revised({ subscriber: { address: { street: '2 Main St' } } });
    expect(REQUEST).toEqual(before);
  });

  test('it can be amended again and again', () => {
    const once = revised({ subscriber: { name: 'One' } }).request;
    expect(revised({ subscriber: { name: 'Two' } }, once).fields).toEqual(['subscriber.name']);
  });

  test('a path names no value', () => {
    expect(JSON.stringify(revised({ numbers: [{ phoneNumber: A, pin: '9999' }] }).fields)).not.toContain(
      '9999',
    );
  });
});

describe('what a patch cannot do', () => {
  test.each(['requestId', 'provider', 'account', 'tenant', 'policy', 'submit'])('change %s', (field) => {
    expect(wrong({ [field]: 'anything' })).toEqual([field]);
  });

  test('several at once: every one is named', () => {
    expect(wrong({ provider: 'x', tenant: 'y', numbers: {} })).toEqual(['provider', 'tenant', 'numbers']);
  });

  test.each([[[]], ['text'], [null], [7], [undefined]])('be %j', (patch) => {
    expect(wrong(patch)).toEqual(['patch']);
  });

  test('be empty', () => {
    expect(wrong({})).toEqual(['patch']);
  });

  test('add a number, or remove all', () => {
    expect(wrong({ numbers: [{ phoneNumber: '+12125559999' }] })).toEqual(['numbers[0].phoneNumber']);
    expect(wrong({ numbers: null })).toEqual(['numbers']);
  });

  test('leave out which number is meant', () => {
    expect(wrong({ numbers: [{ pin: '1' }, null, 'x'] })).toEqual([
      'numbers[0].phoneNumber',
      'numbers[1].phoneNumber',
      'numbers[2].phoneNumber',
    ]);
  });

  test('remove a number by leaving it out', () => {
    expect(wrong({ numbers: [] })).toEqual(['patch']);
    expect(revised({ numbers: [], reference: 'x' }).request.numbers).toEqual(REQUEST.numbers);
  });

  test('change nothing: the same data again corrects nothing', () => {
    expect(wrong({ numbers: [{ phoneNumber: A, pin: '0042' }] })).toEqual(['patch']);
  });

  test('give a value that no request may have', () => {
    expect(wrong({ numbers: [{ phoneNumber: A, pin: 42 }] })).toEqual(['numbers[0].pin']);
    expect(wrong({ subscriber: { nickname: 'Ada' } })[0]).toContain('subscriber');
    expect(wrong({ schedule: { date: 'tomorrow' } })[0]).toContain('schedule');
  });

  test('invent a field', () => {
    expect(wrong({ colour: 'blue' })).toHaveLength(1);
  });

  test.each(['constructor', 'toString', '__proto__'])('invent one that every object has: %s', (field) => {
    const patch = JSON.parse(`{"${field}": {"a": 1}}`) as unknown;
    const revision = revisedRequest(REQUEST, patch);
    if (revision.ok) throw new Error('It was taken.');
    for (const { message } of revision.invalid) expect(typeof message).toBe('string');
  });
});

describe('what a refusal says is bounded: it is kept in the port', () => {
  const refusalOf = (patch: unknown) => {
    const revision = revisedRequest(REQUEST, patch);
    if (revision.ok) throw new Error('It was taken.');
    return revision;
  };

  test('of 60,000 faults twenty are named, and how many there are beside them', () => {
    const colours = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`colour${index}`, 1]));
    const { invalid, code } = refusalOf(colours);
    expect(invalid).toHaveLength(21);
    expect(invalid.at(-1)).toEqual({ field: '(the request)', message: '… and 19980 more' });
    expect(code).toBeUndefined();
    const strangers = { numbers: Array.from({ length: 10_000 }, () => ({ phoneNumber: '+12125559999' })) };
    expect(refusalOf(strangers).invalid.at(-1)?.message).toBe('… and 9980 more');
  });

  test('no text of it is longer than 200 characters, whatever was given', () => {
    const long = 'x'.repeat(100_000);
    for (const patch of [
      { [long]: 1 },
      { numbers: [{ phoneNumber: long }] },
      { subscriber: { [long]: 1 } },
      { documents: [{ type: 'loa', [long]: 1 }] },
    ]) {
      const { invalid } = refusalOf(patch);
      for (const { field, message } of invalid)
        expect(Math.max(field.length, message.length)).toBeLessThanOrEqual(200);
      expect(JSON.stringify(invalid).length).toBeLessThan(1_000);
    }
  });

  test('a patch that makes the request too large is request_too_large, and so is a patch that is itself', () => {
    const street = 'ü'.repeat(100);
    const many = parsed({
      numbers: Array.from({ length: 1_000 }, (_, index) => ({
        phoneNumber: `+1212555${String(1000 + index)}`,
      })),
    });
    const numbers = many.numbers.map(({ phoneNumber }) => ({
      phoneNumber,
      address: { street, street2: street, city: street, region: street },
    }));
    for (const patch of [
      { numbers: numbers.slice(0, 575) },
      { numbers },
      { reference: 'x'.repeat(600_000) },
    ]) {
      const revision = revisedRequest(many, patch);
      expect(revision).toMatchObject({
        ok: false,
        code: 'request_too_large',
        invalid: [
          {
            message: expect.stringMatching(/^has [\d.]+ KiB of JSON, and may have at most 512 KiB/) as string,
          },
        ],
      });
    }
    expect(refusalOf({ providerOptions: { twilio: { a: 'x'.repeat(9_000) } } }).code).toBe(
      'request_too_large',
    );
  });

  test('a number with an extension is no number of the port', () => {
    expect(refusalOf({ numbers: [{ phoneNumber: `${A} ext. 5`, pin: '1' }] }).invalid).toEqual([
      {
        field: 'numbers[0].phoneNumber',
        message: expect.stringContaining('an extension cannot be ported') as string,
      },
    ]);
  });

  test('the same letters, composed otherwise, change nothing', () => {
    const request = parsed({ reference: 'Zo\u00eb' });
    expect(wrong({ reference: 'Zoe\u0308 ' }, request)).toEqual(['patch']);
  });

  test('no patch makes it throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.jsonValue()),
        fc.constantFrom('numbers', 'schedule', ''),
        (value, key) => {
          const revision = revisedRequest(REQUEST, key === '' ? value : { [key]: value });
          if (!revision.ok) expect(revision.invalid.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});
