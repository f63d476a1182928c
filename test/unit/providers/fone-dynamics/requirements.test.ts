import type { PortRequest } from '../../../../src/domain/model/request';
import { missingFields } from '../../../../src/providers/fone-dynamics/requirements';
import { account, NOW, NUMBER, OTHER, OTHER_PROPERTY_SID, portRequest } from './examples';

const missing = (request: PortRequest, now = NOW, rules: Partial<typeof account> = {}) =>
  missingFields(request, now, { ...account, ...rules });
const fields = (request: PortRequest) => missing(request).map(({ field }) => field);
const ACTION = 'providerOptions.fone-dynamics.incomingAction';
const FLOW = { 'fone-dynamics': { incomingAction: { type: 'flow', id: 'F-1' } } };

it('a complete request lacks nothing', () => {
  expect(missing(portRequest())).toEqual([]);
});

it('a bare one lacks all of this', () => {
  const { subscriber: _, ...bare } = portRequest({ providerOptions: {}, schedule: { date: 'asap' } });
  const found = missing(bare);
  expect(found.map(({ field }) => field)).toEqual([
    'subscriber.authorizedPerson.name',
    'subscriber.authorizedPerson.email',
    'subscriber.authorizedPerson.phone',
    'subscriber.carrier',
    'subscriber.accountNumber',
    'subscriber.address.street',
    'subscriber.address.city',
    'subscriber.address.region',
    'subscriber.address.postalCode',
    ACTION,
  ]);
  expect(found.every((field) => field.message.endsWith('.') && field.numbers === undefined)).toBe(true);
});

it('a blank text is none', () => {
  expect(fields(portRequest({ subscriber: { ...portRequest().subscriber, carrier: ' ' } }))).toEqual([
    'subscriber.carrier',
  ]);
});

describe('what is a number’s own', () => {
  const both = (first: object, second: object = {}) => [
    { phoneNumber: NUMBER, ...first },
    { phoneNumber: OTHER, ...second },
  ];

  it('an account number, where the account holder has none', () => {
    const { accountNumber: _, ...subscriber } = portRequest().subscriber!;
    const numbers = both({ accountNumber: 'B-1' });
    expect(missing(portRequest({ numbers, subscriber }))).toEqual([
      { field: 'subscriber.accountNumber', message: expect.any(String), numbers: [OTHER] },
    ]);
    expect(
      fields(portRequest({ numbers: both({ accountNumber: 'B-1' }, { accountNumber: 'B-2' }), subscriber })),
    ).toEqual([]);
  });

  it('an address, which is completed where it stands', () => {
    const numbers = both({ address: { street: '1 Other St', city: 'Perth', region: 'WA' } });
    expect(missing(portRequest({ numbers }))).toEqual([
      { field: 'numbers.address.postalCode', message: expect.any(String), numbers: [NUMBER] },
    ]);
  });

  it('what becomes of its calls', () => {
    const numbers = both({ providerOptions: FLOW });
    expect(missing(portRequest({ numbers, providerOptions: {} }))).toEqual([
      { field: ACTION, message: expect.any(String), numbers: [OTHER] },
    ]);
    expect(
      fields(
        portRequest({
          numbers: both({ providerOptions: FLOW }, { providerOptions: FLOW }),
          providerOptions: {},
        }),
      ),
    ).toEqual([]);
  });

  it('and must be right, also where the request says it for all', () => {
    const numbers = both({ providerOptions: { 'fone-dynamics': { incomingAction: { type: 'flow' } } } });
    expect(missing(portRequest({ numbers }))).toEqual([
      {
        field: 'numbers.providerOptions.fone-dynamics.incomingAction.id',
        message: expect.stringMatching(/flow/),
        numbers: [NUMBER],
      },
    ]);
  });
});

it('wrong options are said once, and not to be missing too', () => {
  const providerOptions = { 'fone-dynamics': { incomingAction: { type: 'flow' } } };
  expect(fields(portRequest({ providerOptions }))).toEqual([`${ACTION}.id`]);
});

describe('the wanted date', () => {
  const earliest = (date: string, now: string, timeZone = 'Australia/Sydney') =>
    missing(portRequest({ schedule: { date } }), Date.parse(now), { timeZone })[0]?.message;

  it.each([
    ['2026-11-16', '2026-11-16T12:59:00Z', 'Australia/Sydney', undefined],
    // In Sydney it is the 17th by then.
    ['2026-11-16', '2026-11-16T13:00:00Z', 'Australia/Sydney', '2026-11-17'],
    ['2026-11-16', '2026-11-16T13:00:00Z', 'Australia/Perth', undefined],
    ['2020-01-01', '2026-11-16T03:00:00Z', 'Australia/Sydney', '2026-11-16'],
    ['2027-02-30', '2026-11-16T03:00:00Z', 'Australia/Sydney', '2026-11-16'],
  ])('%s, asked for at %s in %s', (date, now, timeZone, expected) => {
    const message = expected === undefined ? undefined : `The wanted date: ${expected} or later, or asap.`;
    expect(earliest(date, now, timeZone)).toBe(message);
  });
});

describe('another property', () => {
  const providerOptions = {
    'fone-dynamics': { ...portRequest().providerOptions['fone-dynamics'], propertySid: OTHER_PROPERTY_SID },
  };

  it('is out of sight for an account that reads its own only', () => {
    expect(fields(portRequest({ providerOptions }))).toEqual(['providerOptions.fone-dynamics.propertySid']);
  });

  it('is as good for one that reads all, and so is the account’s own', () => {
    expect(missing(portRequest({ providerOptions }), NOW, { scope: 'account' })).toEqual([]);
    expect(missing(portRequest({ providerOptions }), NOW, { propertySid: OTHER_PROPERTY_SID })).toEqual([]);
  });
});
