import type { PortRequest } from '../../../../src/domain/model/request';
import {
  createBody,
  descriptionOf,
  namesAttempt,
  namesPort,
  secretsIn,
} from '../../../../src/providers/fone-dynamics/create-body';
import {
  account,
  bodyOf,
  KEY,
  NUMBER,
  OTHER,
  OTHER_PROPERTY_SID,
  plan,
  portRequest,
  PROPERTY_SID,
} from './examples';

const built = (request: PortRequest = portRequest(), more: { webhookUrl?: string } = {}) =>
  createBody({ ...plan(request), ...more }, account);
const body = (request?: PortRequest, more: { webhookUrl?: string } = {}) =>
  bodyOf({ ...plan(request), ...more });
const FLOW = { 'fone-dynamics': { incomingAction: { type: 'flow', id: 'F-1' } } };

it('puts a request into the words of Fone Dynamics', () => {
  expect(built(portRequest(), { webhookUrl: 'https://hooks.example/t0ken' })).toEqual({
    ok: true,
    propertySid: PROPERTY_SID,
    body: {
      CustomerDescription: 'CRM-7781 acme-42/1',
      AuthorisedContactName: 'Ada Moss',
      AuthorisedContactEmail: 'ada@acme.example',
      DaytimeContactNumber: '+61255501999',
      CurrentCarrier: 'Old Telco',
      CurrentCarrierAccountNo: 'A-991',
      PreferredPortSchedule: 'Date',
      PreferredPortDate: '2026-12-10',
      WebHookURL: 'https://hooks.example/t0ken',
      PortingNumbers: [
        {
          Number: NUMBER,
          PortType: 'Cat-A',
          PortAddress: 'Level 10, 123 Example St, Spring Hill QLD 4000',
          IncomingActionType: 'Answering Point',
          IncomingAnswerPoint: '+61255501888',
        },
      ],
    },
  });
});

it('asks for no date where any will do, and for no webhooks where none are received', () => {
  const bare = body(portRequest({ schedule: { date: 'asap' } }));
  expect(bare.PreferredPortSchedule).toBe('ASAP');
  expect(bare).not.toHaveProperty('PreferredPortDate');
  expect(bare).not.toHaveProperty('WebHookURL');
});

it('the wanted day stays the same day, whatever zone the schedule names', () => {
  const schedule = { date: '2026-12-10', timeZone: 'Australia/Perth' };
  expect(body(portRequest({ schedule })).PreferredPortDate).toBe('2026-12-10');
});

it('what a number says of itself comes before what the request says', () => {
  const numbers = [
    {
      phoneNumber: NUMBER,
      accountNumber: 'B-1',
      address: { street: '1 Other St', city: 'Perth', region: 'WA', postalCode: '6000' },
      providerOptions: FLOW,
    },
  ];
  const made = body(portRequest({ numbers }));
  expect(made.CurrentCarrierAccountNo).toBe('B-1');
  expect(made.PortingNumbers[0]).toEqual({
    Number: NUMBER,
    PortType: 'Cat-A',
    PortAddress: '1 Other St, Perth WA 6000',
    IncomingActionType: 'Flow',
    IncomingActionId: 'F-1',
  });
});

it('takes the numbers of the plan, and no others', () => {
  const request = portRequest({ numbers: [{ phoneNumber: NUMBER }, { phoneNumber: OTHER }] });
  const result = createBody({ attemptKey: KEY, request, numbers: [OTHER] }, account);
  expect(result.ok && result.body.PortingNumbers.map((number) => number.Number)).toEqual([OTHER]);
});

it('goes to the property that the request names', () => {
  const providerOptions = {
    'fone-dynamics': { ...portRequest().providerOptions['fone-dynamics'], propertySid: OTHER_PROPERTY_SID },
  };
  expect(built(portRequest({ providerOptions }))).toMatchObject({ propertySid: OTHER_PROPERTY_SID });
});

describe('is not made', () => {
  const { subscriber: _, ...anonymous } = portRequest();
  it.each<[string, PortRequest, string]>([
    ['without the account holder', anonymous, 'AuthorisedContactName'],
    [
      'without an address',
      portRequest({ subscriber: { ...portRequest().subscriber, address: {} } }),
      'PortingNumbers.0.PortAddress',
    ],
    ['without an action', portRequest({ providerOptions: {} }), 'PortingNumbers.0.IncomingActionType'],
    ['with a date that is none', portRequest({ schedule: { date: '2026-13-01' } }), 'PreferredPortDate'],
    ['without numbers', portRequest({ numbers: [] }), 'PortingNumbers'],
  ])('%s', (_name, request, field) => {
    const result = built(request);
    expect(result.ok ? [] : result.wrong).toContain(field);
  });

  it('for a number that the request does not have', () => {
    const result = createBody({ ...plan(), numbers: [NUMBER, OTHER] }, account);
    expect(result).toEqual({ ok: false, wrong: ['PortingNumbers'] });
  });

  it('with more than a hundred numbers', () => {
    const numbers = Array.from({ length: 101 }, (_n, i) => ({ phoneNumber: `+6125550${String(1000 + i)}` }));
    expect(built(portRequest({ numbers })).ok).toBe(false);
    expect(built(portRequest({ numbers: numbers.slice(1) })).ok).toBe(true);
  });
});

describe('the description', () => {
  const described = (reference: string | undefined, requestId = 'acme-42') => {
    const { reference: _, ...request } = portRequest({ requestId });
    return descriptionOf({
      attemptKey: `${requestId}/1`,
      request: reference === undefined ? request : { ...request, reference },
    });
  };

  it.each([
    ['CRM-7781', 'CRM-7781 acme-42/1'],
    [undefined, 'acme-42 acme-42/1'],
    ['two  words\nand a line', 'two words and a line acme-42/1'],
  ])('of %p', (reference, expected) => {
    expect(described(reference)).toBe(expected);
  });

  it('stays short, and always holds the whole key', () => {
    const requestId = 'r'.repeat(100);
    const text = described('x'.repeat(100), requestId);
    expect(text.length).toBeLessThanOrEqual(50 + 1 + 102);
    expect(namesAttempt(text, `${requestId}/1`)).toBe(true);
  });

  it.each([
    ['CRM-7781 acme-42/1', true],
    ['acme-42/1', true],
    [' acme-42/1 (ported by Ada)', true],
    ['CRM-7781 acme-42/11', false],
    ['CRM-7781 xacme-42/1', false],
    ['CRM-7781 acme-42/1/2', false],
    ['', false],
    [undefined, false],
  ])('%p names the attempt: %p', (text, expected) => {
    expect(namesAttempt(text, KEY)).toBe(expected);
  });

  it.each([
    ['CRM-7781 acme-42/1', true],
    ['CRM-7781 acme-42/11', true],
    ['CRM-7781 acme-421/1', false],
    ['CRM-7781 xacme-42/1', false],
    ['CRM-7781 acme-42/1/2', false],
    ['CRM-7781 acme-42/', false],
    [undefined, false],
  ])('%p names the port: %p', (text, expected) => {
    expect(namesPort(text, KEY)).toBe(expected);
  });
});

it('all personal data is secret', () => {
  const secrets = secretsIn(body(portRequest(), { webhookUrl: 'https://hooks.example/t0ken' }));
  expect(secrets).toEqual(
    expect.arrayContaining([
      'Ada Moss',
      'ada@acme.example',
      '+61255501999',
      'A-991',
      NUMBER,
      '123 Example St',
      'https://hooks.example/t0ken',
      '+61255501888',
    ]),
  );
});
