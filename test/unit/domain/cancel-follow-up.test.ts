import { attentionsOf } from '../../../src/domain/attentions/attentions';
import { decide } from '../../../src/domain/lifecycle/decide';
import { outcomesOf } from '../../../src/domain/facts/outcome';
import { phaseOf } from '../../../src/domain/facts/phase';
import type { Port } from '../../../src/domain/model/port';
import { DAY, HOUR, MINUTE, SECOND, type Instant } from '../../../src/domain/model/time';
import { day } from './instants';
import { cancelAnswered, failedRead, read, readNothingNew } from './port-events';
import {
  after,
  afterCommand,
  atProvider,
  decisionOf,
  entriesOf,
  type Given,
  itemOf,
  kindsRecorded,
  proceeded,
  proceedOrThrow,
} from './port-under-test';
import { A, aProblem, B, dated, focAt, shown } from './snapshots';

const causes = (port: Port) => attentionsOf(port).map(({ cause }) => cause);

/** A moves on day 20 and can be canceled until day 17; its cancel was accepted on day 4, and the provider took it. */
const FOC = focAt(day(20));
const CANCEL_BY = day(17);
const withDate = (given: Given = {}) => after(atProvider(given), read(day(1), [dated(A, FOC)]));
const taken = (given: Given = {}) =>
  after(
    afterCommand(withDate(given), day(4), { name: 'cancel' }),
    cancelAnswered(day(4), [A]),
    readNothingNew(day(4)),
  );
const sends = { kind: 'cancel', cancel: { orderRef: 'KW1', numbers: [{ phoneNumber: A }] } };

describe('a cancel that the provider took and does not carry out', () => {
  test('is not sent again before the provider has had four hours', () => {
    expect(decide(taken(), day(4)).kind).toBe('wait');
    expect(decide(after(taken(), readNothingNew(day(4) + HOUR)), day(4) + HOUR).kind).toBe('wait');
  });

  test('is looked at then, and sent again', () => {
    const port = taken();
    expect(decide(port, day(4))).toMatchObject({ kind: 'wait', until: day(4) + 4 * HOUR });
    expect(decide(port, day(4) + 4 * HOUR).kind).toBe('read');
    expect(decide(after(port, readNothingNew(day(4) + 4 * HOUR)), day(4) + 4 * HOUR)).toMatchObject(sends);
  });

  test('is sent again and again until the window closes, at most once a day, and never after', () => {
    let port = taken();
    const sentAt: Instant[] = [];
    for (let now = day(4); now < day(19); now += HOUR) {
      port = proceeded(after(port, readNothingNew(now)), now);
      if (decide(port, now).kind !== 'cancel') continue;
      sentAt.push(now);
      port = after(port, cancelAnswered(now, [A]));
    }
    expect(sentAt.slice(0, 3)).toEqual([day(4) + 4 * HOUR, day(4) + 12 * HOUR, day(4) + 28 * HOUR]);
    expect(sentAt.length).toBeGreaterThan(10);
    expect(sentAt.length).toBeLessThan(20);
    expect(Math.max(...sentAt)).toBeLessThan(CANCEL_BY);
  });

  test('is sent again at once when the provider had begun to cancel, and takes that back', () => {
    const canceling = after(taken(), read(day(5), [shown(A, 'canceling', { foc: FOC })]));
    expect(decide(canceling, day(5)).kind).toBe('wait');
    expect(decide(after(canceling, read(day(6), [dated(A, FOC)])), day(6))).toMatchObject(sends);
  });

  test('is sent again when a canceled number becomes open again', () => {
    const canceled = after(
      atProvider({ numbers: [A, B] }),
      read(day(1), [dated(A, FOC), shown(B, 'submitted')]),
    );
    const port = after(
      afterCommand(canceled, day(4), { name: 'cancel', numbers: [A] }),
      cancelAnswered(day(4), [A]),
      read(day(5), [shown(A, 'canceled')]),
      read(day(7), [dated(A, FOC)]),
      readNothingNew(day(7) + 5 * MINUTE),
    );
    expect(decide(port, day(7) + 5 * MINUTE)).toMatchObject(sends);
    expect(causes(port)).toContain('cancel_unconfirmed');
  });

  test('is sent again when a person asks again', () => {
    const again = afterCommand(taken(), day(4) + HOUR, { name: 'cancel' });
    expect(decisionOf(again).accepted).toEqual([A]);
    expect(decide(again, day(4) + HOUR)).toMatchObject(sends);
  });

  test('is sent again when the port is abandoned', () => {
    const port = afterCommand(after(taken(), readNothingNew(day(4) + HOUR)), day(4) + HOUR, {
      name: 'abandon',
    });
    const asked = after(port, { kind: 'reset_checked', at: day(4) + HOUR, mayHaveSubmitted: false });
    expect(decide(asked, day(4) + HOUR)).toMatchObject(sends);
  });

  test('is not pushed while the provider says that it is canceling', () => {
    const canceling = after(taken(), read(day(5), [shown(A, 'canceling', { foc: FOC })]));
    expect(decide(afterCommand(canceling, day(5) + HOUR, { name: 'cancel' }), day(5) + HOUR).kind).toBe(
      'wait',
    );
  });
});

describe('a person is asked about a cancel that is not confirmed', () => {
  test('four hours after the provider took it, when it shows nothing of it', () => {
    expect(attentionsOf(after(taken(), readNothingNew(day(4) + 4 * HOUR - SECOND)))).toEqual([]);
    const port = after(taken(), readNothingNew(day(4) + 4 * HOUR));
    expect(attentionsOf(port)).toMatchObject([
      {
        cause: 'cancel_unconfirmed',
        numbers: [A],
        since: day(4) + 4 * HOUR,
        message: expect.stringContaining('2026-03-19T15:00:00') as string,
      },
    ]);
  });

  test('a day before it is too late, when it says that it is canceling', () => {
    const canceling = after(taken(), read(day(5), [shown(A, 'canceling', { foc: FOC })]));
    expect(attentionsOf(canceling)).toEqual([]);
    expect(causes(after(canceling, readNothingNew(CANCEL_BY - DAY - SECOND)))).not.toContain(
      'cancel_unconfirmed',
    );
    expect(causes(after(canceling, readNothingNew(CANCEL_BY - DAY)))).toContain('cancel_unconfirmed');
  });

  test('at the deadline also when no answer of the provider came at all', () => {
    const asked = afterCommand(withDate(), CANCEL_BY - MINUTE, { name: 'cancel' });
    const port = after(
      asked,
      cancelAnswered(CANCEL_BY - MINUTE, [A], aProblem()),
      failedRead(CANCEL_BY),
      cancelAnswered(CANCEL_BY, [A], aProblem()),
    );
    expect(causes(port)).toContain('cancel_unconfirmed');
    expect(entriesOf(proceeded(port, CANCEL_BY), 'cancel_not_confirmed_in_time')).toHaveLength(1);
  });

  test('though the provider cannot be read: a warning may be given blind', () => {
    const port = taken();
    expect(decide(port, day(4) + 4 * HOUR).kind).toBe('read');
    expect(causes(after(port, failedRead(day(4) + 4 * HOUR)))).toEqual(['read_failed', 'cancel_unconfirmed']);
  });

  test('a cancel that is accepted after the safe time is no late one at once', () => {
    const bestEffort = withDate({ policy: { enforcement: 'best_effort' } });
    const at = CANCEL_BY + HOUR;
    const port = afterCommand(after(bestEffort, readNothingNew(at)), at, { name: 'cancel' });
    const known = proceeded(
      after(
        port,
        { kind: 'reset_checked', at, mayHaveSubmitted: false },
        cancelAnswered(at, [A]),
        readNothingNew(at),
      ),
      at,
    );
    expect(entriesOf(known, 'cancel_requested')).toMatchObject([{ data: { inside_window: true } }]);
    expect(entriesOf(known, 'cancel_not_confirmed_in_time')).toEqual([]);
    expect(causes(known)).not.toContain('cancel_unconfirmed');
    expect(causes(after(known, readNothingNew(at + 15 * MINUTE)))).toContain('cancel_unconfirmed');
  });

  test('not any more when it was confirmed', () => {
    const port = after(taken(), readNothingNew(day(5)), cancelAnswered(day(5)));
    expect(causes(port)).toEqual(['cancel_unconfirmed']);
    expect(attentionsOf(after(port, read(day(6), [shown(A, 'canceled')])))).toEqual([]);
  });
});

describe('a number that ports against a cancel', () => {
  const against = after(taken(), read(day(20), [shown(A, 'ported')]));

  test('is told, and stands in the outcome; the port is completed all the same', () => {
    expect(kindsRecorded(taken(), against)).toContain('ported_against_cancel');
    const { port } = proceedOrThrow(against, day(20));
    expect(phaseOf(port)).toBe('completed');
    expect(outcomesOf(port)).toEqual([{ phoneNumber: A, outcome: 'ported', againstCancel: true }]);
  });

  test('not where the provider had refused the cancel', () => {
    const refused = after(
      afterCommand(withDate(), day(4), { name: 'cancel' }),
      cancelAnswered(day(4), [A], aProblem({ outcome: 'refused' })),
      read(day(20), [shown(A, 'ported')]),
    );
    expect(entriesOf(refused, 'ported_against_cancel')).toEqual([]);
    expect(outcomesOf(refused)).toEqual([{ phoneNumber: A, outcome: 'ported' }]);
  });
});

describe('a person settles a number whose cancel is not sent yet', () => {
  const waiting = after(
    afterCommand(withDate(), day(4), { name: 'cancel' }),
    cancelAnswered(day(4), [A], aProblem()),
    readNothingNew(day(4)),
  );
  const settled = (as: 'canceled' | 'ported') =>
    afterCommand(waiting, day(4) + SECOND, { name: 'settle', numbers: [A], as, evidence: 'a call' });

  test('as canceled: the cancel is sent all the same, before the port ends', () => {
    const port = settled('canceled');
    expect(decide(port, day(4) + SECOND).kind).toBe('wait');
    expect(decide(port, day(4) + 15 * SECOND)).toMatchObject(sends);
  });

  test('as ported: the cancel is withdrawn, and that is told', () => {
    const port = settled('ported');
    expect(entriesOf(port, 'cancel_withdrawn')).toMatchObject([{ numbers: [A], data: { as: 'ported' } }]);
    expect(decide(port, day(4) + 15 * SECOND).kind).toBe('end');
  });
});

test('a cancel that fails waits for a quarter of the time to its deadline at most, and for five minutes at most', () => {
  const retryAt = (at: Instant) => {
    const asked = afterCommand(withDate(), at, { name: 'cancel' });
    const port = after(asked, cancelAnswered(at, [A], aProblem({ retryAfterMs: DAY })));
    return (itemOf(port).cancel?.failure?.retryAt ?? 0) - at;
  };
  expect(retryAt(day(4))).toBe(5 * MINUTE);
  expect(retryAt(CANCEL_BY - 8 * MINUTE)).toBe(2 * MINUTE);
  expect(retryAt(CANCEL_BY - SECOND)).toBe(SECOND);
});
