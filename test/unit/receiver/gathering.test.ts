import { GaveUpError, Gathering } from '../../../src/receiver/gathering';

/** Sends that end when a test says so. */
function setUp(most = 500) {
  const sends: {
    readonly target: string;
    readonly items: readonly number[];
    readonly end: (result: string) => void;
    readonly fail: (error: Error) => void;
  }[] = [];
  const gathering = new Gathering<number, string>({
    most,
    send: (target, items) =>
      new Promise((end, fail) => {
        sends.push({ target, items, end, fail });
      }),
  });
  const sent = () => sends.map(({ items }) => items);
  return { gathering, sends, sent };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

test('what comes alone is sent at once', async () => {
  const { gathering, sends, sent } = setUp();
  const answer = gathering.add('a', [1]);
  await turn();
  expect(sent()).toEqual([[1]]);
  sends[0]!.end('done');
  expect(await answer).toBe('done');
});

test('what comes in one turn of the event loop is one send', async () => {
  const { gathering, sent } = setUp();
  for (const item of [1, 2, 3]) void gathering.add('a', [item]);
  await turn();
  expect(sent()).toEqual([[1, 2, 3]]);
});

test('what comes during a send is gathered into the next, in the order in which it came', async () => {
  const { gathering, sends, sent } = setUp();
  void gathering.add('a', [1]);
  await turn();
  for (const item of [2, 3]) void gathering.add('a', [item]);
  await turn();
  void gathering.add('a', [4]);
  await turn();
  expect(sent()).toEqual([[1]]);
  sends[0]!.end('done');
  await turn();
  expect(sent()).toEqual([[1], [2, 3, 4]]);
});

test('each is answered when its own items are sent, not before', async () => {
  const { gathering, sends } = setUp();
  const answered: string[] = [];
  void gathering.add('a', [1]).then((result) => answered.push(`1 ${result}`));
  await turn();
  void gathering.add('a', [2]).then((result) => answered.push(`2 ${result}`));
  sends[0]!.end('first');
  await turn();
  expect(answered).toEqual(['1 first']);
  sends[1]!.end('second');
  await turn();
  expect(answered).toEqual(['1 first', '2 second']);
});

test('a failed send fails exactly those whose items were in it, and the next goes out all the same', async () => {
  const { gathering, sends, sent } = setUp(2);
  const outcomes = Promise.allSettled(range(0, 5).map((item) => gathering.add('a', [item])));
  await turn();
  sends[0]!.end('well');
  await turn();
  sends[1]!.fail(new Error('14 UNAVAILABLE'));
  await turn();
  sends[2]!.end('well again');
  expect(sent()).toEqual([[0, 1], [2, 3], [4]]);
  expect((await outcomes).map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'rejected',
    'fulfilled',
  ]);
});

test('a send that throws before it begins is a failed send', async () => {
  const gathering = new Gathering<number, string>({
    most: 1,
    send: () => {
      throw new Error('no such target');
    },
  });
  await expect(gathering.add('a', [1])).rejects.toThrow('no such target');
  await expect(gathering.add('a', [2])).rejects.toThrow('no such target');
});

test('a backlog goes out in pieces, whole webhooks each, the oldest first', async () => {
  const { gathering, sends, sent } = setUp(500);
  void gathering.add('a', [-1]);
  await turn();
  for (const item of range(0, 1_200)) void gathering.add('a', [item]);
  for (let send = 0; send < 4; send++) {
    sends[send]!.end('done');
    await turn();
  }
  expect(sent()).toEqual([[-1], range(0, 500), range(500, 1_000), range(1_000, 1_200)]);
});

test('what was added together is not torn apart, even when it is more than fits', async () => {
  const { gathering, sends, sent } = setUp(3);
  void gathering.add('a', [1, 2]);
  void gathering.add('a', [3, 4]);
  void gathering.add('a', range(0, 9));
  for (let send = 0; send < 3; send++) {
    await turn();
    sends[send]!.end('done');
  }
  expect(sent()).toEqual([[1, 2], [3, 4], range(0, 9)]);
});

test('a busy target does not hold up another', async () => {
  const { gathering, sends } = setUp(1);
  for (const item of range(0, 100)) void gathering.add('busy', [item]);
  await turn();
  const other = gathering.add('idle', [1]);
  await turn();
  expect(sends.map(({ target }) => target)).toEqual(['busy', 'idle']);
  sends[1]!.end('done');
  expect(await other).toBe('done');
});

test('what nobody waits for any more is not sent, and what comes after it is', async () => {
  const { gathering, sends, sent } = setUp();
  void gathering.add('a', [1]);
  await turn();
  const late = gathering.add('a', [2], Date.now() - 1);
  const patient = gathering.add('a', [3], Date.now() + 60_000);
  sends[0]!.end('done');
  await expect(late).rejects.toThrow(GaveUpError);
  await turn();
  expect(sent()).toEqual([[1], [3]]);
  sends[1]!.end('done');
  expect(await patient).toBe('done');
});

test('a target that has become quiet is forgotten, and begins anew', async () => {
  const { gathering, sends, sent } = setUp();
  for (const item of [1, 2]) {
    const answer = gathering.add('a', [item]);
    await turn();
    sends.at(-1)!.end('done');
    await answer;
    await turn();
  }
  expect(sent()).toEqual([[1], [2]]);
});
