import { changesSince } from '../../../activities/digest';
import type { OrderSnapshot } from '../../../src/domain/snapshot';

const order: OrderSnapshot = {
  ref: 'KW1',
  word: 'In review',
  actionRequired: false,
  items: [{ phoneNumber: '+12125550100', status: 'in_review', word: 'in_review' }],
};

test('the first read is a change, the same again is not', () => {
  const first = changesSince([order], undefined);
  expect(first).toEqual({ kind: 'changed', digest: expect.any(String), orders: [order] });
  const { digest } = first as { digest: string };
  expect(changesSince([order], digest)).toEqual({ kind: 'unchanged' });
});

test.each<[string, OrderSnapshot[], OrderSnapshot[]]>([
  ['another word', [{ ...order, word: 'In progress' }], [{ ...order, word: 'In progress', items: [] }]],
  [
    'another status of a number',
    [{ ...order, items: [{ ...order.items[0]!, status: 'submitted' }] }],
    [{ ...order, items: [{ ...order.items[0]!, status: 'submitted' }] }],
  ],
  ['one more order', [order, { ...order, ref: 'KW2' }], [{ ...order, ref: 'KW2' }]],
  ['none any more', [], []],
])('%s is a change, and only the change is told', (_, orders, told) => {
  const { digest } = changesSince([order], undefined) as { digest: string };
  expect(changesSince(orders, digest)).toEqual({ kind: 'changed', digest: expect.any(String), orders: told });
});

test('of an order with news only the numbers with news are told', () => {
  const numbers = ['+12125550102', '+12125550100', '+12125550101'];
  const items = numbers.map((phoneNumber) => ({ phoneNumber, status: 'submitted' as const, word: 'w' }));
  const large = { ...order, items };
  const { digest } = changesSince([large, { ...order, ref: 'KW2' }], undefined) as { digest: string };
  const news = { ...items[2]!, status: 'rejected' as const };
  const changed = { ...large, items: [items[0]!, items[1]!, news] };
  expect(changesSince([changed, { ...order, ref: 'KW2' }], digest)).toMatchObject({
    kind: 'changed',
    orders: [{ ...order, items: [news] }],
  });
  // Told apart by their numbers, not by the order in which the provider lists them.
  expect(
    changesSince(
      [
        { ...large, items: [...items].reverse() },
        { ...order, ref: 'KW2' },
      ],
      digest,
    ),
  ).toEqual({
    kind: 'unchanged',
  });
});

test('an order with other numbers than before is told as a whole', () => {
  const { digest } = changesSince([order], undefined) as { digest: string };
  const more = { ...order, items: [...order.items, { phoneNumber: '+12125550101', word: 'w' }] };
  expect(changesSince([more], digest)).toMatchObject({ orders: [more] });
});

test('what an earlier release wrote is told as a whole', () => {
  expect(changesSince([order], 'AbCdEfGhIjKlMnOpQrStUv')).toMatchObject({ kind: 'changed', orders: [order] });
});

test('a digest is short: history keeps two for each read', () => {
  const items = Array.from({ length: 1_000 }, (_, index) => ({
    phoneNumber: `+1212555${String(index).padStart(4, '0')}`,
    word: 'w',
  }));
  const lengthOf = (result: ReturnType<typeof changesSince>) => (result as { digest: string }).digest.length;
  expect(lengthOf(changesSince([order], undefined))).toBeLessThanOrEqual(26);
  expect(lengthOf(changesSince([{ ...order, items }], undefined))).toBeLessThan(9_100);
});
