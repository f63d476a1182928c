import {
  type Asked,
  isCreate,
  mostInASecond,
  NUMBERS_PER_PORT,
  rateUnderBacklog,
  submitAll,
} from '../support/limited-accounts';
import { devServer } from '../support/servers/dev-server';

/** Two accounts of one provider, each with a limit, served by the same worker. */
const BUSY = {
  name: `rate-busy-${String(process.pid)}`,
  // As if another worker, which this test does not start, had the other half.
  rateLimit: { requestsPerSecond: 20, workers: 2 },
  allowed: 10,
  ports: 75,
};
/** Its ports come when the backlog of the first is there. */
const OTHER = {
  name: `rate-other-${String(process.pid)}`,
  rateLimit: { requestsPerSecond: 4 },
  allowed: 4,
  ports: 20,
};

/** How full any second may be, and how full they are at the least, on average, while there is enough to do. */
const FULLEST = 1.25;
const MIN_USE = 0.9;

let busy: Asked;
let other: Asked;
beforeAll(async () => {
  const taskQueue = `rate-limit-${String(process.pid)}`;
  [busy, other] = (await submitAll(devServer().address, taskQueue, [BUSY, OTHER])) as [Asked, Asked];
  for (const [{ name, allowed }, { times }] of [
    [BUSY, busy],
    [OTHER, other],
  ] as const) {
    process.stderr.write(
      `\n${name}: ${String(times.length)} requests, limit ${String(allowed)}/s, fullest second ` +
        `${String(mostInASecond(times))}, under backlog ${rateUnderBacklog(times).toFixed(2)}/s\n`,
    );
  }
}, 60_000);

describe.each([
  ['the busy account', BUSY, () => busy],
  ['the other account', OTHER, () => other],
])('%s', (_, { ports, allowed }, asked) => {
  test('is asked as much as its ports need, and no answer was an error', () => {
    expect(asked().requests).toHaveLength(ports * (NUMBERS_PER_PORT + 1));
    expect(asked().requests.filter(({ status }) => status >= 400)).toEqual([]);
  });

  test('is never asked more in a second than its limit allows', () => {
    expect(mostInASecond(asked().times)).toBeLessThanOrEqual(FULLEST * allowed);
  });

  test('is asked nearly as often as its limit allows, while there is a backlog', () => {
    expect(rateUnderBacklog(asked().times)).toBeGreaterThanOrEqual(MIN_USE * allowed);
  });
});

test('the ports of the other account go on meanwhile', () => {
  const created = other.requests.filter(isCreate).map(({ at }) => Date.parse(at));
  const lastOfBusy = busy.times.at(-1)!;
  expect(created).toHaveLength(OTHER.ports);
  expect(other.times[0]! - busy.times[0]!).toBeGreaterThan(0);
  expect(created.filter((at) => at < lastOfBusy)).toHaveLength(OTHER.ports);
});
