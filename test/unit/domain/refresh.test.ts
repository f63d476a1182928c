import { attentionsOf } from '../../../src/domain/attentions/attentions';
import { nextClock } from '../../../src/domain/lifecycle/clocks';
import { decide } from '../../../src/domain/lifecycle/decide';
import type { Port } from '../../../src/domain/model/port';
import { DAY, HOUR, MINUTE, SECOND, type Instant } from '../../../src/domain/model/time';
import {
  A,
  aDraft,
  after,
  aProblem,
  atProvider,
  BEGIN,
  beingSent,
  cancelAnswered,
  commanded,
  decisionOf,
  failedRead,
  commandDecided,
  order,
  readNothingNew,
  searched,
  shown,
} from './port-under-test';

const day = (count: number) => BEGIN + count * DAY;
const FIRST = BEGIN + 10 * MINUTE;
const next = (port: Port, now: Instant) => decide(port, now);
const refreshed = (port: Port, at: Instant) => after(port, commanded(at), commandDecided(at));
const unknown = (given = {}) =>
  after(beingSent(given), {
    kind: 'submission_failed',
    at: BEGIN,
    problem: aProblem({ outcome: 'unknown' }),
  });
const failedSearch = (at: Instant) =>
  ({ kind: 'call_failed', at, startedAt: at, call: 'search', problem: aProblem() }) as const;

test('it reads, and then it is decided', () => {
  const port = after(atProvider(), commanded(day(1)));
  expect(next(port, day(1))).toMatchObject({ kind: 'read', cause: { kind: 'command', command: 'refresh' } });
  expect(next(after(port, readNothingNew(day(1))), day(1)).kind).toBe('decide_command');
});

test('where there is nothing to read it is decided at once', () => {
  const port = after(aDraft({ request: { submit: 'manual' } }), commanded(BEGIN));
  expect(next(port, BEGIN).kind).toBe('decide_command');
});

describe('what waits to be tried again is tried at once', () => {
  test('a submission', () => {
    const delayed = after(beingSent(), {
      kind: 'submission_failed',
      at: BEGIN,
      problem: aProblem({ retryAfterMs: HOUR }),
    });
    expect(next(delayed, BEGIN + MINUTE).kind).toBe('wait');
    expect(next(refreshed(delayed, BEGIN + MINUTE), BEGIN + MINUTE).kind).toBe('submit');
  });

  test('a check', () => {
    const port = after(aDraft(), {
      kind: 'call_failed',
      at: BEGIN,
      startedAt: BEGIN,
      call: 'check',
      problem: aProblem({ retryAfterMs: HOUR }),
    });
    expect(next(port, BEGIN + MINUTE).kind).toBe('wait');
    expect(next(refreshed(port, BEGIN + MINUTE), BEGIN + MINUTE).kind).toBe('check');
  });

  test('a read', () => {
    const port = after(atProvider(), failedRead(day(1)), commanded(day(1) + SECOND));
    expect(next(port, day(1) + SECOND).kind).toBe('read');
    expect(attentionsOf(port)).toMatchObject([{ cause: 'read_failed' }]);
    expect(attentionsOf(after(port, readNothingNew(day(1) + SECOND)))).toEqual([]);
  });

  test('when its own look fails, that is tried again on the steps, not a day later', () => {
    const at = day(1) + HOUR;
    const port = after(
      atProvider(),
      readNothingNew(day(1)),
      commanded(at),
      failedRead(at + SECOND),
      commandDecided(at + SECOND),
    );
    expect(decisionOf(port).accepted).toEqual([A]);
    expect(nextClock(port)!.at).toBeLessThanOrEqual(at + MINUTE);
  });

  test('a search that keeps failing', () => {
    const port = after(unknown(), failedSearch(FIRST));
    expect(next(port, FIRST + SECOND).kind).toBe('wait');
    expect(next(refreshed(port, FIRST + SECOND), FIRST + SECOND).kind).toBe('search');
  });

  test('a search after which only a person could go on', () => {
    const stuck = after(
      unknown({ capabilities: { afterUnknownSend: 'ask_person' } }),
      searched(FIRST),
      searched(FIRST + 10 * MINUTE),
    );
    const port = refreshed(stuck, day(1));
    expect(next(port, day(1)).kind).toBe('search');
    const found = after(port, searched(day(1), { kind: 'found', orders: [order([shown(A, 'in_review')])] }));
    expect(attentionsOf(found)).toEqual([]);
    const absent = after(port, searched(day(1)));
    expect(attentionsOf(absent)).toMatchObject([{ cause: 'submission_unknown' }]);
    expect(next(absent, day(2)).kind).toBe('wait');
  });
});

describe('the wait before a search is never cut short', () => {
  test('before the first', () => {
    const port = refreshed(unknown(), BEGIN + MINUTE);
    expect(next(port, BEGIN + MINUTE)).toMatchObject({ kind: 'wait', until: FIRST });
  });

  test('before the second', () => {
    const port = refreshed(after(unknown(), searched(FIRST)), FIRST + MINUTE);
    expect(next(port, FIRST + MINUTE)).toMatchObject({ kind: 'wait', until: FIRST + 10 * MINUTE });
  });

  test('after a failed search succeeded and found nothing', () => {
    const port = after(unknown(), failedSearch(FIRST), searched(FIRST + MINUTE));
    expect(next(refreshed(port, FIRST + 2 * MINUTE), FIRST + 2 * MINUTE)).toMatchObject({
      kind: 'wait',
      until: FIRST + 11 * MINUTE,
    });
  });
});

test('it sends an accepted cancel again at once that could not be sent', () => {
  const asked = after(atProvider(), commanded(BEGIN, { name: 'cancel' }), commandDecided(BEGIN));
  const failed = after(asked, cancelAnswered(BEGIN, [A], aProblem()), readNothingNew(BEGIN));
  expect(next(failed, BEGIN + SECOND).kind).toBe('wait');
  const hurried = after(
    failed,
    commanded(BEGIN + SECOND, { name: 'refresh' }, { isPolled: true }),
    commandDecided(BEGIN + SECOND),
  );
  expect(next(hurried, BEGIN + SECOND).kind).toBe('cancel');
});
