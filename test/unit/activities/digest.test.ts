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

test.each<[string, OrderSnapshot[]]>([
  ['another word', [{ ...order, word: 'In progress' }]],
  ['another status of a number', [{ ...order, items: [{ ...order.items[0]!, status: 'submitted' }] }]],
  ['one more order', [order, { ...order, ref: 'KW2' }]],
  ['none any more', []],
])('%s is a change', (_, orders) => {
  const { digest } = changesSince([order], undefined) as { digest: string };
  expect(changesSince(orders, digest)).toMatchObject({ kind: 'changed', orders });
});

test('a digest is short: history keeps one for each read', () => {
  const { digest } = changesSince([order], undefined) as { digest: string };
  expect(digest.length).toBeLessThanOrEqual(22);
});
