import type { PortRequest, RequestedNumber, Schedule } from '../../../../src/domain/model/request';
import { groupUpdate } from '../../../../src/providers/telnyx-v1/group-update';
import { NOW, NUMBER, OTHER, portRequest } from './examples';

const window = (start: string, end: string) => ({ from: Date.parse(start), until: Date.parse(end) });
const WINDOWS = [
  window('2026-12-10T14:00:00Z', '2026-12-10T22:00:00Z'),
  window('2026-12-11T14:00:00Z', '2026-12-11T22:00:00Z'),
];
const context = { now: NOW, zone: 'America/Chicago' };
const update = (request: PortRequest, numbers = [NUMBER, OTHER], windows = WINDOWS, now = NOW) =>
  groupUpdate(request, numbers, windows, { ...context, now });
/** What stands in the way. */
const missingIn = (request: PortRequest) => {
  const planned = update(request);
  return planned.kind === 'missing' ? planned.missing : [];
};
const withNumbers = (...numbers: RequestedNumber[]) => portRequest({ numbers });

it('says all that Telnyx wants of a group', () => {
  const request = portRequest({
    numbers: [{ phoneNumber: NUMBER, pin: '0042' }, { phoneNumber: OTHER }],
    subscriber: {
      ...portRequest().subscriber,
      taxId: 'T1',
      businessId: 'B1',
      address: { ...portRequest().subscriber?.address, region: 'il', street2: 'Suite 2' },
    },
    providerOptions: { 'telnyx-v1': { connectionId: '77', messagingProfileId: '88' } },
  });
  expect(update(request)).toEqual({
    kind: 'update',
    body: {
      foc_date_requested_by_user: '2026-12-10T14:00:00.000Z',
      person_or_company_name: 'Acme LLC',
      auth_person_name: 'Ada Moss',
      billing_phone_number: '+13125354299',
      street_address: '1 Main St',
      extended_address: 'Suite 2',
      locality: 'Chicago',
      administrative_area: 'IL',
      postal_code: '60601',
      country_code: 'US',
      default_connection_id: '77',
      default_message_profile_id: '88',
      porting_option: { type: 'full' },
      pin_passcode: '0042',
      account_number: 'A-991',
      tax_identifier: 'T1',
      business_identifier: 'B1',
    },
  });
});

it.each([
  [{ type: 'partial' }, { type: 'partial' }],
  [
    { type: 'partial', remainingNumbers: 'keep', newBillingPhoneNumber: OTHER },
    { type: 'partial', remaining_numbers_action: 'keep', new_billing_phone_number: OTHER },
  ],
  [
    { type: 'partial', remainingNumbers: 'disconnect', newBillingPhoneNumber: OTHER },
    { type: 'partial', remaining_numbers_action: 'disconnect' },
  ],
] as const)('the scope %j is %j', (portScope, porting_option) => {
  expect(update(portRequest({ portScope }))).toMatchObject({ body: { porting_option } });
});

describe('numbers of one group', () => {
  it.each<[string, RequestedNumber, RequestedNumber]>([
    ['accountNumber', { phoneNumber: NUMBER, accountNumber: 'B-1' }, { phoneNumber: OTHER }],
    ['pin', { phoneNumber: NUMBER, pin: '0042' }, { phoneNumber: OTHER, pin: '42' }],
    ['billingPhoneNumber', { phoneNumber: NUMBER }, { phoneNumber: OTHER, billingPhoneNumber: OTHER }],
    [
      'address',
      { phoneNumber: NUMBER },
      {
        phoneNumber: OTHER,
        address: { street: '2 Elm St', city: 'Chicago', region: 'IL', postalCode: '60601', country: 'US' },
      },
    ],
  ])('must have one %s', (datum, a, b) => {
    const missing = missingIn(withNumbers(a, b));
    expect(missing).toEqual([
      {
        field: `numbers.${datum}`,
        message: expect.stringMatching(/^Mixed accounts: /),
        numbers: [NUMBER, OTHER],
      },
    ]);
    expect(JSON.stringify(missing)).not.toMatch(/B-1|A-991|0042|Elm/);
  });

  it('may differ from those of other groups', () => {
    const request = withNumbers(
      { phoneNumber: NUMBER, accountNumber: 'B-1', pin: '1' },
      { phoneNumber: OTHER, pin: '2' },
    );
    expect(update(request, [NUMBER])).toMatchObject({ body: { account_number: 'B-1', pin_passcode: '1' } });
    expect(update(request, [OTHER])).toMatchObject({ body: { account_number: 'A-991', pin_passcode: '2' } });
  });

  it('are told with all that is wrong: a date that does not fit, too', () => {
    const request = portRequest({
      numbers: [
        { phoneNumber: NUMBER, pin: '1' },
        { phoneNumber: OTHER, pin: '2' },
      ],
      schedule: { date: '2026-12-24' },
    });
    expect(missingIn(request).map(({ field }) => field)).toEqual(['numbers.pin', 'schedule.date']);
  });
});

describe('the date', () => {
  const date = (schedule: Schedule, windows = WINDOWS, now = NOW) => {
    const planned = update(portRequest({ schedule }), [NUMBER], windows, now);
    return planned.kind === 'update' ? planned.body.foc_date_requested_by_user : planned.missing[0]?.message;
  };
  const hours = (start: string, end: string) => ({ date: '2026-12-10', timeRange: { start, end } });

  it.each<[string, Schedule, string]>([
    ['is the beginning of the first window', { date: 'asap' }, '2026-12-10T14:00:00.000Z'],
    ['is on the wanted day', { date: '2026-12-11' }, '2026-12-11T14:00:00.000Z'],
    // Chicago is six hours behind UTC in December.
    ['is in the wanted hours', hours('10:00', '12:00'), '2026-12-10T16:00:00.000Z'],
    [
      'begins with the window where the hours begin before it',
      hours('06:00', '09:00'),
      '2026-12-10T14:00:00.000Z',
    ],
    ['may be the last moment of both', hours('06:00', '08:00'), '2026-12-10T14:00:00.000Z'],
  ])('%s', (_, schedule, expected) => {
    expect(date(schedule)).toBe(expected);
  });

  it('is not in the past: what is left of a window counts', () => {
    expect(date({ date: 'asap' }, WINDOWS, Date.parse('2026-12-10T15:00:00.500Z'))).toBe(
      '2026-12-10T15:00:01.000Z',
    );
    expect(date({ date: 'asap' }, WINDOWS, Date.parse('2026-12-10T22:00:00.001Z'))).toBe(
      '2026-12-11T14:00:00.000Z',
    );
    expect(date({ date: '2026-12-10' }, WINDOWS, Date.parse('2026-12-10T23:00:00Z'))).toMatch(
      /^Another date/,
    );
  });

  it.each<[string, Schedule]>([
    ['on another day', { date: '2026-12-12' }],
    ['in other hours', hours('17:00', '18:00')],
  ])('cannot be %s: the allowed ones are named, in its zone', (_, schedule) => {
    expect(date(schedule)).toBe(
      'Another date, or asap: Telnyx allows 2026-12-10T08:00-06:00 to 2026-12-10T16:00-06:00, ' +
        '2026-12-11T08:00-06:00 to 2026-12-11T16:00-06:00.',
    );
  });

  it('is wanted of a person where Telnyx allows none', () => {
    expect(date({ date: 'asap' }, [])).toBe('A date: Telnyx names no allowed date yet.');
  });

  it('names five windows at most', () => {
    const many = Array.from({ length: 40 }, (_, i) =>
      window(
        new Date(Date.UTC(2027, 0, 1 + i, 14)).toISOString(),
        new Date(Date.UTC(2027, 0, 1 + i, 22)).toISOString(),
      ),
    );
    const message = date({ date: '2026-12-24' }, many);
    expect(message?.split(' to ')).toHaveLength(6);
    expect(message).toMatch(/, and later ones\.$/);
  });
});

it('names Telnyx’s fields, and no data, when the request cannot be put into its form', () => {
  const address = { ...portRequest().subscriber?.address, region: 'Illinois' };
  const planned = update(portRequest({ subscriber: { ...portRequest().subscriber, address } }));
  expect(planned).toMatchObject({
    kind: 'missing',
    missing: [{ message: expect.stringContaining('administrative_area') }],
  });
  expect(JSON.stringify(planned)).not.toContain('Illinois');
});
