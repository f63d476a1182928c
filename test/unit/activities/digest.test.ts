import { changesSince } from '../../../activities/port/digest';
import type { OrderSnapshot } from '../../../src/domain/model/snapshot';

const order: OrderSnapshot = {
  ref: 'KW1',
  providerStatus: 'In review',
  actionRequired: false,
  items: [{ phoneNumber: '+12125550100', status: 'in_review', providerStatus: 'in_review' }],
};

test('the first read is a change, the same again is not', () => {
  const first = changesSince([order], undefined);
  expect(first).toEqual({ kind: 'changed', digest: expect.any(String), orders: [order] });
  const { digest } = first as { digest: string };
  expect(changesSince([order], digest)).toEqual({ kind: 'unchanged' });
});

test.each<[string, OrderSnapshot[], OrderSnapshot[]]>([
  [
    'another word',
    [{ ...order, providerStatus: 'In progress' }],
    [{ ...order, providerStatus: 'In progress', items: [] }],
  ],
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
  const items = numbers.map((phoneNumber) => ({
    phoneNumber,
    status: 'submitted' as const,
    providerStatus: 'w',
  }));
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

describe('which numbers an order has', () => {
  const B = { phoneNumber: '+12125550101', providerStatus: 'w' };
  const whole: OrderSnapshot = { ...order, items: [...order.items, B], isComplete: true };
  const digestOf = (...orders: OrderSnapshot[]) =>
    (changesSince(orders, undefined) as { digest: string }).digest;

  test('an order that is new is told as a whole, and as complete only where the provider showed all', () => {
    expect(changesSince([whole], undefined)).toMatchObject({ orders: [whole] });
    const { isComplete: _, ...part } = whole;
    expect(changesSince([part], undefined)).toMatchObject({ orders: [part] });
  });

  test.each<[string, OrderSnapshot]>([
    ['one more', { ...whole, items: [...whole.items, { ...B, phoneNumber: '+12125550102' }] }],
    ['one less', { ...whole, items: order.items }],
    ['another one', { ...whole, items: [...order.items, { ...B, phoneNumber: '+12125550102' }] }],
    ['none', { ...whole, items: [] }],
    ['not all any more', { ...order, items: whole.items }],
  ])('another set of numbers than before (%s): the order is told as a whole', (_, now) => {
    expect((changesSince([now], digestOf(whole)) as { orders: unknown }).orders).toEqual([now]);
  });

  test('an order of which only some numbers are told is never called complete', () => {
    const news = { ...whole, items: [...order.items, { ...B, providerStatus: 'x' }] };
    const { orders } = changesSince([news], digestOf(whole)) as { orders: readonly OrderSnapshot[] };
    expect(orders).toEqual([{ ...order, items: [{ ...B, providerStatus: 'x' }] }]);
    expect(orders[0]).not.toHaveProperty('isComplete');
  });
});

describe('an order that cannot be read', () => {
  const other = { ...order, ref: 'KW2' };
  const failures = [
    { ref: 'KW1', problem: { code: 'provider_not_found', message: 'no', outcome: 'refused' as const } },
  ];
  const { digest: before } = changesSince([order, other], undefined) as { digest: string };

  test('is a failure beside what is told of the others', () => {
    const news = { ...other, providerStatus: 'Canceled' };
    expect(changesSince([news], before, failures)).toMatchObject({
      kind: 'changed',
      orders: [{ ref: 'KW2', providerStatus: 'Canceled' }],
      failures,
    });
    expect(changesSince([other], before, failures)).toEqual({ kind: 'unchanged', failures });
  });

  test('is told later as what differs from the last time that it could be read', () => {
    const news = { ...other, providerStatus: 'Canceled' };
    const { digest } = changesSince([news], before, failures) as { digest: string };
    expect(changesSince([order, news], digest)).toEqual({ kind: 'unchanged' });
    const moved = { ...order, providerStatus: 'In progress' };
    expect(changesSince([moved, news], digest)).toMatchObject({ orders: [{ ...moved, items: [] }] });
  });

  test('is one that was read before and that the answer leaves out', () => {
    const left = [{ ref: 'KW1', problem: expect.objectContaining({ code: 'provider_not_found' }) }];
    expect(changesSince([other], before, [], ['KW1', 'KW2'])).toEqual({ kind: 'unchanged', failures: left });
    // One that was never seen may come late.
    expect(changesSince([other], before, [], ['KW2', 'KW3'])).not.toHaveProperty('failures');
    expect(changesSince([other], before, [], ['KW2', 'KW3'])).toHaveProperty('unshown', ['KW3']);
  });
});

describe('what is another word at each answer is no news', () => {
  const comments = [
    { id: 'c1', at: 1, body: 'a' },
    { id: 'c2', at: 1, body: 'b' },
  ];
  const signed = (query: string) => ({ ...order, comments, signatureUrl: `https://sign.example/1?${query}` });
  const { digest } = changesSince([signed('expires=1&signature=a'), { ...order, ref: 'KW2' }], undefined) as {
    digest: string;
  };

  test.each<[string, OrderSnapshot[]]>([
    ['the signature of a link', [signed('expires=2&signature=b'), { ...order, ref: 'KW2' }]],
    ['the order of the orders', [{ ...order, ref: 'KW2' }, signed('expires=1&signature=a')]],
    [
      'the order of the comments',
      [
        { ...signed('expires=1&signature=a'), comments: [...comments].reverse() },
        { ...order, ref: 'KW2' },
      ],
    ],
  ])('%s', (_, orders) => {
    expect(changesSince(orders, digest)).toEqual({ kind: 'unchanged' });
  });

  test('another link is', () => {
    const moved = { ...signed(''), signatureUrl: 'https://sign.example/2?expires=1' };
    expect(changesSince([moved, { ...order, ref: 'KW2' }], digest)).toMatchObject({ kind: 'changed' });
  });
});

test('what an earlier release wrote is told as a whole', () => {
  expect(changesSince([order], 'AbCdEfGhIjKlMnOpQrStUv')).toMatchObject({ kind: 'changed', orders: [order] });
});

test('a digest is short: history keeps two for each read', () => {
  const items = Array.from({ length: 1_000 }, (_, index) => ({
    phoneNumber: `+1212555${String(index).padStart(4, '0')}`,
    providerStatus: 'w',
  }));
  const lengthOf = (result: ReturnType<typeof changesSince>) => (result as { digest: string }).digest.length;
  expect(lengthOf(changesSince([order], undefined))).toBeLessThanOrEqual(35);
  expect(lengthOf(changesSince([{ ...order, items }], undefined))).toBeLessThan(9_100);
});
