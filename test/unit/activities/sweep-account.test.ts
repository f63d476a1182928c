import { sweepAccount, type OpenPorts, type SweepProgress } from '../../../activities/sweep-account';
import type { ListedOrder, OrderPage, PortingProvider } from '../../../src/providers/provider';
import { HOUR } from '../../../src/domain/time';

const NOW = Date.UTC(2026, 11, 1);
const PAGE = 100;

const order = (index: number, facts: Partial<ListedOrder> = {}): ListedOrder => ({
  ref: `KW${String(index)}`,
  fingerprint: 'In progress',
  isOpen: true,
  createdAt: NOW - 24 * HOUR,
  ...facts,
});
const orders = (count: number) => Array.from({ length: count }, (_, index) => order(index));

/** A provider whose list has these orders, and counts how often it is asked. */
function providerWith(list: readonly ListedOrder[], kind: 'whole' | 'changes' = 'whole') {
  const asked: (string | undefined)[] = [];
  const provider = {
    name: 'twilio',
    capabilities: { list: kind },
    listOrders: ({ cursor }: { cursor?: string }): Promise<OrderPage> => {
      asked.push(cursor);
      const from = Number(cursor ?? 0);
      const next = from + PAGE;
      return Promise.resolve({
        orders: list.slice(from, next),
        ...(next < list.length && { next: String(next) }),
      });
    },
  } as unknown as PortingProvider;
  return { provider, asked };
}

/** Open ports that hold orders, and what they were told. */
function portsHolding(held: Readonly<Record<string, readonly string[]>>) {
  const told: Record<string, readonly string[]> = {};
  const ports: OpenPorts = {
    holders: () =>
      Promise.resolve(
        new Map(Object.entries(held).flatMap(([port, refs]) => refs.map((ref) => [ref, port] as const))),
      ),
    tell: (port, refs) => {
      told[port] = refs;
      return Promise.resolve();
    },
  };
  return { ports, told };
}

/** The first part of a reference: what is read together. */
const familyOf = (ref: string) => ref.split('/')[0]!;

const call = () => ({ now: NOW });
const eachInAPort = (list: readonly ListedOrder[]) =>
  Object.fromEntries(list.map(({ ref }) => [`port of ${ref}`, [ref]]));

test('one pass tells exactly the ports whose orders changed, by calls that grow with pages', async () => {
  const before = orders(1_000);
  const { ports } = portsHolding(eachInAPort(before));
  const first = await sweepAccount(
    providerWith(before).provider,
    {},
    ports,
    call,
    undefined,
    () => undefined,
  );
  expect(first).toMatchObject({
    pages: 10,
    orders: 1_000,
    changed: 1_000,
    told: 1_000,
    orphans: [],
    vanished: [],
  });

  const changed = new Set(['KW3', 'KW500', 'KW999']);
  const after = before.map((one) => (changed.has(one.ref) ? { ...one, fingerprint: 'Completed' } : one));
  const second = portsHolding(eachInAPort(after));
  const { provider, asked } = providerWith(after);
  const pass = await sweepAccount(
    provider,
    { seen: first.seen },
    second.ports,
    call,
    undefined,
    () => undefined,
  );
  expect(pass).toMatchObject({ pages: 10, orders: 1_000, changed: 3, told: 3 });
  expect(second.told).toEqual({
    'port of KW3': ['KW3'],
    'port of KW500': ['KW500'],
    'port of KW999': ['KW999'],
  });
  expect(asked).toHaveLength(10);
});

test('a port with several changed orders is told once a page', async () => {
  const list = orders(5);
  const { ports, told } = portsHolding({ acme: ['KW1', 'KW2', 'KW4'] });
  await sweepAccount(providerWith(list).provider, {}, ports, call, undefined, () => undefined);
  expect(told).toEqual({ acme: ['KW1', 'KW2', 'KW4'] });
});

test('orphans are open, old enough, and in no open port', async () => {
  const list = [
    order(1),
    order(2, { isOpen: false }),
    order(3, { createdAt: NOW - HOUR / 2 }),
    order(4),
    { ref: 'KW5', fingerprint: 'x', isOpen: true },
  ];
  const { ports } = portsHolding({ acme: ['KW4'] });
  const found = await sweepAccount(providerWith(list).provider, {}, ports, call, undefined, () => undefined);
  expect(found.orphans).toEqual(['KW1', 'KW5']);
});

test('an order of an open port that a whole list does not show has vanished; a list of changes proves nothing', async () => {
  const { ports } = portsHolding({ acme: ['KW1', 'KW77'] });
  const whole = await sweepAccount(
    providerWith(orders(3)).provider,
    {},
    ports,
    call,
    undefined,
    () => undefined,
  );
  expect(whole.vanished).toEqual([{ orderRef: 'KW77', requestId: 'acme' }]);
  const { provider } = providerWith(orders(3), 'changes');
  const changes = await sweepAccount(provider, {}, ports, call, undefined, () => undefined);
  expect(changes.vanished).toEqual([]);
});

test('what a list of changes leaves out stays known', async () => {
  const { ports } = portsHolding({});
  const once = await sweepAccount(
    providerWith(orders(3), 'changes').provider,
    {},
    ports,
    call,
    undefined,
    () => undefined,
  );
  const next = await sweepAccount(
    providerWith([order(1)], 'changes').provider,
    { seen: once.seen },
    ports,
    call,
    undefined,
    () => undefined,
  );
  expect(next.changed).toBe(0);
  const last = providerWith(orders(3), 'changes');
  const third = await sweepAccount(
    last.provider,
    { seen: next.seen },
    ports,
    call,
    undefined,
    () => undefined,
  );
  expect(third.changed).toBe(0);
});

test('a pass whose worker died goes on at its page, and finds what it would have found', async () => {
  const list = orders(350);
  const { ports } = portsHolding(eachInAPort(list.slice(0, 300)));
  const beats: SweepProgress[] = [];
  const whole = await sweepAccount(providerWith(list).provider, {}, ports, call, undefined, (p) =>
    beats.push(p),
  );
  expect(beats.map(({ pages }) => pages)).toEqual([1, 2, 3, 4]);

  const { provider, asked } = providerWith(list);
  // As it comes back from the server.
  const resumed = JSON.parse(JSON.stringify(beats[1])) as SweepProgress;
  const rest = await sweepAccount(provider, {}, ports, call, resumed, () => undefined);
  expect(asked).toEqual(['200', '300']);
  expect(rest).toEqual(whole);
  expect(rest.orphans).toHaveLength(50);
});

test('a pass that died after its last page asks nothing again', async () => {
  const { ports } = portsHolding({});
  const beats: SweepProgress[] = [];
  await sweepAccount(providerWith(orders(150)).provider, {}, ports, call, undefined, (p) => beats.push(p));
  const { provider, asked } = providerWith(orders(150));
  await sweepAccount(provider, {}, ports, call, beats.at(-1), () => undefined);
  expect(asked).toEqual([]);
});

describe('orders that are read together', () => {
  const listed = [order(0, { ref: 'pr1/new' }), order(1, { ref: 'pr2/one' })];
  const provider = { ...providerWith(listed).provider, familyOf } as PortingProvider;
  const sweep = (held: Readonly<Record<string, readonly string[]>>) => {
    const { ports, told } = portsHolding(held);
    return sweepAccount(provider, {}, ports, call, undefined, () => undefined).then((found) => ({
      found,
      told,
    }));
  };

  test('a new one is told to the port that has another of its family, and is nobody’s orphan', async () => {
    const { found, told } = await sweep({ acme: ['pr1'], beta: ['pr2/one'] });
    expect(told).toEqual({ acme: ['pr1/new'], beta: ['pr2/one'] });
    // What the port still calls `pr1` stands in the list under another name.
    expect(found).toMatchObject({ told: 2, orphans: [], vanished: [] });
  });

  test('of a family that no port has, all are orphans; one that is gone as a whole has vanished', async () => {
    const { found, told } = await sweep({ beta: ['pr2/one'], gamma: ['pr3/one'] });
    expect(told).toEqual({ beta: ['pr2/one'] });
    expect(found).toMatchObject({
      orphans: ['pr1/new'],
      vanished: [{ orderRef: 'pr3/one', requestId: 'gamma' }],
    });
  });
});
