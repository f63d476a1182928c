import { openPass, type OpenPorts, type SweepProgress } from '../../../activities/account/sweep-account';
import type { SweepInput, SweepOutput } from '../../../activities/account/sweep-activities';
import { searchTime } from '../../../src/domain/changes/attempts';
import { DEFAULT_POLICY } from '../../../src/domain/model/policy';
import { HOUR, MINUTE, SECOND } from '../../../src/domain/model/time';
import { foneDynamics } from '../../../src/providers/fone-dynamics/descriptor';
import { telnyxV1 } from '../../../src/providers/telnyx-v1/descriptor';
import { twilio } from '../../../src/providers/twilio/descriptor';
import type { ListedOrder, OrderPage, PortingProvider } from '../../../src/providers/provider';
import { FakeClock } from '../providers/http/fake-clock';

const NOW = Date.UTC(2026, 11, 1);
const PAGE = 100;

/** As at Twilio: two searches, ten minutes apart, and the wait for a worker. */
const SEARCH_TIME = 35 * MINUTE;

/** What the pass number `index` after the first one knows of the one before, if one comes every two hours. */
const after = (
  before: SweepOutput,
  index = 1,
  every = 2 * HOUR,
): Omit<SweepInput, 'provider' | 'account'> => ({
  seen: before.seen,
  ...(before.unclaimed !== undefined && { unclaimed: before.unclaimed }),
  since: NOW + (index - 1) * every,
  startedAt: NOW + index * every,
});

const order = (index: number, facts: Partial<ListedOrder> = {}): ListedOrder => ({
  ref: `KW${String(index)}`,
  fingerprint: 'In progress',
  isOpen: true,
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
    signalPort: (port, refs) => {
      told[port] = refs;
      return Promise.resolve();
    },
  };
  return { ports, told };
}

/** The first part of a reference: what is read together. */
const orderGroupOf = (ref: string) => ref.split('/')[0]!;

const call = () => ({ now: NOW });
const nameOf = (index: number) => `port ${String(index).padStart(6, '0')}`;
const eachInAPort = (list: readonly ListedOrder[]) =>
  Object.fromEntries(list.map(({ ref }, index) => [nameOf(index), [ref]]));

/** A pass over an account without a limit, where nothing has to wait. */
function pass(
  provider: PortingProvider,
  ports: OpenPorts,
  known: Omit<SweepInput, 'provider' | 'account'> = {},
  from?: SweepProgress,
) {
  const clock = new FakeClock();
  return openPass(
    provider,
    known,
    { ports, call, clock, searchTime: SEARCH_TIME, requestsPerSecond: Infinity },
    from,
  );
}

/** As it comes back from the server. */
const stored = (progress: SweepProgress) => JSON.parse(JSON.stringify(progress)) as SweepProgress;

test('one pass tells exactly the ports whose orders changed, by calls that grow with pages', async () => {
  const before = orders(1_000);
  const { ports } = portsHolding(eachInAPort(before));
  const first = await pass(providerWith(before).provider, ports).run();
  expect(first).toMatchObject({
    pages: 10,
    orders: 1_000,
    changed: 1_000,
    signaled: 1_000,
    missingOrders: [],
  });

  const changed = new Set(['KW3', 'KW500', 'KW999']);
  const after = before.map((one) => (changed.has(one.ref) ? { ...one, fingerprint: 'Completed' } : one));
  const second = portsHolding(eachInAPort(after));
  const { provider, asked } = providerWith(after);
  const found = await pass(provider, second.ports, first).run();
  expect(found).toMatchObject({ pages: 10, orders: 1_000, changed: 3, signaled: 3, orphans: [] });
  expect(second.told).toEqual({
    [nameOf(3)]: ['KW3'],
    [nameOf(500)]: ['KW500'],
    [nameOf(999)]: ['KW999'],
  });
  expect(asked).toHaveLength(10);
});

test('a port with several changed orders is told once a pass', async () => {
  const list = orders(250);
  const { ports, told } = portsHolding({ acme: ['KW1', 'KW2', 'KW204'] });
  expect((await pass(providerWith(list).provider, ports).run()).signaled).toBe(1);
  expect(told).toEqual({ acme: ['KW1', 'KW2', 'KW204'] });
});

describe('a first pass, or one that compares by other words,', () => {
  test('tells all open ports no faster than at half the account’s rate', async () => {
    const list = orders(300);
    const clock = new FakeClock();
    const instants: number[] = [];
    const { ports } = portsHolding(eachInAPort(list));
    const noting = { ...ports, signalPort: () => Promise.resolve(void instants.push(clock.now())) };
    const around = { ports: noting, call, clock, searchTime: SEARCH_TIME, requestsPerSecond: 10 };
    const found = openPass(providerWith(list).provider, {}, around).run();
    await clock.pass(61 * SECOND);
    expect((await found).signaled).toBe(300);
    for (const [index, instant] of instants.entries()) {
      const within = instants.slice(index).filter((other) => other < instant + 10 * SECOND);
      expect(within.length).toBeLessThanOrEqual(50 + 6);
    }
    // Nor slower: 300 by 5 a second are a minute.
    expect(instants.at(-1)! - instants[0]!).toBeGreaterThan(55 * SECOND);
  });

  test('counts a port for as many reads as it has orders', async () => {
    const list = orders(100);
    const clock = new FakeClock();
    const { ports, told } = portsHolding({
      a: list.slice(0, 90).map(({ ref }) => ref),
      b: ['KW95'],
      c: ['KW96'],
    });
    const around = { ports, call, clock, searchTime: SEARCH_TIME, requestsPerSecond: 10 };
    const found = openPass(providerWith(list).provider, {}, around).run();
    await clock.pass(10 * SECOND);
    expect(Object.keys(told)).toEqual(['a']);
    await clock.pass(10 * SECOND);
    expect((await found).signaled).toBe(3);
  });

  test('goes on with the ports that were not told when its worker dies', async () => {
    const list = orders(300);
    const clock = new FakeClock();
    const told: string[] = [];
    const { ports } = portsHolding(eachInAPort(list));
    const noting = { ...ports, signalPort: (port: string) => Promise.resolve(void told.push(port)) };
    const around = { ports: noting, call, clock, searchTime: SEARCH_TIME, requestsPerSecond: 10 };
    const dying = openPass(providerWith(list).provider, {}, around);
    const controller = new AbortController();
    const stopped = openPass(
      providerWith(list).provider,
      {},
      { ...around, call: () => ({ now: NOW, signal: controller.signal }) },
    );
    const end = stopped.run().catch((error: unknown) => error);
    await clock.pass(30 * SECOND);
    controller.abort();
    expect(await end).toBeInstanceOf(Error);
    const before = told.length;
    expect(before).toBeGreaterThan(100);
    expect(dying.progress().pages).toBe(0);

    const { provider, asked } = providerWith(list);
    const found = openPass(provider, {}, around, stored(stopped.progress())).run();
    await clock.pass(60 * SECOND);
    expect(asked).toEqual([]);
    expect(await found).toMatchObject({ signaled: 300, orders: 300, missingOrders: [] });
    expect(told).toEqual(list.map((_, index) => nameOf(index)));
  });
});

describe('an orphan', () => {
  const list = [order(1), order(2, { isOpen: false }), order(4), order(5, { createdAt: NOW - 24 * HOUR })];

  test('is an open order that a pass saw long enough ago in no open port, and not one that is new', async () => {
    const { ports } = portsHolding({ acme: ['KW4'] });
    const first = await pass(providerWith(list).provider, ports).run();
    expect(first.orphans).toEqual([]);
    const second = await pass(providerWith(list).provider, ports, after(first)).run();
    expect(second.orphans).toEqual(['KW1', 'KW5']);
    // And is one with every pass until a port holds it, or it is over.
    const claimed = portsHolding({ acme: ['KW4'], beta: ['KW1'] });
    const third = await pass(providerWith(list).provider, claimed.ports, after(second, 2)).run();
    expect(third.orphans).toEqual(['KW5']);
  });

  test('is none when a port holds it by the second pass: its order was just made', async () => {
    const first = await pass(providerWith([order(1)]).provider, portsHolding({}).ports).run();
    const { ports, told } = portsHolding({ acme: ['KW1'] });
    const second = await pass(providerWith([order(1)]).provider, ports, after(first)).run();
    expect(second.orphans).toEqual([]);
    // The port has not heard of what happened since it was made.
    expect(told).toEqual({ acme: ['KW1'] });
  });

  test('is remembered by a list of changes that does not show it again, until it is over', async () => {
    const { ports } = portsHolding({});
    const first = await pass(providerWith(orders(3), 'changes').provider, ports).run();
    // Its order may have been made a moment ago, as with a whole list.
    expect(first.orphans).toEqual([]);
    const second = await pass(providerWith([], 'changes').provider, ports, after(first)).run();
    expect(second.orphans).toEqual(['KW0', 'KW1', 'KW2']);
    const over = [order(1, { isOpen: false })];
    const third = await pass(providerWith(over, 'changes').provider, ports, after(second, 2)).run();
    expect(third.orphans).toEqual(['KW0', 'KW2']);
  });

  test('is counted where there are more than are named', async () => {
    const { ports } = portsHolding({});
    const first = await pass(providerWith(orders(350)).provider, ports).run();
    const second = await pass(providerWith(orders(350)).provider, ports, after(first)).run();
    expect(second.orphans).toHaveLength(100);
    expect(second.orphanCount).toBe(350);
  });
});

describe('an order whose answer was lost is no orphan while its port searches for it', () => {
  const capabilities = [twilio, foneDynamics, telnyxV1].map(({ name, capabilities: { list, policy } }) => ({
    name,
    list: list ?? 'whole',
    needed: searchTime({ ...DEFAULT_POLICY, ...policy }),
  }));

  /** At which instants after it was first seen an order was an orphan. */
  async function orphanAt(kind: 'whole' | 'changes', every: number, needed: number, passes: number) {
    const { ports } = portsHolding({});
    const instants: number[] = [];
    let known: Omit<SweepInput, 'provider' | 'account'> = { startedAt: NOW };
    for (let index = 1; index <= passes; index++) {
      const around = { ports, call, clock: new FakeClock(), searchTime: needed, requestsPerSecond: Infinity };
      // A list of changes shows it once.
      const list = kind === 'whole' || index === 1 ? [order(1)] : [];
      const found = await openPass(providerWith(list, kind).provider, known, around).run();
      if (found.orphans.length > 0) instants.push(known.startedAt! - NOW);
      known = JSON.parse(JSON.stringify(after(found, index, every))) as typeof known;
    }
    return instants;
  }

  test.each(
    capabilities.flatMap(({ name, list, needed }) =>
      [1, 5, 9, 15, 60, 24 * 60].map((minutes) => [name, minutes, list, needed] as const),
    ),
  )('at %s, with a sweep every %i minutes', async (_name, minutes, list, needed) => {
    const every = minutes * MINUTE;
    const passes = Math.ceil((2 * needed) / every) + 3;
    const [first = Infinity, ...others] = await orphanAt(list, every, needed, passes);
    expect(first).toBeGreaterThanOrEqual(needed);
    // Nor long after it, whatever the number of passes; and in every pass from then on.
    expect(first).toBeLessThanOrEqual(needed * 1.25 + every);
    expect(others).toHaveLength(passes - 1 - first / every);
  });

  test('a port has the time for its searches, and for the calls that make them', () => {
    expect(Object.fromEntries(capabilities.map(({ name, needed }) => [name, needed / MINUTE]))).toEqual({
      twilio: 35,
      'fone-dynamics': 75,
      'telnyx-v1': 19,
    });
  });

  test('its time is kept when the worker of a pass dies', async () => {
    const { ports } = portsHolding({});
    const first = pass(providerWith(orders(3)).provider, ports, { startedAt: NOW });
    const { seen } = await first.run();
    const { startedAt } = stored(first.progress());
    expect(startedAt).toBe(NOW);
    const again = pass(providerWith(orders(3)).provider, ports, {
      seen,
      since: NOW,
      startedAt: NOW + 5 * MINUTE,
    });
    const { seen: later } = await again.run();
    const resumed = pass(
      providerWith(orders(3)).provider,
      ports,
      { seen: later, since: NOW + 5 * MINUTE, startedAt: NOW + 24 * HOUR },
      stored({ ...again.progress(), cursor: '0', startedAt: NOW + 10 * MINUTE }),
    );
    expect((await resumed.run()).orphans).toEqual([]);
  });

  test('what an older release remembered is known since the pass before', async () => {
    const { ports } = portsHolding({});
    const { provider } = providerWith([], 'changes');
    const known = { unclaimed: ['KW1'], since: NOW, startedAt: NOW + 15 * MINUTE };
    const found = await pass(provider, ports, known).run();
    expect(found).toMatchObject({ orphans: [], unclaimed: [{ orderRef: 'KW1', firstSeenAt: NOW }] });
  });

  test('all of it has a bound, however many orders there are and however often a sweep runs', async () => {
    const { ports } = portsHolding({});
    let known: Omit<SweepInput, 'provider' | 'account'> = { startedAt: NOW };
    const sizes: number[] = [];
    for (let index = 1; index <= 12; index++) {
      const found = await pass(providerWith(orders(10_000)).provider, ports, known).run();
      sizes.push(found.seen.length);
      known = after(found, index, 5 * MINUTE);
    }
    expect(Math.max(...sizes)).toBeLessThan(45_000);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(1_000);
  }, 120_000);
});

test('an order of an open port that a whole list does not show has vanished; a list of changes proves nothing', async () => {
  const { ports } = portsHolding({ acme: ['KW1', 'KW77'] });
  const whole = await pass(providerWith(orders(3)).provider, ports).run();
  expect(whole.missingOrders).toEqual([{ orderRef: 'KW77', requestId: 'acme' }]);
  const changes = await pass(providerWith(orders(3), 'changes').provider, ports).run();
  expect(changes.missingOrders).toEqual([]);
});

test('what a list of changes shows twice is told once', async () => {
  const list = orders(3);
  const { ports } = portsHolding(eachInAPort(list));
  const first = await pass(providerWith(list, 'changes').provider, ports).run();
  expect(first.signaled).toBe(3);
  const second = await pass(providerWith([order(1)], 'changes').provider, ports, first).run();
  expect(second.signaled).toBe(0);
});

test('a pass whose worker died goes on at its page, and finds what it would have found', async () => {
  const list = orders(350);
  const { ports } = portsHolding(eachInAPort(list.slice(0, 300)));
  const known = await pass(providerWith(list).provider, ports).run();
  const whole = await pass(providerWith(list).provider, ports, after(known)).run();

  const dying = providerWith(list);
  const listOrders = dying.provider.listOrders!.bind(dying.provider);
  dying.provider.listOrders = (from, context) =>
    from.cursor === '200' ? Promise.reject(new Error('killed')) : listOrders(from, context);
  const half = pass(dying.provider, ports, after(known));
  await expect(half.run()).rejects.toThrow('killed');
  expect(half.progress()).toMatchObject({ pages: 2, cursor: '200' });

  const { provider, asked } = providerWith(list);
  const rest = await pass(provider, ports, after(known), stored(half.progress())).run();
  expect(asked).toEqual(['200', '300']);
  expect(rest).toEqual(whole);
  expect(rest.orphans).toHaveLength(50);
});

test('200,000 orders, most of them over, leave no more behind than their open ports need', async () => {
  const { ports } = portsHolding(eachInAPort(orders(10_000)));
  const list = Array.from({ length: 200_000 }, (_, index) => order(index, { isOpen: index < 10_000 }));
  const sizes: number[] = [];
  const provider = providerWith(list).provider;
  const listOrders = provider.listOrders!.bind(provider);
  const around = {
    ports,
    call,
    clock: new FakeClock(),
    searchTime: SEARCH_TIME,
    requestsPerSecond: Infinity,
  };
  let pages = 0;
  provider.listOrders = (from, context) => {
    pages += 1;
    if (pages % 500 === 0) sizes.push(JSON.stringify(first.progress()).length);
    return listOrders(from, context);
  };
  const first = openPass(provider, {}, around);
  const found = await first.run();
  expect(sizes).toHaveLength(4);
  expect(found).toMatchObject({ orders: 200_000, pages: 2_000, signaled: 10_000 });
  expect(JSON.stringify(found).length).toBeLessThan(50_000);
  expect(Math.max(...sizes)).toBeLessThan(150_000);
}, 120_000);

test('200,000 open orders of open ports fit through a workflow, and so does how far their pass is', async () => {
  const list = orders(200_000);
  const { ports } = portsHolding(eachInAPort(list));
  const running = pass(providerWith(list).provider, ports);
  const found = await running.run();
  expect(found.signaled).toBe(200_000);
  expect(JSON.stringify(found).length).toBeLessThan(800_000);
  expect(JSON.stringify(running.progress()).length).toBeLessThan(1_600_000);
}, 120_000);

test('a pass takes time that grows with the orders, and not with their square', async () => {
  /** The CPU time of this process, which a busy neighbor does not lengthen; the least of three. */
  const secondsFor = async (count: number) => {
    const list = orders(count);
    const times: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const { ports } = portsHolding(eachInAPort(list));
      const running = pass(providerWith(list).provider, ports);
      const begun = process.cpuUsage();
      await running.run();
      running.progress();
      times.push(process.cpuUsage(begun).user);
    }
    return Math.min(...times);
  };
  const small = await secondsFor(10_000);
  const large = await secondsFor(40_000);
  // Four times as many: four times as long, and sixteen times if it were the square.
  expect(large / small).toBeLessThan(10);
}, 120_000);

describe('orders that are read together', () => {
  const listed = [order(0, { ref: 'pr1/new' }), order(1, { ref: 'pr2/one' })];
  const familiar = (list: readonly ListedOrder[]) =>
    ({ ...providerWith(list).provider, orderGroupOf }) as PortingProvider;
  const sweep = async (held: Readonly<Record<string, readonly string[]>>) => {
    const { ports, told } = portsHolding(held);
    const first = await pass(familiar(listed), ports).run();
    return { first, told, found: await pass(familiar(listed), ports, after(first)).run(), ports };
  };

  test('a new one is told to the port that has another of its family, and is no orphan', async () => {
    const { first, found, told, ports } = await sweep({ acme: ['pr1'], beta: ['pr2/one'] });
    expect(told).toEqual({ acme: ['pr1'], beta: ['pr2/one'] });
    // What the port still calls `pr1` stands in the list under another name.
    expect(first).toMatchObject({ signaled: 2, missingOrders: [] });
    expect(found).toMatchObject({ signaled: 0, orphans: [], missingOrders: [] });
    const more = [...listed, order(2, { ref: 'pr1/newer' })];
    expect(await pass(familiar(more), ports, after(found, 2)).run()).toMatchObject({
      changed: 1,
      signaled: 1,
    });
  });

  test('of a family that no port has, all are orphans; one that is gone as a whole has vanished', async () => {
    const { found, told } = await sweep({ beta: ['pr2/one'], gamma: ['pr3/one'] });
    expect(told).toEqual({ beta: ['pr2/one'] });
    expect(found).toMatchObject({
      orphans: ['pr1/new'],
      missingOrders: [{ orderRef: 'pr3/one', requestId: 'gamma' }],
    });
  });
});
