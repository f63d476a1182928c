import type { PortRequest } from '../../../../src/domain/model/request';
import { missingFields } from '../../../../src/providers/telnyx-v1/requirements';
import { NOW, NUMBER, OTHER, portRequest } from './examples';

const fields = (request: PortRequest) => missingFields(request, NOW).map(({ field }) => field);
const { subscriber } = portRequest();
const withAddress = (address: Record<string, string>) =>
  portRequest({ subscriber: { ...subscriber, address: { ...subscriber?.address, ...address } } });

it('a complete request lacks nothing', () => {
  expect(missingFields(portRequest(), NOW)).toEqual([]);
  expect(missingFields(portRequest({ schedule: { date: 'asap' } }), NOW)).toEqual([]);
});

it('a bare one lacks all of this', () => {
  const { subscriber: _, ...bare } = portRequest({ providerOptions: {} });
  const missing = missingFields(bare, NOW);
  expect(missing.map(({ field }) => field)).toEqual([
    'subscriber.authorizedPerson.name',
    'subscriber.billingPhoneNumber',
    'subscriber.address.street',
    'subscriber.address.city',
    'subscriber.address.region',
    'subscriber.address.postalCode',
    'subscriber.address.country',
    'providerOptions.telnyx-v1.connectionId',
  ]);
  expect(missing.every(({ message, numbers }) => message.endsWith('.') && numbers === undefined)).toBe(true);
});

it.each([
  [{ region: 'Illinois' }, ['subscriber.address.region']],
  [{ region: 'il' }, []],
  [{ street: '  ' }, ['subscriber.address.street']],
])('the address %j', (address, expected) => {
  expect(fields(withAddress(address))).toEqual(expected);
});

it('a billing number of its own is enough for a number', () => {
  const { billingPhoneNumber: _, ...rest } = subscriber!;
  const numbers = [{ phoneNumber: NUMBER, billingPhoneNumber: NUMBER }, { phoneNumber: OTHER }];
  expect(missingFields(portRequest({ subscriber: rest, numbers }), NOW)).toEqual([
    { field: 'subscriber.billingPhoneNumber', message: expect.any(String), numbers: [OTHER] },
  ]);
});

it('an address of its own must be whole', () => {
  const numbers = [
    { phoneNumber: NUMBER, address: { street: '2 Elm St', region: 'IL' } },
    { phoneNumber: OTHER },
  ];
  const missing = missingFields(portRequest({ numbers }), NOW);
  expect(missing.map(({ field, numbers: about }) => [field, about])).toEqual([
    ['numbers.address.city', [NUMBER]],
    ['numbers.address.postalCode', [NUMBER]],
    ['numbers.address.country', [NUMBER]],
  ]);
});

it.each([
  [{ type: 'partial', remainingNumbers: 'keep' }, ['portScope.newBillingPhoneNumber']],
  [{ type: 'partial', remainingNumbers: 'keep', newBillingPhoneNumber: NUMBER }, []],
  [{ type: 'partial', remainingNumbers: 'disconnect' }, []],
  [{ type: 'partial' }, []],
] as const)('the scope %j', (portScope, expected) => {
  expect(fields(portRequest({ portScope }))).toEqual(expected);
});

it.each([
  [{ connectionId: 1293384261075731499 }, 'providerOptions.telnyx-v1.connectionId'],
  [{ connectionId: '' }, 'providerOptions.telnyx-v1.connectionId'],
  [{ connectionId: '1', messagingProfileId: 7 }, 'providerOptions.telnyx-v1.messagingProfileId'],
  [{ connectionId: '1', connectionID: '1' }, 'providerOptions.telnyx-v1'],
  [{ connectionId: null }, 'providerOptions.telnyx-v1.connectionId'],
])('the options %j are wrong', (options, field) => {
  expect(fields(portRequest({ providerOptions: { 'telnyx-v1': options } }))).toEqual([field]);
});

describe('the wanted date', () => {
  it.each([
    ['2026-11-16', undefined],
    ['2026-11-15', '2026-11-16'],
    ['2026-13-45', '2026-11-16'],
  ])('%s must not be over', (date, earliest) => {
    const missing = missingFields(portRequest({ schedule: { date, timeZone: 'America/Chicago' } }), NOW);
    expect(missing.map(({ message }) => message)).toEqual(
      earliest === undefined ? [] : [`The wanted date: ${earliest} or later, or asap.`],
    );
  });

  it('is over, without a zone, when it is over in all of the country', () => {
    const request = portRequest({ schedule: { date: '2026-11-15' } });
    const inHonolulu = Date.parse('2026-11-16T09:00:00Z');
    expect(missingFields(request, inHonolulu)).toEqual([]);
    expect(missingFields(request, inHonolulu, 'America/Chicago')).toHaveLength(1);
  });

  it('needs a zone for its hours', () => {
    const schedule = { date: '2026-12-10', timeRange: { start: '10:00', end: '12:00' } };
    expect(fields(portRequest({ schedule }))).toEqual(['schedule.timeZone']);
    expect(missingFields(portRequest({ schedule }), NOW, 'America/Chicago')).toEqual([]);
  });
});

test('a wanted hour that the clocks of the account skip is another hour', () => {
  const schedule = (start: string, end: string) => ({ date: '2028-03-12', timeRange: { start, end } });
  const lacking = (start: string, end: string) =>
    missingFields(portRequest({ schedule: schedule(start, end) }), NOW, 'America/New_York').filter(
      ({ field }) => field.startsWith('schedule'),
    );
  expect(lacking('02:15', '03:30')).toEqual([
    { field: 'schedule.timeRange', message: expect.stringMatching(/^Another start: .*03:15/) as string },
  ]);
  expect(lacking('03:15', '04:30')).toEqual([]);
});
