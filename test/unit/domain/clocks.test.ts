import { clocksOf, nextClock } from '../../../src/domain/lifecycle/clocks';
import type { Port } from '../../../src/domain/model/port';
import { DAY, HOUR, MINUTE, SECOND, type Instant } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import { checked, failedRead, read, readNothingNew, timerFired } from './port-events';
import {
  aDraft,
  after,
  atProvider,
  itemOf,
  kindsRecorded,
  proceedOrThrow as go,
  withRejection,
} from './port-under-test';
import { A, aProblem, B, dated, focAt, focOn, shown } from './snapshots';

const clockOf = (port: Port, why: string) => clocksOf(port).find((clock) => clock.why.includes(why));
const watchOf = (port: Port) => clocksOf(port).find((clock) => clock.cause === 'watch');

describe('the watch grid', () => {
  const gridAt = (pollJitter: number, ...looks: Instant[]) => {
    const port = after(atProvider({ pollJitter }), ...looks.map((at) => readNothingNew(at)));
    return watchOf(port)?.at;
  };

  test('it begins with the submission, moved by the offset of the port', () => {
    expect(gridAt(7 * HOUR)).toBe(BEGIN + 7 * HOUR);
  });

  test('without an offset the first look is one step after the submission', () => {
    expect(gridAt(0)).toBe(day(1));
  });

  test.each([
    ['a millisecond before a tick leaves it', day(1) + 7 * HOUR - 1, day(1) + 7 * HOUR],
    ['exactly at a tick is that tick', day(1) + 7 * HOUR, day(2) + 7 * HOUR],
    ['after a tick does not move the next', day(1) + 20 * HOUR, day(2) + 7 * HOUR],
    ['after many ticks takes up the grid again', day(9) + 8 * HOUR, day(10) + 7 * HOUR],
  ])('a look %s', (_, looked, next) => {
    expect(gridAt(7 * HOUR, looked)).toBe(next);
  });

  test.each([
    ['statuses', 'a date that it cannot see may move', [dated(A, focAt(day(30)))], day(2)],
    ['statuses', 'all else it sees', [shown(A, 'submitted')], day(7)],
    ['dates', 'it sees dates too', [dated(A, focAt(day(30)))], day(7)],
  ] as const)('where a sweep shows %s: %s', (sweep, _why, items, next) => {
    const port = after(atProvider({ capabilities: { sweep } }), read(day(1), [...items]));
    expect(watchOf(port)?.at).toBe(next);
  });

  test('it runs on for a rejected number, which can become open again', () => {
    const port = withRejection();
    expect(nextClock(port)).toMatchObject({ at: day(2), cause: 'watch' });
  });

  test('it ends with the last number that the provider may do something about', () => {
    const port = after(atProvider(), read(day(1), [shown(A, 'canceled')]));
    expect(watchOf(port)).toBeUndefined();
  });
});

describe('looks after a cutover', () => {
  const FOC = day(10);
  const lookAfter = (looked: Instant, foc = focAt(FOC)) => {
    const port = after(atProvider(), read(BEGIN + HOUR, [dated(A, foc)]), readNothingNew(looked));
    return clockOf(port, 'has moved')!.at - foc.until;
  };

  test.each([
    ['before the date', FOC - DAY, HOUR],
    ['exactly at the date', FOC, HOUR],
    ['exactly at the first', FOC + HOUR, 4 * HOUR],
    ['a millisecond before the second', FOC + 4 * HOUR - 1, 4 * HOUR],
    ['exactly at the second', FOC + 4 * HOUR, DAY],
    ['exactly at the third', FOC + DAY, 2 * DAY],
    ['days later', FOC + 5 * DAY + HOUR, 6 * DAY],
  ])('after a look %s', (_, looked, next) => {
    expect(lookAfter(looked)).toBe(next);
  });

  test('a day without a time counts from its end', () => {
    const foc = focOn(FOC);
    expect(lookAfter(foc.from + 2 * HOUR, foc)).toBe(HOUR);
  });

  test('a date that arrives long past is looked at in its daily step', () => {
    const port = after(atProvider(), read(day(9), [dated(A, focAt(day(2) + HOUR))]));
    expect(clockOf(port, 'has moved')?.at).toBe(day(9) + HOUR);
  });

  test('a policy without such looks still looks every day', () => {
    const port = after(
      atProvider({ policy: { cutoverPolls: [] } }),
      read(day(9), [dated(A, focAt(day(2) + HOUR))]),
    );
    expect(clockOf(port, 'has moved')?.at).toBe(day(9) + HOUR);
  });
});

describe('the window', () => {
  const FOC = day(30);
  const NOTICE = FOC - 96 * HOUR;
  const port = after(atProvider({ pollJitter: HOUR }), read(BEGIN + HOUR, [dated(A, focAt(FOC))]));

  test('at the very instant of the notice it is read first, then told', () => {
    const looked = after(port, readNothingNew(NOTICE - 1));
    const asks = go(looked, NOTICE);
    expect(asks.step).toMatchObject({ kind: 'read', cause: { kind: 'timer' } });
    expect(kindsRecorded(looked, asks.port)).toEqual([]);
    const told = go(after(asks.port, readNothingNew(NOTICE)), NOTICE);
    expect(kindsRecorded(looked, told.port)).toEqual(['cancellation_window_closing']);
    expect(told.step).toMatchObject({ kind: 'wait' });
  });

  test('a look that ended after the notice but began before it does not count', () => {
    const looked = after(port, readNothingNew(NOTICE + SECOND, NOTICE - 1));
    expect(go(looked, NOTICE + SECOND).step.kind).toBe('read');
  });

  test('it speaks even when the look failed: silence is no excuse', () => {
    const failed = after(port, failedRead(NOTICE));
    expect(kindsRecorded(failed, go(failed, NOTICE).port)).toEqual(['cancellation_window_closing']);
  });

  test('a date that the look moves is not told of with the old one', () => {
    const moved = after(port, read(NOTICE, [dated(A, focAt(FOC + 10 * DAY))]));
    expect(kindsRecorded(moved, go(moved, NOTICE).port)).toEqual([]);
    expect(clockOf(moved, 'notice')?.at).toBe(NOTICE + 10 * DAY);
  });

  test('the numbers of one port have windows of their own', () => {
    const two = after(
      atProvider({ numbers: [A, B] }),
      read(BEGIN + HOUR, [dated(A, focAt(FOC)), dated(B, focAt(FOC + DAY))]),
    );
    const windows = clocksOf(two).filter((clock) => clock.notifies && clock.polls);
    expect(windows.map(({ at }) => at)).toEqual([NOTICE, NOTICE + DAY]);
  });
});

describe('failed calls', () => {
  test('a failed read is tried again on the steps of the policy; the last step repeats', () => {
    let port = atProvider();
    let now = BEGIN + HOUR;
    const waits = [15 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 30 * MINUTE].map(() => {
      port = after(port, failedRead(now));
      const { step } = go(port, now);
      if (step.kind !== 'wait') throw new Error(step.kind);
      const waited = step.until! - now;
      now = step.until!;
      expect(go(port, now).step.kind).toBe('read');
      return waited;
    });
    expect(waits).toEqual([15 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 30 * MINUTE]);
  });

  test('after a success the steps begin anew', () => {
    const port = after(
      atProvider(),
      failedRead(BEGIN + HOUR),
      failedRead(BEGIN + 2 * HOUR),
      readNothingNew(BEGIN + 3 * HOUR),
      failedRead(BEGIN + 4 * HOUR),
    );
    expect(nextClock(port)?.at).toBe(BEGIN + 4 * HOUR + 15 * SECOND);
  });

  test('a policy without steps does not mean at once', () => {
    const port = after(atProvider({ policy: { reread: [] } }), failedRead(BEGIN + HOUR));
    expect(nextClock(port)!.at).toBeGreaterThan(BEGIN + HOUR);
  });

  test('a failed check is tried again', () => {
    const port = after(aDraft(), {
      kind: 'call_failed',
      at: BEGIN,
      startedAt: BEGIN,
      call: 'check',
      problem: aProblem(),
    });
    const { step } = go(port, BEGIN);
    expect(step).toMatchObject({ kind: 'wait', until: BEGIN + 15 * SECOND });
    expect(go(port, BEGIN + 15 * SECOND - 1).step.kind).toBe('wait');
    expect(go(port, BEGIN + 15 * SECOND).step.kind).toBe('check');
  });

  test('a failed read after a hint about a canceled order is tried again too', () => {
    const canceled = after(atProvider(), read(day(1), [shown(A, 'canceled')]));
    const port = after(canceled, { kind: 'hinted', at: day(2) }, failedRead(day(2)));
    expect(nextClock(port)?.at).toBe(day(2) + 15 * SECOND);
    expect(go(port, day(2) + 15 * SECOND).step.kind).toBe('read');
  });
});

describe('no news', () => {
  test('after seven days without a change a person is asked, at that very instant', () => {
    const port = after(atProvider(), readNothingNew(day(6)));
    expect(clockOf(port, 'no news')?.at).toBe(day(7));
    const looked = after(port, readNothingNew(day(7) - 1));
    expect(kindsRecorded(looked, go(after(looked, timerFired(day(7) - 1)), day(7) - 1).port)).toEqual([]);
    expect(kindsRecorded(port, after(port, timerFired(day(7))))).toEqual(['attention_raised']);
  });

  test('a confirmed date is news enough', () => {
    const port = after(atProvider(), read(BEGIN + HOUR, [dated(A, focAt(day(60)))]));
    expect(clockOf(port, 'no news')).toBeUndefined();
  });
});

describe('a contradiction', () => {
  const doubted = after(
    atProvider(),
    read(day(1), [shown(A, 'canceled')]),
    read(day(2), [shown(A, 'ported')]),
  );

  test('a second look comes five minutes later', () => {
    expect(go(doubted, day(2)).step).toMatchObject({ kind: 'wait', until: day(2) + 5 * MINUTE });
    expect(go(doubted, day(2) + 5 * MINUTE).step.kind).toBe('read');
  });

  test('a second look that fails is tried again', () => {
    const failed = after(doubted, failedRead(day(2) + 5 * MINUTE));
    expect(go(failed, day(2) + 5 * MINUTE).step).toMatchObject({
      kind: 'wait',
      until: day(2) + 5 * MINUTE + 15 * SECOND,
    });
  });

  test('a second look that says nothing new of the number says the same again', () => {
    const again = after(doubted, read(day(2) + 5 * MINUTE, []));
    expect(go(again, day(2) + 5 * MINUTE).step.kind).toBe('done');
    expect(itemOf(again).status).toBe('ported');
  });
});

describe('the end of a draft', () => {
  test('a draft that is not submitted expires, at that very instant', () => {
    const port = aDraft({ request: { submit: 'manual' } });
    expect(go(port, BEGIN).step).toMatchObject({ kind: 'wait', until: day(28) });
    const reminded = go(port, day(28)).port;
    expect(kindsRecorded(port, reminded)).toEqual(['reminder']);
    expect(go(reminded, day(28)).step).toMatchObject({ kind: 'wait', until: day(30) });
    expect(go(reminded, day(30) - 1).step.kind).toBe('wait');
    // A reset may have made it forget that it was submitted.
    expect(go(reminded, day(30)).step.kind).toBe('check_reset');
    const recalled = after(reminded, { kind: 'reset_checked', at: day(30), mayHaveSubmitted: false });
    const over = go(recalled, day(30));
    expect(over.step.kind).toBe('done');
    expect(over.port.ending?.kind).toBe('draft_expired');
  });

  test('what was once submitted does not expire', () => {
    expect(clockOf(atProvider(), 'draft expires')).toBeUndefined();
  });
});

describe('the hold after the last number moved', () => {
  const held = after(
    atProvider({ numbers: [A, B], policy: { holdAfterPorted: DAY } }),
    read(day(1), [shown(A, 'ported'), shown(B, 'submitted')]),
    read(day(2), [shown(A, 'ported'), shown(B, 'ported')]),
  );

  test('the port stays open and looks once at the end', () => {
    expect(go(held, day(2)).step).toMatchObject({ kind: 'wait', until: day(3) });
    expect(go(held, day(3)).step).toMatchObject({ kind: 'read' });
    expect(go(after(held, readNothingNew(day(3))), day(3)).step.kind).toBe('done');
  });

  test('a last look that shows the same in other words does not hold it longer', () => {
    const looked = after(
      held,
      read(day(3), [shown(A, 'ported'), shown(B, 'ported')], { providerStatus: 'Completed' }),
    );
    expect(go(looked, day(3)).step.kind).toBe('done');
  });

  test('a reversal that shows meanwhile gets its second look', () => {
    const doubted = after(held, read(day(3), [shown(A, 'canceled'), shown(B, 'ported')]));
    expect(go(doubted, day(3)).step).toMatchObject({ kind: 'wait', until: day(3) + 5 * MINUTE });
    expect(itemOf(doubted).status).toBe('ported');
  });

  test('without a hold the port ends with its last number', () => {
    const port = after(atProvider(), read(day(1), [shown(A, 'ported')]));
    expect(go(port, day(1)).step.kind).toBe('done');
  });

  test('with no number that moved there is nothing to hold', () => {
    const port = after(
      aDraft({ request: { onNotPortable: 'continue_without' }, policy: { holdAfterPorted: DAY } }),
      checked(BEGIN, [], [A]),
    );
    expect(go(port, BEGIN).step.kind).toBe('done');
  });
});

test('an ended port has no clocks', () => {
  const port = after(atProvider(), {
    kind: 'ended',
    at: day(1),
    ending: { kind: 'abandoned' },
    cause: { kind: 'timer' },
  });
  expect(clocksOf(port)).toEqual([]);
});
