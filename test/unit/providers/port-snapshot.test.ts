import { rejectionFor } from '../../../src/domain/model/reasons';
import type { ItemSnapshot, OrderSnapshot } from '../../../src/domain/model/snapshot';
import { forPort } from '../../../src/providers/port-snapshot';

const number = (index: number) => `+1212${String(5_550_000 + index)}`;
const rejected = (index: number, message: string, code?: string): ItemSnapshot => ({
  phoneNumber: number(index),
  status: 'rejected',
  providerStatus: 'port_rejected',
  rejection: rejectionFor('name_mismatch', code, message),
});
const orderOf = (items: readonly ItemSnapshot[], more: Partial<OrderSnapshot> = {}): OrderSnapshot => ({
  ref: 'KW1',
  providerStatus: 'In progress',
  actionRequired: false,
  items,
  ...more,
});
const sizeOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('the words about a refusal', () => {
  it('are kept once for an order when several numbers share them', () => {
    const items = [rejected(1, 'Wrong name'), rejected(2, 'Wrong name'), rejected(3, 'Another')];
    const [order] = forPort([orderOf(items)]);
    expect(order!.rejectionText).toBe('Wrong name');
    expect(order!.items.map(({ rejection }) => [rejection!.message, rejection!.isTextOfOrder])).toEqual([
      [undefined, true],
      [undefined, true],
      ['Another', undefined],
    ]);
    expect(order!.items[0]!.rejection).toMatchObject({ reason: 'name_mismatch', fixable: true });
  });

  it('of one number stay with it', () => {
    const items = [rejected(1, 'Wrong name'), rejected(2, 'Another')];
    expect(forPort([orderOf(items)])).toEqual([orderOf(items)]);
  });

  it('are those of the most numbers, whatever the order in which the numbers come', () => {
    const items = ['b', 'b', 'a', 'a', 'c', 'c', 'c'].map((text, index) => rejected(index, text));
    expect(forPort([orderOf(items)])[0]!.rejectionText).toBe('c');
    const even = items.slice(0, 4);
    expect(forPort([orderOf(even)])[0]!.rejectionText).toBe('a');
    expect(forPort([orderOf([...even].reverse())])[0]!.rejectionText).toBe('a');
  });

  it('about 1,000 numbers alike stay far below what history takes', () => {
    const items = Array.from({ length: 1_000 }, (_, index) => rejected(index, 'x'.repeat(2_000)));
    const orders = forPort([orderOf(items)]);
    expect(orders[0]!.rejectionText).toHaveLength(1_000);
    expect(sizeOf(orders)).toBeLessThan(250_000);
  });

  it('that differ from number to number are cut shorter, the more there are', () => {
    const items = Array.from({ length: 1_000 }, (_, index) =>
      rejected(index, `${String(index)} ${'x'.repeat(4_000)}`),
    );
    expect(sizeOf(forPort([orderOf(items)]))).toBeLessThan(400_000);
    expect(forPort([orderOf(items.slice(0, 1))])[0]!.items[0]!.rejection!.message).toHaveLength(500);
  });
});

it('every word of a provider has a bound', () => {
  const long = 'x'.repeat(100_000);
  const item = { ...rejected(1, long, long), providerStatus: long, type: long, unreadableDate: long };
  const comments = Array.from({ length: 100 }, (_, at) => ({
    id: `${String(at)}${long}`,
    at,
    body: long,
    by: long,
  }));
  const order = orderOf([item], {
    providerStatus: long,
    supportKey: long,
    supportTicket: long,
    signatureUrl: `https://sign.example/${long}`,
    cancellationReason: long,
    comments,
  });
  const [found] = forPort([order]);
  expect(sizeOf(found)).toBeLessThan(10_000);
  // Half a link leads nowhere.
  expect(found).not.toHaveProperty('signatureUrl');
  expect(found!.items[0]!.rejection!.code).toHaveLength(64);
});

it('comments are the newest that fit, in all orders together', () => {
  const comments = Array.from({ length: 30 }, (_, at) => ({
    id: `c${String(at)}`,
    at,
    body: 'x'.repeat(2_000),
  }));
  const [one] = forPort([orderOf([], { comments })]);
  expect(one!.comments!.map(({ id }) => id)).toEqual([
    'c22',
    'c23',
    'c24',
    'c25',
    'c26',
    'c27',
    'c28',
    'c29',
  ]);
  const sixty = Array.from({ length: 60 }, (_, index) =>
    orderOf([], { ref: `PR/${String(index)}`, comments }),
  );
  expect(sizeOf(forPort(sixty))).toBeLessThan(150_000);
  const short = Array.from({ length: 30 }, (_, at) => ({ id: `c${String(at)}`, at, body: 'ok' }));
  expect(forPort([orderOf([], { comments: short })])[0]!.comments).toHaveLength(20);
});

it('no character is cut in half', () => {
  const [order] = forPort([orderOf([], { providerStatus: '😀'.repeat(150) })]);
  expect(order!.providerStatus).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
});
