import { decide } from '../../../src/domain/lifecycle/decide';
import type { Port } from '../../../src/domain/model/port';
import type { CommandOf } from '../../../src/domain/model/port-commands';
import { HOUR, MINUTE, type Instant } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import {
  cancelAnswered,
  checked,
  commanded,
  read,
  readNothingNew,
  reviewed,
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
  entriesOf,
  itemOf,
  withRejection,
  withUnknownOutcome,
} from './port-under-test';
import { A, B, dated, focAt, order, shown } from './snapshots';

const FOC = focAt(day(10));
const resubmitted = (port: Port, at: Instant, command: Omit<CommandOf<'resubmit'>, 'name'> = {}) =>
  afterCommand(port, at, { name: 'resubmit', ...command });

describe('what can be submitted again', () => {
  test.each(['rejected', 'not_portable', 'expired', 'canceled', 'in_review', 'submitted'] as const)(
    'a number that reads %s',
    (status) => {
      const port = resubmitted(after(atProvider(), read(day(1), [shown(A, status)])), day(1), {
        numbers: [A],
      });
      expect(decisionOf(port)).toMatchObject({ accepted: [A], refused: [] });
      expect(port.items).toMatchObject([
        { attempt: 1, status, superseded: { at: day(1), status } },
        { attempt: 2, status: 'draft', phoneNumber: A },
      ]);
      expect(port.items[1]).not.toHaveProperty('orderRef');
    },
  );

  test('a number that the check refused is checked again', () => {
    const held = after(aDraft({ numbers: [A, B] }), checked(BEGIN, [A], [B]));
    const port = after(resubmitted(held, day(1)), reviewed(day(1)));
    expect(decisionOf(port).accepted).toEqual([B]);
    expect(decide(port, day(1))).toEqual({ kind: 'check', numbers: [A, B] });
  });

  test('a number whose submission was refused: nothing is canceled, there was no order', () => {
    const refused = after(beingSent(), submissionFailed(BEGIN, { outcome: 'refused' }));
    const port = after(resubmitted(refused, day(1)), reviewed(day(1)));
    expect(port.items[0]).not.toHaveProperty('cancel');
    expect(decide(port, day(1))).toEqual({ kind: 'check', numbers: [A] });
  });

  test('without names: those that wait for a person, and only those', () => {
    const port = withRejection({ numbers: [A, B] });
    expect(decisionOf(resubmitted(port, day(1)))).toMatchObject({ accepted: [A], refused: [] });
  });

  test('without names, and none waits: it says so', () => {
    expect(decisionOf(resubmitted(atProvider(), day(1)))).toMatchObject({
      accepted: [],
      refused: [{ code: 'nothing_to_resubmit', allowed: ['refresh', 'cancel'] }],
    });
  });

  test('an expired number has nothing to cancel: the new order goes out at once', () => {
    const port = resubmitted(after(atProvider(), read(day(1), [shown(A, 'expired')])), day(1));
    expect(port.items[0]).not.toHaveProperty('cancel');
    expect(decide(port, day(1))).toEqual({ kind: 'review' });
    expect(decide(after(port, reviewed(day(1))), day(1))).toEqual({ kind: 'check', numbers: [A] });
  });

  test.each(['canceled', 'expired'] as const)(
    'a number that reads %s after its date was near is outside every window',
    (status) => {
      const port = after(atProvider(), read(day(1), [dated(A, FOC)]), read(day(9), [shown(A, status)]));
      expect(decisionOf(resubmitted(port, day(9)))).toMatchObject({ accepted: [A], refused: [] });
    },
  );
});

describe('what cannot', () => {
  const refusal = (
    port: Port,
    at: Instant,
    command: Omit<CommandOf<'resubmit'>, 'name'> = { numbers: [A] },
  ) => decisionOf(resubmitted(port, at, command)).refused[0];

  test.each(['ported', 'reversed'] as const)('a number that is %s', (status) => {
    const port = after(
      atProvider({ numbers: [A, B] }),
      read(day(1), [shown(A, status), shown(B, 'submitted')]),
    );
    expect(refusal(port, day(1))).toMatchObject({ number: A, code: 'number_ended', allowed: [] });
  });

  test('a draft', () => {
    expect(refusal(aDraft(), BEGIN)).toMatchObject({ code: 'not_submitted_yet' });
  });

  test('a number that is being canceled', () => {
    const port = afterCommand(atProvider(), day(1), { name: 'cancel' });
    expect(refusal(port, day(1))).toMatchObject({ code: 'being_canceled' });
  });

  test('a number that is not here; the others are accepted', () => {
    const port = withRejection();
    expect(decisionOf(resubmitted(port, day(1), { numbers: ['+12125559999', A] }))).toMatchObject({
      accepted: [A],
      refused: [{ number: '+12125559999', code: 'unknown_number' }],
    });
  });

  test('anything while a submission waits to be tried again, and a ready one', () => {
    const delayed = after(beingSent(), submissionFailed(BEGIN));
    for (const port of [beingSent(), delayed])
      expect(refusal(port, BEGIN)).toMatchObject({ code: 'submission_in_flight' });
  });

  test('a date before its window: accepted; inside: refused, with the dates', () => {
    const port = after(atProvider(), read(day(7) - MINUTE, [dated(A, FOC)]));
    expect(decisionOf(resubmitted(port, day(7) - 1, { numbers: [A] })).accepted).toEqual([A]);
    expect(refusal(port, day(7))).toMatchObject({
      code: 'cancellation_window_closed',
      foc: '2026-03-12T15:00:00.000Z',
    });
  });

  test('inside a window by a date read long ago: one look first', () => {
    const port = after(
      atProvider(),
      read(day(6), [dated(A, FOC)]),
      commanded(day(7), { name: 'resubmit', numbers: [A] }),
    );
    expect(decide(port, day(7)).kind).toBe('read');
    expect(decide(after(port, readNothingNew(day(7))), day(7)).kind).toBe('decide_command');
  });

  test('nothing is marked or told', () => {
    const port = after(atProvider(), read(day(8), [dated(A, FOC)]));
    const refused = resubmitted(port, day(8), { numbers: [A] });
    expect(refused.items).toEqual(port.items);
    expect(refused.timeline).toEqual(port.timeline);
  });
});

describe('after an unknown submission', () => {
  const stuck = after(
    withUnknownOutcome({ capabilities: { afterUnknownSend: 'ask_person' }, numbers: [A, B] }),
    searched(BEGIN + 10 * MINUTE),
    searched(BEGIN + 20 * MINUTE),
  );

  test('while the provider is searched it cannot be confirmed', () => {
    const port = resubmitted(withUnknownOutcome(), BEGIN + MINUTE, { confirm: true });
    expect(decisionOf(port)).toMatchObject({ accepted: [], refused: [{ code: 'submission_in_flight' }] });
  });

  test('without confirm it says what to do', () => {
    expect(decisionOf(resubmitted(stuck, day(1)))).toMatchObject({
      accepted: [],
      refused: [
        { code: 'submission_unknown', allowed: expect.arrayContaining(['resubmit', 'settle']) as string[] },
      ],
    });
  });

  test('with confirm its numbers are checked and go out again, as a new attempt', () => {
    const port = resubmitted(stuck, day(1), { confirm: true });
    expect(decisionOf(port).accepted).toEqual([A, B]);
    expect(port.attempts).toMatchObject([{ number: 1, state: 'lost' }]);
    expect(decide(port, day(1))).toEqual({ kind: 'check', numbers: [A, B] });
    expect(entriesOf(port, 'resubmitted')).toMatchObject([{ data: { confirmed: true } }]);
  });

  test('with confirm, what was canceled meanwhile is out', () => {
    const canceled = afterCommand(stuck, day(1), { name: 'cancel', numbers: [A] });
    const port = resubmitted(canceled, day(2), { confirm: true });
    expect(itemOf(port, A).status).toBe('canceled');
    expect(decide(port, day(2))).toEqual({ kind: 'check', numbers: [B] });
  });
});

describe('attempt after attempt', () => {
  const rejectedIn = (port: Port, at: Instant, ref: string) =>
    after(port, {
      ...read(at, [shown(A, 'rejected')], { ref }),
    });

  test('each has an order of its own, and the number is in the newest', () => {
    let port = rejectedIn(atProvider(), day(1), 'KW1');
    for (const count of [2, 3, 4]) {
      const at = day(count);
      const [before, ref] = [`KW${String(count - 1)}`, `KW${String(count)}`];
      port = after(
        resubmitted(port, at),
        reviewed(at),
        cancelAnswered(at, [A]),
        read(at, [shown(A, 'canceled')], { ref: before }),
        checked(at, [A]),
        { kind: 'attempt_began', at },
        { kind: 'submitted', at, orders: [order([shown(A, 'in_review')], { ref })] },
      );
      expect(decisionOf(port).accepted).toEqual([A]);
      port = rejectedIn(port, at + HOUR, ref);
    }
    expect(port.items.map(({ attempt, orderRef, status }) => [attempt, orderRef, status])).toEqual([
      [1, 'KW1', 'canceled'],
      [2, 'KW2', 'canceled'],
      [3, 'KW3', 'canceled'],
      [4, 'KW4', 'rejected'],
    ]);
    expect(port.attempts.map(({ number, state, orderRefs }) => [number, state, orderRefs])).toEqual([
      [1, 'sent', ['KW1']],
      [2, 'sent', ['KW2']],
      [3, 'sent', ['KW3']],
      [4, 'sent', ['KW4']],
    ]);
  });

  test('each keeps what it sent: numbers, wish and documents', () => {
    const port = withRejection({ request: { documents: [{ type: 'utility_bill', providerId: 'RD1' }] } });
    const dateChanged = afterCommand(port, day(1), { name: 'changeDate', schedule: { date: '2026-05-01' } });
    const again = after(
      resubmitted(dateChanged, day(1)),
      reviewed(day(1)),
      read(day(2), [shown(A, 'canceled')]),
      checked(day(2), [A]),
      { kind: 'attempt_began', at: day(2) },
    );
    expect(again.attempts).toMatchObject([
      { schedule: { date: 'asap' }, documents: ['RD1'] },
      { schedule: { date: '2026-05-01' }, documents: ['RD1'] },
    ]);
  });
});
