import {
  Batcher,
  DeadlineExceededError,
  OverloadedError,
  type BatcherOptions,
  type Sender,
} from '../../../src/receiver/batcher';

interface Item {
  readonly key: string;
  readonly count: number;
}

/** Sends that end when a test says so. */
function setUp(options: Partial<BatcherOptions<Item, string>> = {}) {
  const sends: {
    readonly target: string;
    readonly keys: readonly string[];
    readonly counts: readonly number[];
    readonly end: (result: string) => void;
    readonly fail: (error: Error) => void;
  }[] = [];
  const batcher = new Batcher<Item, string>({
    keyOf: ({ key }) => key,
    merge: (first, second) => ({ key: first.key, count: first.count + second.count }),
    sizeOf: () => 1,
    maxSize: 500,
    maxWaiting: 1_000,
    send: (target, items) =>
      new Promise((end, fail) => {
        const keys = items.map(({ key }) => key);
        sends.push({ target, keys, counts: items.map(({ count }) => count), end, fail });
      }),
    ...options,
  });
  const add = (key: string, from: Sender = sender(), target = 'a') =>
    batcher.add(target, { key, count: 1 }, from);
  const sent = () => sends.map(({ keys }) => keys.join(' '));
  return { add, sends, sent };
}

const sender = (more: Partial<Sender> = {}): Sender => ({ giveUpAt: Date.now() + 60_000, ...more });
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('what comes alone is sent at once', async () => {
  const { add, sends, sent } = setUp();
  const answer = add('x');
  await turn();
  expect(sent()).toEqual(['x']);
  sends[0]!.end('done');
  expect(await answer).toBe('done');
});

test('what comes in one turn of the event loop, or during a send, is one send', async () => {
  const { add, sends, sent } = setUp();
  for (const key of ['1', '2']) void add(key);
  await turn();
  for (const key of ['3', '4']) void add(key);
  await turn();
  expect(sent()).toEqual(['1 2']);
  sends[0]!.end('done');
  await turn();
  await turn();
  expect(sent()).toEqual(['1 2', '3 4']);
});

test('items of one key that wait are merged, and all who brought them hear of it', async () => {
  const { add, sends } = setUp();
  const answers = Array.from({ length: 1_200 }, () => add('x'));
  await turn();
  expect(sends).toMatchObject([{ keys: ['x'], counts: [1_200] }]);
  sends[0]!.end('done');
  expect(new Set(await Promise.all(answers))).toEqual(new Set(['done']));
});

test('what is on its way is not merged with what comes later', async () => {
  const { add, sends, sent } = setUp();
  void add('x');
  await turn();
  const later = add('x');
  sends[0]!.end('first');
  await turn();
  await turn();
  expect(sent()).toEqual(['x', 'x']);
  sends[1]!.end('second');
  expect(await later).toBe('second');
});

test('a failed send fails exactly those whose items were in it, and the next goes out all the same', async () => {
  const { add, sends } = setUp({ maxSize: 2 });
  const outcomes = Promise.allSettled(['1', '2', '3', '4', '5'].map((key) => add(key)));
  for (const [index, end] of ['well', undefined, 'well'].entries()) {
    await turn();
    await turn();
    if (end === undefined) sends[index]!.fail(new Error('14 UNAVAILABLE'));
    else sends[index]!.end(end);
  }
  expect((await outcomes).map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'rejected',
    'fulfilled',
  ]);
});

test('a send that throws before it begins is a failed send', async () => {
  const { add } = setUp({
    send: () => {
      throw new Error('no such target');
    },
  });
  await expect(add('1')).rejects.toThrow('no such target');
  await expect(add('2')).rejects.toThrow('no such target');
});

test('an item that is larger than a batch goes alone', async () => {
  const { add, sends, sent } = setUp({ maxSize: 3, sizeOf: ({ key }) => key.length });
  for (const key of ['aa', 'bbbbbb', 'c']) void add(key);
  for (let send = 0; send < 3; send++) {
    await turn();
    await turn();
    sends[send]?.end('done');
  }
  expect(sent()).toEqual(['aa', 'bbbbbb', 'c']);
});

test('senders take turns: one with many items does not hold up another', async () => {
  const { add, sends, sent } = setUp({ maxSize: 4 });
  const greedy = sender();
  for (let index = 0; index < 100; index++) void add(`greedy${String(index)}`, greedy);
  const honest = add('honest');
  await turn();
  expect(sent()).toEqual(['greedy0 honest greedy1 greedy2']);
  sends[0]!.end('done');
  expect(await honest).toBe('done');
});

test('an item that a greedy sender has too goes when its other sender has a turn', async () => {
  const { add, sent } = setUp({ maxSize: 2 });
  const greedy = sender();
  for (let index = 0; index < 100; index++) void add(`item${String(index)}`, greedy);
  void add('item99');
  await turn();
  expect(sent()).toEqual(['item0 item99']);
});

test('a preferred sender goes first', async () => {
  const { add, sent } = setUp({ maxSize: 2 });
  for (let index = 0; index < 50; index++) void add(`any${String(index)}`);
  const preferred = sender({ isPreferred: true });
  void add('signed1', preferred);
  void add('signed2', preferred);
  await turn();
  expect(sent()).toEqual(['signed1 signed2']);
});

test('a busy target does not hold up another', async () => {
  const { add, sends } = setUp({ maxSize: 1 });
  for (let index = 0; index < 100; index++) void add(String(index), sender(), 'busy');
  await turn();
  const other = add('x', sender(), 'idle');
  await turn();
  expect(sends.map(({ target }) => target)).toEqual(['busy', 'idle']);
  sends[1]!.end('done');
  expect(await other).toBe('done');
});

test('what no caller waits for is not sent, and what comes after it is', async () => {
  const { add, sends, sent } = setUp();
  void add('1');
  await turn();
  const late = add('2', sender({ giveUpAt: Date.now() - 1 }));
  const patient = add('3');
  sends[0]!.end('done');
  await expect(late).rejects.toThrow(DeadlineExceededError);
  await turn();
  expect(sent()).toEqual(['1', '3']);
  sends[1]!.end('done');
  expect(await patient).toBe('done');
});

test('more than may wait is refused at once, and more of what waits already is not', async () => {
  const { add } = setUp({ maxWaiting: 2 });
  void add('1');
  void add('2');
  await expect(add('3')).rejects.toThrow(OverloadedError);
  void add('1');
  await turn();
});

describe('a target that rests after each batch', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  function resting(maxOwed: number) {
    const sentAt: number[] = [];
    const began = Date.now();
    const under = setUp({
      restAfter: () => 1_000,
      maxOwed,
      send: () => {
        sentAt.push(Date.now() - began);
        return Promise.resolve('done');
      },
    });
    return { ...under, sentAt };
  }

  test('gathers meanwhile, and is sent the next when it has rested', async () => {
    const { add, sentAt } = resting(0);
    for (let index = 0; index < 30; index++) {
      void add(String(index));
      await jest.advanceTimersByTimeAsync(100);
    }
    await jest.advanceTimersByTimeAsync(2_000);
    expect(sentAt.length).toBe(4);
    for (const [index, at] of sentAt.entries()) expect(at).toBeGreaterThanOrEqual(index * 1_000);
  });

  test('what comes while little happens does not wait', async () => {
    const { add, sentAt } = resting(1_500);
    for (const key of ['number', 'order']) {
      void add(key);
      await jest.advanceTimersByTimeAsync(10);
    }
    expect(sentAt.length).toBe(2);
    expect(Math.max(...sentAt)).toBeLessThan(50);
  });
});
