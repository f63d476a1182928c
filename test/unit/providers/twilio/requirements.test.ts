import type { PortRequest } from '../../../../src/domain/model/request';
import type { Portability } from '../../../../src/domain/model/snapshot';
import { missingFields } from '../../../../src/providers/twilio/requirements';
import { AD, NOW, NUMBER, portRequest, RD } from './examples';

const fields = (request: PortRequest, check?: readonly Portability[]) =>
  missingFields(request, NOW, check).map(({ field }) => field);
const OTHER = '+12125550101';

describe('what a submission needs', () => {
  it('is nothing for a complete request', () => {
    expect(missingFields(portRequest(), NOW)).toEqual([]);
  });

  it('is all of this for a bare one', () => {
    const { subscriber: _, ...bare } = portRequest({ documents: [], schedule: { date: 'asap' } });
    const missing = missingFields(bare, NOW);
    expect(missing.map(({ field }) => field)).toEqual([
      'subscriber.name',
      'subscriber.authorizedPerson.name',
      'subscriber.authorizedPerson.email',
      'subscriber.address.street',
      'subscriber.address.city',
      'subscriber.address.region',
      'subscriber.address.postalCode',
      'subscriber.address.country',
      'documents',
    ]);
    expect(missing.every(({ message }) => message.endsWith('.'))).toBe(true);
  });

  it('is a text that is not blank', () => {
    expect(fields(portRequest({ subscriber: { ...portRequest().subscriber, name: '  ' } }))).toEqual([
      'subscriber.name',
    ]);
  });

  it('is no address where Twilio has one', () => {
    const { address: _, ...subscriber } = portRequest().subscriber!;
    const request = portRequest({ subscriber, providerOptions: { twilio: { addressSid: AD } } });
    expect(fields(request)).toEqual([]);
  });

  it.each([
    ['an address sid of another kind', { addressSid: RD }, 'providerOptions.twilio.addressSid'],
    ['an account that is none', { targetAccountSid: 'me' }, 'providerOptions.twilio.targetAccountSid'],
    ['an unknown option', { addressSID: AD }, 'providerOptions.twilio'],
  ])('is right provider options: %s', (_, twilio, field) => {
    expect(fields(portRequest({ providerOptions: { twilio } }))).toContain(field);
  });
});

describe('documents', () => {
  it('are enough with a bill that is to be uploaded', () => {
    const documents = [{ type: 'utility_bill', uri: 'file:///bills/acme.pdf' }];
    expect(missingFields(portRequest({ documents }), NOW)).toEqual([]);
  });

  it.each([
    ['only an LOA', [{ type: 'loa', providerId: RD }], /utility bill/],
    ['a bill without an id', [{ type: 'utility_bill' }], /utility bill/],
    ['an id of another kind', [{ type: 'utility_bill', providerId: AD }], /not a Twilio document/],
  ])('are not enough with %s', (_, documents, message) => {
    const missing = missingFields(portRequest({ documents }), NOW);
    expect(missing.every(({ field }) => field === 'documents')).toBe(true);
    expect(missing.map((m) => m.message).join(' ')).toMatch(message);
  });
});

describe('numbers', () => {
  const answers: Portability[] = [
    { phoneNumber: NUMBER, portable: true, type: 'local' },
    { phoneNumber: OTHER, portable: true, type: 'local', pinAndAccountNumberRequired: true },
  ];
  const bare = portRequest({
    numbers: [{ phoneNumber: NUMBER }, { phoneNumber: OTHER }],
    subscriber: { ...portRequest().subscriber, accountNumber: '' },
  });

  it('need a PIN and an account number only where the check says so', () => {
    expect(missingFields(bare, NOW)).toEqual([]);
    expect(missingFields(bare, NOW, answers)).toEqual([
      { field: 'numbers.pin', message: expect.stringMatching(/PIN/), numbers: [OTHER] },
      {
        field: 'subscriber.accountNumber',
        message: expect.stringMatching(/account number/),
        numbers: [OTHER],
      },
    ]);
  });

  it('need both when they are mobile', () => {
    const mobile: Portability[] = [{ phoneNumber: NUMBER, portable: true, type: 'mobile' }];
    expect(missingFields(bare, NOW, mobile).map((m) => m.numbers)).toEqual([[NUMBER], [NUMBER]]);
  });

  it('have what they need with a PIN of zeros and an account number of their own', () => {
    const numbers = [{ phoneNumber: NUMBER }, { phoneNumber: OTHER, pin: '0000', accountNumber: 'X' }];
    // Another account than the other number's: it goes into an order of its own.
    expect(fields({ ...bare, numbers, subscriber: portRequest().subscriber! }, answers)).toEqual([]);
    expect(fields({ ...bare, numbers: [numbers[1]!] }, answers)).toEqual([]);
  });
});

describe('the wanted date', () => {
  const missing = (date: string, now: string, timeZone?: string, phoneNumber = NUMBER) =>
    missingFields(
      portRequest({ numbers: [{ phoneNumber }], schedule: { date, ...(timeZone && { timeZone }) } }),
      Date.parse(now),
    );

  it.each([
    ['2026-11-24', '2026-11-16T15:00:00Z', 'America/New_York', undefined],
    ['2026-11-23', '2026-11-16T15:00:00Z', 'America/New_York', '2026-11-24'],
    ['2020-01-01', '2026-11-16T15:00:00Z', 'America/New_York', '2026-11-24'],
    // In New York it is still the 15th, in Tokyo the 17th already.
    ['2026-11-23', '2026-11-16T04:59:00Z', 'America/New_York', undefined],
    ['2026-11-23', '2026-11-16T05:00:00Z', 'America/New_York', '2026-11-24'],
    // Without a zone New York decides, where the day begins first.
    ['2026-11-23', '2026-11-16T05:00:00Z', undefined, '2026-11-24'],
    ['2026-11-23', '2026-11-16T05:00:00Z', 'Pacific/Honolulu', undefined],
    // Eight days with a change of the clocks between them.
    ['2026-11-07', '2026-10-30T23:30:00Z', 'America/New_York', undefined],
    ['2026-03-14', '2026-03-07T04:30:00Z', 'America/New_York', undefined],
  ])('%s, asked for at %s in %s', (date, now, timeZone, earliest) => {
    const found = missing(date, now, timeZone);
    if (earliest === undefined) expect(found).toEqual([]);
    else
      expect(found).toEqual([
        { field: 'schedule.date', message: `The wanted date: ${earliest} or later, or asap.` },
      ]);
  });

  it('must be further ahead in Japan', () => {
    expect(missing('2026-11-26', '2026-11-16T05:00:00Z', undefined, '+81312345678')[0]?.message).toContain(
      '2026-11-27',
    );
    expect(missing('2026-11-27', '2026-11-16T05:00:00Z', undefined, '+81312345678')).toEqual([]);
  });

  it('may be none', () => {
    expect(missing('asap', '2026-11-16T05:00:00Z')).toEqual([]);
  });

  it('must be a date', () => {
    expect(missing('2026-13-45', '2026-11-16T05:00:00Z')[0]?.field).toBe('schedule.date');
  });

  it('uses the zone of the account when the schedule has none', () => {
    const request = portRequest({ schedule: { date: '2026-11-23' } });
    const now = Date.parse('2026-11-16T05:00:00Z');
    expect(missingFields(request, now, [], 'Pacific/Honolulu')).toEqual([]);
  });

  it('needs a zone for its hours', () => {
    const schedule = { date: '2026-12-10', timeRange: { start: '10:00', end: '12:00' } };
    expect(fields(portRequest({ schedule }))).toEqual(['schedule.timeZone']);
    expect(missingFields(portRequest({ schedule }), NOW, [], 'America/Chicago')).toEqual([]);
  });
});

test('a wanted hour that the clocks of the account skip is another hour', () => {
  const schedule = (start: string, end: string) => ({ date: '2028-03-12', timeRange: { start, end } });
  const lacking = (start: string, end: string) =>
    missingFields(portRequest({ schedule: schedule(start, end) }), NOW, [], 'America/New_York').filter(
      ({ field }) => field.startsWith('schedule'),
    );
  expect(lacking('02:15', '03:30')).toEqual([
    { field: 'schedule.timeRange', message: expect.stringMatching(/^Another start: .*03:15/) as string },
  ]);
  expect(lacking('03:15', '04:30')).toEqual([]);
});
