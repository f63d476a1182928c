import { parsePortRequest } from '../../../src/contract/port-request-schema';
import { isPostBox } from '../../../src/contract/post-box';
import { requestWarnings } from '../../../src/contract/request-warnings';
import { numberList } from '../domain/snapshots';

const LEAST = { requestId: 'a', provider: 'twilio', numbers: [{ phoneNumber: '+12125550100' }] };

function warningsOf(overrides: object) {
  const parsed = parsePortRequest({ ...LEAST, ...overrides });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.invalid));
  return requestWarnings(parsed.request);
}

const fieldsOf = (overrides: object) => warningsOf(overrides).map(({ field }) => field);

describe('a PO box is no place where a service is', () => {
  test.each([
    'P.O. Box 17',
    'PO BOX 17',
    'p o box 17',
    'POBox 17',
    'P.O.Box17',
    'P/O Box 17',
    'P.O.B. 17',
    'Post Office Box 17',
    'P.O. Drawer 17',
    'PO DRAWER 17',
    'Post Office Drawer 17',
    'P.O. Bx 17',
    'Drawer 17',
    'Lock Box 17',
    'Caller Box 17',
    '\uff30\uff0e\uff2f\uff0e Box 17',
    'GPO Box 17',
    'Locked Bag 17',
    'PMB 17',
    'Box 17',
    '1 Main St, PO Box 17',
    'Case postale 17',
    'CP 17',
    'Bo\u00eete postale 17',
    'BP 17',
    'Postfach',
    'Postfach 12 34',
    'Postbus 17',
    'Apartado',
    'Apartado 17',
    'Apartado de Correos 17',
    'Apdo. 17',
    'Casella postale 17',
    'Caixa Postal 17',
    '\u79c1\u66f8\u7bb1 17',
    '\u0430/\u044f 17',
  ])('%s', (street) => {
    expect(isPostBox(street)).toBe(true);
    for (const part of ['street', 'street2'])
      expect(warningsOf({ subscriber: { address: { [part]: street } } })).toEqual([
        { field: `subscriber.address.${part}`, message: expect.stringContaining('PO box') as string },
      ]);
  });

  test.each([
    '17 Box Hill Road',
    'Boxwood St',
    'Box Hill Road 17',
    'Box Elder Ave 17',
    '17 Drawer Lane',
    'Drawers Creek Road 17',
    '17 Lockbox Street',
    '17 Po Drawbridge Road',
    '12 Boxer Lane',
    '17 Post Office Road',
    '4 CP Snow Street',
    'BP Station Road 17',
    'Apartado Road 5',
    'Via Po 17',
    '100 Bag End',
  ])('%s is a street', (street) => {
    expect(warningsOf({ subscriber: { address: { street } } })).toEqual([]);
  });

  test('the address of a number is looked at too', () => {
    const address = { street: 'PO Box 17' };
    expect(fieldsOf({ numbers: [{ phoneNumber: '+12125550100', address }] })).toEqual([
      'numbers[0].address.street',
    ]);
  });
});

test.each([
  ['an account number', { subscriber: { accountNumber: '1.23457E+18' } }, 'subscriber.accountNumber'],
  ['a PIN', { numbers: [{ phoneNumber: '+12125550100', pin: '4.2E+03' }] }, 'numbers[0].pin'],
  ['a tax id', { subscriber: { taxId: '123456789.0' } }, 'subscriber.taxId'],
  [
    'a ZIP code',
    { subscriber: { address: { country: 'US', postalCode: '2138' } } },
    'subscriber.address.postalCode',
  ],
])('%s that a spreadsheet may have changed is warned of, and not shown', (_what, overrides, field) => {
  const warnings = warningsOf(overrides);
  expect(warnings.map((warning) => warning.field)).toEqual([field]);
  expect(warnings[0]?.message).not.toMatch(/1\.23457|4\.2E|123456789/);
});

test('what is as it should be is not warned of', () => {
  expect(
    warningsOf({
      numbers: [{ phoneNumber: '+12125550100', pin: '0042', accountNumber: 'A-991E+' }],
      subscriber: {
        address: { street: '1 Main St', postalCode: '02138', country: 'US' },
        accountNumber: '12345678',
      },
    }),
  ).toEqual([]);
});

describe('the zone of another country', () => {
  const zone = (timeZone: string, numbers = ['+12125550100'], date = '2026-12-10') =>
    fieldsOf({ numbers: numbers.map((phoneNumber) => ({ phoneNumber })), schedule: { date, timeZone } });

  test.each([
    ['Asia/Tokyo', ['+12125550100']],
    ['Europe/London', ['+12125550100', '+61399990000']],
    ['America/New_York', ['+61399990000']],
  ])('%s is warned of for %j', (timeZone, numbers) => {
    expect(zone(timeZone, numbers)).toEqual(['schedule.timeZone']);
    expect(zone(timeZone, numbers, 'asap')).toEqual(['schedule.timeZone']);
  });

  test.each([
    ['America/New_York', ['+12125550100']],
    ['Pacific/Honolulu', ['+12125550100']],
    ['US/Eastern', ['+12125550100']],
    ['America/Toronto', ['+12125550100']], // the same clock as New York
    ['UTC', ['+12125550100']],
    ['Australia/Sydney', ['+12125550100', '+61399990000']],
    ['Asia/Tokyo', ['+883510000000']], // a number of no country
  ])('%s is not for %j', (timeZone, numbers) => {
    expect(zone(timeZone, numbers)).toEqual([]);
  });
});

test('of many warnings the first twenty are given', () => {
  const numbers = numberList(1_000).map((phoneNumber) => ({ phoneNumber, address: { street: 'PO Box 1' } }));
  const warnings = warningsOf({ numbers });
  expect(warnings).toHaveLength(21);
  expect(warnings.at(-1)?.message).toBe('… and 980 more.');
});
