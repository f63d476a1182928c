import type { AccountConfig } from '../../../src/config/account-config';
import type { HttpTransport } from '../../../src/providers/http/transport';
import { pollingOptions, shareOf } from '../../../src/worker/account-limit';
import { accountDirectory } from '../../../src/worker/worker';
import { sandboxAccount } from '../../scenarios/sandbox-account';
import { FakeClock } from '../providers/http/fake-clock';

test.each([
  [undefined, undefined],
  [{ requestsPerSecond: 10, workers: 1 }, 10],
  [{ requestsPerSecond: 10, workers: 4 }, 2.5],
])('the share of a worker in %j is %j', (rateLimit, share) => {
  expect(shareOf(rateLimit)).toBe(share);
});

test.each([
  [{ requestsPerSecond: 10, workers: 1 }, 10, 50],
  [{ requestsPerSecond: 10, workers: 4 }, 10, 13],
  [{ requestsPerSecond: 0.2, workers: 1 }, 0.2, 4],
  [{ requestsPerSecond: 500, workers: 1 }, 500, 100],
])(
  'with %j the queue gives out %d calls a second, and no more than %d are under way',
  (limit, perSecond, calls) => {
    expect(pollingOptions(limit)).toEqual({
      maxTaskQueueActivitiesPerSecond: perSecond,
      maxConcurrentActivityTaskExecutions: calls,
    });
  },
);

test('without a limit calls are taken as they come', () => {
  expect(pollingOptions(undefined)).toEqual({});
});

describe('accounts of the same provider', () => {
  const account = (name: string, requestsPerSecond: number, workers = 1): AccountConfig => ({
    ...sandboxAccount(`http://${name}.invalid`, name),
    rateLimit: { requestsPerSecond, workers },
  });
  const numbers = Array.from({ length: 40 }, (_, index) => `+121255501${String(index + 10)}`);

  /** Two accounts with very much to ask; what each has asked is counted. */
  function busy(answer: (host: string) => Awaited<ReturnType<HttpTransport>>) {
    const clock = new FakeClock();
    const asked = new Map<string, number>();
    const transport: HttpTransport = ({ url }) => {
      const { hostname } = new URL(url);
      asked.set(hostname, (asked.get(hostname) ?? 0) + 1);
      return Promise.resolve(answer(hostname));
    };
    const directory = accountDirectory([account('east', 2), account('west', 30, 3)], { transport, clock });
    const checks = ['east', 'west'].map((name) =>
      directory
        .find('twilio', name)!
        .provider.checkPortability(numbers, { now: clock.now() })
        .catch((error: unknown) => error),
    );
    return { clock, checks, count: (name: string) => asked.get(`${name}.invalid`) };
  }
  const portable = { status: 200, headers: {}, body: JSON.stringify({ portable: true }) };

  test('have a bucket each, of the size that is configured', async () => {
    const { clock, count } = busy(() => portable);
    await clock.pass(2_990);
    expect([count('east'), count('west')]).toEqual([6, 29]);
  });

  test('do not wait for what only the other was told', async () => {
    const limited = { status: 429, headers: { 'retry-after': '60' }, body: '{"code":20429}' };
    const { clock, count, checks } = busy((host) => (host === 'east.invalid' ? limited : portable));
    expect(await checks[0]).toMatchObject({
      problem: { code: 'provider_rate_limited', outcome: 'unavailable' },
      retryAfterMs: 60_000,
    });
    await clock.pass(2_990);
    expect([count('east'), count('west')]).toEqual([1, 29]);
  });
});
