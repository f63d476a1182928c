import type { ProviderItemStatus } from '../../../../src/domain/model/status';
import { portingRequestSchema } from '../../../../src/providers/fone-dynamics/schemas';
import { orderSnapshot, unlistedItem } from '../../../../src/providers/fone-dynamics/snapshot';
import { statusLookup } from '../../../../src/providers/fone-dynamics/statuses';
import { account, changeJson, NOW, NUMBER, numberJson, OTHER, requestJson } from './examples';

const words = statusLookup({
  ...account.statusMap,
  Signing: 'awaiting_signature',
  Barred: 'not_portable',
  Withdrawing: 'canceling',
  Lapsed: 'expired',
});
const context = { statusMap: words, zones: ['Australia/Sydney', undefined], now: NOW };
const parsed = (changes: Record<string, unknown>) => portingRequestSchema.parse(requestJson(changes));
const snapshot = (changes: Record<string, unknown>) => orderSnapshot(parsed(changes), context);
const PORT_DATE = Date.parse('2026-12-10T00:00:00Z') / 1000;
const FOC = {
  from: Date.parse('2026-12-09T13:00:00Z'),
  until: Date.parse('2026-12-10T23:59:59.999Z'),
  precision: 'date',
};
const item = (Status: string, more: Record<string, unknown> = {}) =>
  snapshot({ PortDate: PORT_DATE, PortingNumbers: [numberJson({ Status })], ...more }).items[0]!;

it('shows an order as it stands', () => {
  expect(snapshot({})).toEqual({
    ref: 'P-000002',
    providerStatus: 'Queued',
    actionRequired: false,
    isComplete: true,
    items: [
      {
        phoneNumber: NUMBER,
        status: 'in_review',
        providerStatus: 'Queued',
        updatedAt: 1_794_800_100_000,
        type: 'local',
        country: 'AU',
      },
    ],
  });
});

describe('a PortDate', () => {
  it.each<[string, ProviderItemStatus]>([
    ['Submitted', 'foc_confirmed'],
    ['Accepted', 'foc_confirmed'],
    ['Withdrawing', 'canceling'],
  ])('is a commitment beside %s', (word, status) => {
    expect(item(word)).toMatchObject({ status, providerStatus: word, foc: FOC });
  });

  it.each<[string, ProviderItemStatus]>([
    ['Received', 'in_review'],
    ['Queued', 'in_review'],
    ['Signing', 'awaiting_signature'],
    ['Rejected', 'rejected'],
    ['Barred', 'not_portable'],
    // These keep the date they had: the request goes on to show those of its other numbers.
    ['Completed', 'ported'],
    ['Cancelled', 'canceled'],
    ['Lapsed', 'expired'],
    ['Reversed', 'reversed'],
  ])('is none beside %s', (word, status) => {
    const found = item(word);
    expect(found.status).toBe(status);
    expect(found).not.toHaveProperty('foc');
  });

  it('without one nothing is confirmed', () => {
    for (const word of ['Submitted', 'Accepted']) {
      const found = item(word, { PortDate: null });
      expect(found.status).toBe('submitted');
      expect(found).not.toHaveProperty('foc');
    }
  });

  it('is passed on beside an unknown status, for a number that had one', () => {
    const found = item('Carrier Review');
    expect(found).toMatchObject({ providerStatus: 'Carrier Review', foc: FOC });
    expect(found).not.toHaveProperty('status');
  });
});

describe('several numbers', () => {
  const two = (first: unknown, second: unknown, Status: string) =>
    snapshot({
      Status,
      PortDate: PORT_DATE,
      PortingNumbers: [numberJson({ Status: first }), numberJson({ Number: OTHER, Status: second })],
    }).items.map(({ status, providerStatus: word }) => [status, word]);

  it('finish one by one, whatever the request says', () => {
    expect(two('Completed', 'Accepted', 'Cancelled')).toEqual([
      ['ported', 'Completed'],
      ['foc_confirmed', 'Accepted'],
    ]);
  });

  it('stand where the request stands when they say nothing', () => {
    expect(two(null, '', 'Accepted')).toEqual([
      ['foc_confirmed', 'Accepted'],
      ['foc_confirmed', 'Accepted'],
    ]);
  });

  it.each(['Completed', 'Reversed'])('are not all done because the request is %s', (word) => {
    expect(two(null, 'Cancelled', word)).toEqual([
      [undefined, ''],
      ['canceled', 'Cancelled'],
    ]);
  });
});

it('a single number is done when the request is', () => {
  const { items } = snapshot({ Status: 'Completed', PortingNumbers: [numberJson({ Status: null })] });
  expect(items[0]).toMatchObject({ status: 'ported', providerStatus: 'Completed' });
});

it('an unknown word of the request is passed on for a number that has none', () => {
  const { items } = snapshot({ Status: 'Odd', PortingNumbers: [numberJson({ Status: null })] });
  expect(items[0]).toMatchObject({ providerStatus: 'Odd' });
  expect(items[0]).not.toHaveProperty('status');
});

it('a request that says nothing at all is no word', () => {
  const { items, providerStatus: word } = snapshot({
    Status: null,
    PortingNumbers: [numberJson({ Status: null })],
  });
  expect([word, items[0]!.providerStatus]).toEqual(['', '']);
});

it('a refusal names the losing carrier’s newest code, and who knows more', () => {
  const history = [
    changeJson({ CarrierPortingStatusTo: '5', Created: 1_794_900_000 }),
    changeJson({ CarrierPortingStatusTo: '2', Created: 1_794_850_000 }),
  ];
  const PortingNumbers = [numberJson({ Status: 'Rejected', StatusHistory: history })];
  expect(snapshot({ PortingNumbers }).items[0]!.rejection).toMatchObject({
    reason: 'contact_support',
    code: '5',
    message: 'Rejected',
  });
});

it('a number that cannot be read belongs to no port', () => {
  expect(snapshot({ PortingNumbers: [numberJson({ Number: 'soon' }), numberJson()] }).items).toHaveLength(1);
});

it('a number that was not listed stands where the request stands', () => {
  const request = parsed({ Status: 'Received', PortingNumbers: [] });
  expect(unlistedItem(OTHER, request, context)).toEqual({
    phoneNumber: OTHER,
    status: 'in_review',
    providerStatus: 'Received',
    type: 'local',
    country: 'AU',
  });
});

it.each([
  ['Escalated', true],
  ['Queued', undefined],
  [null, undefined],
])(
  'an unknown status of the request is recorded, whatever its numbers say: %s',
  (Status, isStatusUnknown) => {
    expect(snapshot({ Status }).isStatusUnknown).toBe(isStatusUnknown);
  },
);

it.each<[unknown, string]>([
  ['0001-01-01', '0001-01-01'],
  [-62_135_596_800, '-62135596800'],
  ['9999-12-31T00:00:00Z', '9999-12-31T00:00:00Z'],
  ['31/03/2027', '31/03/2027'],
])('a PortDate that is none (%p) confirms nothing, and its words are kept', (PortDate, unreadableDate) => {
  const found = item('Accepted', { PortDate });
  expect(found).toMatchObject({ status: 'submitted', unreadableDate });
  expect(found).not.toHaveProperty('foc');
});
