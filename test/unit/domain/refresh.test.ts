import { attentionsOf } from '../../../src/domain/attentions/attentions';
import { nextClock } from '../../../src/domain/lifecycle/clocks';
import { decide } from '../../../src/domain/lifecycle/decide';
import type { Port } from '../../../src/domain/model/port';
import { HOUR, MINUTE, SECOND, type Instant } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import {
  cancelAnswered,
  commandDecided,
  commanded,
  failedRead,
  readNothingNew,
  searched,
  submissionFailed,
} from './port-events';
import {
  aDraft,
  after,
  afterCommand,
  atProvider,
  beingSent,
  decisionOf,
  withUnknownOutcome,
} from './port-under-test';
import { A, aProblem, order, shown } from './snapshots';

const FIRST = BEGIN + 10 * MINUTE;
const refreshed = (port: Port, at: Instant) => afterCommand(port, at, { name: 'refresh' });
const failedSearch = (at: Instant) =>
  ({ kind: 'search_failed', at, startedAt: at, problem: aProblem() }) as const;

test('it reads, and then it is decided', () => {
  const port = after(atProvider(), commanded(day(1)));
  expect(decide(port, day(1))).toMatchObject({
    kind: 'read',
    cause: { kind: 'command', command: 'refresh' },
  });
  expect(decide(after(port, readNothingNew(day(1))), day(1)).kind).toBe('decide_command');
});

test('where there is nothing to read it is decided at once', () => {
  const port = after(aDraft({ request: { submit: 'manual' } }), commanded(BEGIN));
  expect(decide(port, BEGIN).kind).toBe('decide_command');
});

describe('what waits to be tried again is tried at once', () => {
  test('a submission', () => {
    const delayed = after(beingSent(), submissionFailed(BEGIN, { retryAfterMs: HOUR }));
    expect(decide(delayed, BEGIN + MINUTE).kind).toBe('wait');
    expect(decide(refreshed(delayed, BEGIN + MINUTE), BEGIN + MINUTE).kind).toBe('submit');
  });

  test('a check', () => {
    const port = after(aDraft(), {
      kind: 'call_failed',
      at: BEGIN,
      startedAt: BEGIN,
      call: 'check',
      problem: aProblem({ retryAfterMs: HOUR }),
    });
    expect(decide(port, BEGIN + MINUTE).kind).toBe('wait');
    expect(decide(refreshed(port, BEGIN + MINUTE), BEGIN + MINUTE).kind).toBe('check');
  });

  test('a read', () => {
    const port = after(atProvider(), failedRead(day(1)), commanded(day(1) + SECOND));
    expect(decide(port, day(1) + SECOND).kind).toBe('read');
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
    const port = after(withUnknownOutcome(), failedSearch(FIRST));
    expect(decide(port, FIRST + SECOND).kind).toBe('wait');
    expect(decide(refreshed(port, FIRST + SECOND), FIRST + SECOND).kind).toBe('search');
  });

  test('a search after which only a person could go on', () => {
    const stuck = after(
      withUnknownOutcome({ capabilities: { afterUnknownSend: 'ask_person' } }),
      searched(FIRST),
      searched(FIRST + 10 * MINUTE),
    );
    const port = refreshed(stuck, day(1));
    expect(decide(port, day(1)).kind).toBe('search');
    const found = after(port, searched(day(1), { kind: 'found', orders: [order([shown(A, 'in_review')])] }));
    expect(attentionsOf(found)).toEqual([]);
    const absent = after(port, searched(day(1)));
    expect(attentionsOf(absent)).toMatchObject([{ cause: 'submission_unknown' }]);
    expect(decide(absent, day(2)).kind).toBe('wait');
  });
});

describe('the wait before a search is never cut short', () => {
  test('before the first', () => {
    const port = refreshed(withUnknownOutcome(), BEGIN + MINUTE);
    expect(decide(port, BEGIN + MINUTE)).toMatchObject({ kind: 'wait', until: FIRST });
  });

  test('before the second', () => {
    const port = refreshed(after(withUnknownOutcome(), searched(FIRST)), FIRST + MINUTE);
    expect(decide(port, FIRST + MINUTE)).toMatchObject({ kind: 'wait', until: FIRST + 10 * MINUTE });
  });

  test('after a failed search succeeded and found nothing', () => {
    const port = after(withUnknownOutcome(), failedSearch(FIRST), searched(FIRST + MINUTE));
    expect(decide(refreshed(port, FIRST + 2 * MINUTE), FIRST + 2 * MINUTE)).toMatchObject({
      kind: 'wait',
      until: FIRST + 11 * MINUTE,
    });
  });
});

test('it sends an accepted cancel again at once that could not be sent', () => {
  const asked = afterCommand(atProvider(), BEGIN, { name: 'cancel' });
  const failed = after(asked, cancelAnswered(BEGIN, [A], aProblem()), readNothingNew(BEGIN));
  expect(decide(failed, BEGIN + SECOND).kind).toBe('wait');
  const hurried = afterCommand(failed, BEGIN + SECOND, { name: 'refresh' }, { isPolled: true });
  expect(decide(hurried, BEGIN + SECOND).kind).toBe('cancel');
});
