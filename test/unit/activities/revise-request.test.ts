import { revisedRequest } from '../../../activities/revise-request';
import { parsePortRequest } from '../../../src/contract/port-request-schema';
import type { PortRequest } from '../../../src/domain/request';
import { numberWithFate, twilioRequest } from '../../scenarios/request';

const [A, B] = [numberWithFate('00'), numberWithFate('02')];

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

  test('change nothing: whoever sends the same again has not mended anything', () => {
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
