import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { limitedTransport, MAX_WAIT_MS } from '../../../../src/providers/http/rate-limit';
import {
  TransportError,
  type HttpRequest,
  type HttpResponse,
  type HttpTransport,
} from '../../../../src/providers/http/transport';
import { FakeClock } from './fake-clock';

const SECOND = 1_000;
const OK: HttpResponse = { status: 200, headers: {}, body: '{}' };
const limited = (seconds: string): HttpResponse => ({
  status: 429,
  headers: { 'retry-after': seconds },
  body: '{}',
});

/** A limited account over a provider that notes what leaves, and when. */
function account(requestsPerSecond: number | undefined, clock = new FakeClock()) {
  const began = clock.now();
  const left: { readonly name: string; readonly at: number; readonly request: HttpRequest }[] = [];
  const answers: (HttpResponse | Error)[] = [];
  const provider: HttpTransport = (request) => {
    left.push({ name: request.url, at: clock.now() - began, request });
    const answer = answers.shift() ?? OK;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const transport = limitedTransport(provider, { requestsPerSecond, clock });
  /** Sends a request; its answer or its error, whenever it comes. */
  const ask = (name = 'one', changes: Partial<HttpRequest> = {}) =>
    transport({ method: 'GET', url: name, headers: {}, timeoutMs: 20_000, ...changes }).catch(
      (error: unknown) => error,
    );
  return { clock, left, answers, ask, names: () => left.map(({ name }) => name) };
}

describe('the limit of an account', () => {
  it('lets a request through at once while there is room, and what it carries is not touched', async () => {
    const { left, ask, clock } = account(5);
    const { signal } = new AbortController();
    const request = { method: 'POST', body: 'x', headers: { a: 'b' }, timeoutMs: 30_000, signal } as const;
    expect(await ask('first', request)).toBe(OK);
    expect(left).toEqual([{ name: 'first', at: 0, request: { url: 'first', ...request } }]);
    expect(clock.timers).toBe(0);
  });

  it('sends what waits in the order in which it came, in even steps', async () => {
    const { left, names, ask, clock } = account(10);
    const asked = ['a', 'b', 'c', 'd'].map((name) => ask(name));
    await clock.pass(SECOND);
    void ask('e');
    void ask('f');
    await clock.pass(SECOND);
    expect(names()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(await Promise.all(asked)).toEqual([OK, OK, OK, OK]);
    const steps = left.slice(1, 4).map(({ at }, index) => at - left[index]!.at);
    for (const step of steps) {
      expect(step).toBeGreaterThan(60);
      expect(step).toBeLessThan(110);
    }
  });

  it('does not let a newcomer pass those who wait', async () => {
    const { names, ask, clock } = account(2);
    void ask('a');
    void ask('b');
    void ask('c');
    // A token is there, and the timer that gives it to b has not rung yet.
    clock.sleep(SECOND);
    void ask('d');
    await clock.pass(3 * SECOND);
    expect(names()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('does not save up what was not used', async () => {
    const { left, ask, clock } = account(4);
    await clock.pass(60 * SECOND);
    for (let count = 0; count < 20; count++) void ask();
    await clock.pass(SECOND - 1);
    expect(left).toHaveLength(4);
  });

  it('counts requests that failed like those that were answered', async () => {
    const { left, answers, ask, clock } = account(4);
    answers.push(new TransportError('connection', 'unknown', 'It broke.'));
    expect(await ask()).toMatchObject({ failure: 'connection', outcome: 'unknown' });
    for (let count = 0; count < 20; count++) void ask();
    await clock.pass(SECOND - 1);
    expect(left).toHaveLength(4);
  });

  it('does not disturb another account', async () => {
    const clock = new FakeClock();
    const slow = account(1, clock);
    const fast = account(20, clock);
    slow.answers.push(limited('60'));
    void slow.ask();
    for (let count = 0; count < 10; count++) {
      void slow.ask();
      void fast.ask();
    }
    await clock.pass(SECOND);
    expect([slow.left.length, fast.left.length]).toEqual([1, 10]);
  });

  it('bounds the waits of a call together: what would leave after its time is not sent', async () => {
    const { names, ask, clock } = account(1);
    const leaveBy = clock.now() + 3 * SECOND;
    void ask('a');
    void ask('b', { leaveBy });
    void ask('c', { leaveBy });
    const late = ask('d', { leaveBy });
    expect(await late).toMatchObject({ failure: 'rate_limited', outcome: 'unavailable' });
    await clock.pass(3 * SECOND);
    expect(names()).toEqual(['a', 'b', 'c']);
    // There is room now, and the caller would not hear the answer.
    await clock.pass(5 * SECOND);
    expect(await ask('e', { leaveBy })).toMatchObject({ failure: 'timeout', outcome: 'unavailable' });
    expect(names()).toEqual(['a', 'b', 'c']);
  });

  it('without a figure is none', async () => {
    const { left, ask, clock } = account(undefined);
    await Promise.all(Array.from({ length: 1_000 }, () => ask()));
    expect(left).toHaveLength(1_000);
    expect(clock.timers).toBe(0);
  });
});

describe('a request that waits', () => {
  it('ends when the caller wants it no more, certainly not sent, and counts for nothing', async () => {
    const { names, ask, clock } = account(1);
    const stop = new AbortController();
    void ask('a');
    const b = ask('b', { signal: stop.signal });
    void ask('c');
    await clock.pass(100);
    stop.abort();
    expect(await b).toMatchObject({ failure: 'aborted', outcome: 'unavailable' });
    await clock.pass(SECOND);
    expect(names()).toEqual(['a', 'c']);
  });

  it('leaves no timer behind when it was the last', async () => {
    const { ask, clock } = account(1);
    const stop = new AbortController();
    void ask();
    const waiting = ask('b', { signal: stop.signal });
    expect(clock.timers).toBe(1);
    stop.abort();
    await waiting;
    expect(clock.timers).toBe(0);
  });

  it('is not taken when it was stopped before', async () => {
    const { left, ask } = account(1);
    expect(await ask('a', { signal: AbortSignal.abort() })).toMatchObject({
      failure: 'aborted',
      outcome: 'unavailable',
    });
    expect(await ask('b')).toBe(OK);
    expect(left).toHaveLength(1);
  });

  it('does not hear of a stop once it was sent', async () => {
    const { ask, clock } = account(1);
    const stop = new AbortController();
    void ask('a');
    const b = ask('b', { signal: stop.signal });
    await clock.pass(2 * SECOND);
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
    stop.abort();
    expect(await b).toBe(OK);
  });

  it('fails at once when its turn would come too late, and says when to come again', async () => {
    const { left, ask, clock } = account(1);
    const all = Array.from({ length: 40 }, () => ask());
    const last = await all[39];
    expect(last).toMatchObject({
      failure: 'rate_limited',
      outcome: 'unavailable',
      message: 'Not sent, because 1 requests a second are what this worker may send.',
    });
    expect((last as TransportError).retryAfterMs).toBeGreaterThan(MAX_WAIT_MS);
    await clock.pass(2 * MAX_WAIT_MS);
    const answers = await Promise.all(all);
    // One goes at once, and 0.95 in each second of the longest wait.
    expect(answers.filter((answer) => answer === OK)).toHaveLength(24);
    expect(left.at(-1)!.at).toBeLessThanOrEqual(MAX_WAIT_MS);
  });

  it('is not sent late when the process slept', async () => {
    const { left, ask, clock } = account(1);
    void ask();
    const waiting = ask('b');
    clock.sleep(60 * SECOND);
    await clock.pass(1);
    expect(await waiting).toMatchObject({
      failure: 'rate_limited',
      outcome: 'unavailable',
      retryAfterMs: 1_000,
    });
    expect(left).toHaveLength(1);
    expect(await ask('c')).toBe(OK);
  });
});

describe('an answer 429', () => {
  it('goes to its caller, and stops all until the time that it names', async () => {
    const { left, names, answers, ask, clock } = account(10);
    answers.push(limited('5'));
    const refused = ask('a');
    const waiting = ['b', 'c'].map((name) => ask(name));
    expect(await refused).toMatchObject({ status: 429 });
    await clock.pass(4_999);
    void ask('d');
    expect(names()).toEqual(['a']);
    await clock.pass(SECOND);
    expect(names()).toEqual(['a', 'b', 'c', 'd']);
    expect(left[1]!.at).toBeGreaterThanOrEqual(5 * SECOND);
    // No more at once afterwards than at any other time.
    expect(left[2]!.at - left[1]!.at).toBeGreaterThan(60);
    expect(await Promise.all(waiting)).toEqual([OK, OK]);
  });

  it('stops those with no other limit too', async () => {
    const { left, answers, ask, clock } = account(undefined);
    answers.push(limited('5'));
    await ask();
    void ask();
    await clock.pass(4_999);
    expect(left).toHaveLength(1);
    await clock.pass(1);
    expect(left).toHaveLength(2);
  });

  it('can name a date', async () => {
    const { left, answers, ask, clock } = account(10);
    answers.push(limited(new Date(clock.now() + 9 * SECOND).toUTCString()));
    await ask();
    void ask();
    await clock.pass(8_999);
    expect(left).toHaveLength(1);
    await clock.pass(1);
    expect(left).toHaveLength(2);
  });

  it('that names no time stops no request', async () => {
    const { left, answers, ask, clock } = account(10);
    answers.push({ status: 429, headers: {}, body: '' });
    await ask();
    void ask();
    await clock.pass(200);
    expect(left).toHaveLength(2);
  });

  it('does not shorten what another one said', async () => {
    const { left, answers, ask, clock } = account(undefined);
    answers.push(limited('9'), limited('2'));
    await Promise.all([ask(), ask()]);
    void ask();
    await clock.pass(8_999);
    expect(left).toHaveLength(2);
    await clock.pass(1);
    expect(left).toHaveLength(3);
  });

  it('fails at once who would wait too long, those who wait already included', async () => {
    const { answers, ask, clock } = account(2);
    answers.push(limited('120'));
    const refused = ask();
    const waiting = ask();
    await refused;
    const late = { failure: 'rate_limited', outcome: 'unavailable', retryAfterMs: 120_000 };
    const why = 'Not sent, because the provider has asked this account to wait (HTTP 429).';
    expect(await waiting).toMatchObject({ ...late, message: why });
    expect(await ask()).toMatchObject(late);
    expect(clock.timers).toBe(0);
    await clock.pass(120 * SECOND);
    expect(await ask()).toBe(OK);
  });

  it('lets the others wait when only the last would wait too long', async () => {
    const { names, answers, ask, clock } = account(1);
    answers.push(limited('20'));
    const asked = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => ask(name));
    await clock.pass(MAX_WAIT_MS);
    expect(names()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect((await Promise.all(asked)).slice(6)).toMatchObject([
      { failure: 'rate_limited' },
      { failure: 'rate_limited' },
    ]);
  });

  it('cannot silence an account for longer than five minutes', async () => {
    const { left, answers, ask, clock } = account(1);
    answers.push(limited('86400'));
    await ask();
    await clock.pass(300 * SECOND - MAX_WAIT_MS - 1);
    expect(await ask()).toMatchObject({ failure: 'rate_limited' });
    await clock.pass(1);
    const waiting = ask();
    await clock.pass(MAX_WAIT_MS - 1);
    expect(left).toHaveLength(1);
    await clock.pass(1);
    expect(await waiting).toBe(OK);
  });
});

describe('whatever comes, and however late timers are', () => {
  /** Whole limits and others, slow and fast. */
  const limits = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.double({ min: 0.3, max: 30, noNaN: true }));
  const lateness = fc.infiniteStream(fc.double({ min: 0, max: 30, noNaN: true }));
  const late = (stream: IterableIterator<number>) =>
    new FakeClock(() => (stream.next() as IteratorYieldResult<number>).value);

  it('in no second more than the limit leave', async () => {
    // How long nothing comes, and how many then come at once.
    const arrivals = fc.array(fc.tuple(fc.nat(1_500), fc.integer({ min: 1, max: 20 })), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(limits, lateness, arrivals, async (limit, stream, bursts) => {
        const { left, ask, clock } = account(limit, late(stream));
        for (const [gap, count] of bursts) {
          await clock.pass(gap);
          for (let each = 0; each < count; each++) void ask();
        }
        await clock.pass(MAX_WAIT_MS);
        expect(mostInASecond(left)).toBeLessThanOrEqual(Math.ceil(limit));
      }),
      { numRuns: 60 },
    );
  });

  it('under a constant backlog at least nine tenths of the limit are used', async () => {
    await fc.assert(
      fc.asyncProperty(limits, lateness, async (limit, stream) => {
        const { left, ask, clock } = account(limit, late(stream));
        let isOver = false;
        const goOn = async (): Promise<void> => {
          while (!isOver) await ask();
        };
        const all = Array.from({ length: Math.ceil(limit) + 1 }, goOn);
        const seconds = 30;
        await clock.pass(seconds * SECOND);
        expect(left.length / seconds).toBeGreaterThanOrEqual(0.9 * limit);
        expect(mostInASecond(left)).toBeLessThanOrEqual(Math.ceil(limit));
        isOver = true;
        await clock.pass(MAX_WAIT_MS);
        await Promise.all(all);
      }),
      { numRuns: 20 },
    );
  });
});

/** The most that left in any second, one that begins with a request. */
function mostInASecond(left: readonly { readonly at: number }[]): number {
  const counts = left.map(({ at: from }) => left.filter(({ at }) => at >= from && at < from + SECOND).length);
  return Math.max(0, ...counts);
}
