import { attentionsOf } from '../../../src/domain/attentions/attentions';
import { cancelToSend } from '../../../src/domain/facts/canceling';
import type { CommandOf } from '../../../src/domain/model/port-commands';
import { decide } from '../../../src/domain/lifecycle/decide';
import { phaseOf } from '../../../src/domain/facts/phase';
import type { Port } from '../../../src/domain/model/port';
import { proceed } from '../../../src/domain/lifecycle/proceed';
import { HOUR, MINUTE, SECOND, toRfc3339, type Instant } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import {
  cancelAnswered,
  checked,
  commandDecided,
  commanded,
  failedRead,
  read,
  readNothingNew,
  searched,
  submissionFailed,
  timerFired,
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
  withUnknownOutcome,
} from './port-under-test';
import { A, aProblem, B, C, dated, focAt, focOn, order, shown } from './snapshots';

/** The cutover, and the last moment for a cancel. */
const FOC = focAt(day(10));
const CANCEL_BY = day(7);

const canceled = (port: Port, at: Instant, command: Omit<CommandOf<'cancel'>, 'name'> = {}) =>
  afterCommand(port, at, { name: 'cancel', ...command });
/** All numbers have a date, and it was read at this instant. */
const withDate = (foc = FOC, readAt = day(3), given = {}) => {
  const port = atProvider({ numbers: [A, B], ...given });
  return after(port, read(readAt, [dated(A, foc), dated(B, foc)]));
};

describe('when a cancel is accepted', () => {
  test('a millisecond before the deadline it is, at the deadline it is not', () => {
    const early = withDate(FOC, CANCEL_BY - MINUTE);
    expect(decisionOf(canceled(early, CANCEL_BY - 1))).toMatchObject({ accepted: [A, B], refused: [] });
    expect(decisionOf(canceled(early, CANCEL_BY))).toMatchObject({ accepted: [], refused: [{}, {}] });
  });

  test('it is judged by when it was asked, however late it is decided', () => {
    const asked = after(
      withDate(FOC, CANCEL_BY - MINUTE),
      commanded(CANCEL_BY - 1, { name: 'cancel' }),
      commandDecided(CANCEL_BY + HOUR),
    );
    expect(decisionOf(asked).accepted).toEqual([A, B]);
  });

  test('without a date always', () => {
    const port = atProvider({ numbers: [A] });
    expect(decisionOf(canceled(port, day(100))).accepted).toEqual([A]);
  });

  test('number by number: each by its own date', () => {
    const port = after(
      atProvider({ numbers: [A, B, C] }),
      read(day(8), [dated(A, FOC), dated(B, focAt(day(30))), shown(C, 'submitted')]),
    );
    const decided = decisionOf(canceled(port, day(8)));
    expect(decided.accepted).toEqual([B, C]);
    expect(decided.refused).toMatchObject([{ number: A, code: 'cancellation_window_closed' }]);
  });

  test('only the numbers that were named, and only those that are here', () => {
    const port = canceled(withDate(), day(4), { numbers: [B, '+12125559999', B] });
    expect(decisionOf(port)).toMatchObject({
      accepted: [B],
      refused: [{ number: '+12125559999', code: 'unknown_number', allowed: [] }],
    });
    expect(itemOf(port, A).cancel).toBeUndefined();
    expect(itemOf(port, B).cancel).toEqual({ askedAt: day(4), state: 'asked' });
  });

  test('not for a number that has ended; without names the open ones are meant', () => {
    const port = after(
      atProvider({ numbers: [A, B] }),
      read(day(4), [shown(A, 'ported'), shown(B, 'submitted')]),
    );
    expect(decisionOf(canceled(port, day(4))).accepted).toEqual([B]);
    expect(decisionOf(canceled(port, day(4), { numbers: [A] }))).toMatchObject({
      accepted: [],
      refused: [{ number: A, code: 'number_ended', message: `${A} is ported already.` }],
    });
  });

  test('when all have ended, nothing is left to be canceled', () => {
    const port = after(atProvider(), read(day(4), [shown(A, 'expired')]));
    expect(decisionOf(canceled(port, day(4)))).toMatchObject({
      accepted: [],
      refused: [{ code: 'number_ended' }],
    });
  });

  test('where the window is best effort, inside it too; and it is sent', () => {
    const port = canceled(withDate(FOC, day(9), { policy: { enforcement: 'best_effort' } }), day(9));
    expect(decisionOf(port).accepted).toEqual([A, B]);
    expect(decide(port, day(9)).kind).toBe('cancel');
  });
});

describe('a day without a time', () => {
  // The day begins at `from` and may be over only 29 hours later.
  const foc = focOn(day(10));
  const readLately = (at: Instant) => withDate(foc, at - MINUTE);

  test('before cancelBy the deadline is certain', () => {
    const port = canceled(readLately(CANCEL_BY - 1), CANCEL_BY - 1, { reason: 'stays' });
    expect(entriesOf(port, 'cancel_requested')).toMatchObject([
      { numbers: [A, B], data: { reason: 'stays' } },
    ]);
    expect(entriesOf(port, 'cancel_requested')[0]!.data).not.toHaveProperty('deadline_uncertain');
  });

  test('between cancelBy and the latest moment it is sent, and said to be uncertain', () => {
    for (const at of [CANCEL_BY, CANCEL_BY + 29 * HOUR - 1]) {
      const port = canceled(readLately(at), at);
      expect(decisionOf(port).accepted).toEqual([A, B]);
      expect(entriesOf(port, 'cancel_requested')).toMatchObject([{ data: { deadline_uncertain: true } }]);
      expect(decide(port, at)).toMatchObject({ kind: 'cancel', cancel: { isWhole: true } });
    }
  });

  test('from the latest moment on it is refused', () => {
    const at = CANCEL_BY + 29 * HOUR;
    expect(decisionOf(canceled(readLately(at), at)).accepted).toEqual([]);
  });
});

describe('a date that was read long ago', () => {
  const old = withDate(FOC, CANCEL_BY - HOUR);
  const asked = after(old, commanded(CANCEL_BY, { name: 'cancel' }));

  test('one look comes first, and then it is decided', () => {
    expect(decide(asked, CANCEL_BY)).toMatchObject({
      kind: 'read',
      orderRefs: ['KW1'],
      cause: { kind: 'command', command: 'cancel', by: 'ada' },
    });
    expect(decide(after(asked, readNothingNew(CANCEL_BY + SECOND)), CANCEL_BY + SECOND).kind).toBe(
      'decide_command',
    );
  });

  test('the date has moved away: accepted', () => {
    const moved = read(CANCEL_BY + SECOND, [dated(A, focAt(day(20))), dated(B, FOC)]);
    expect(decisionOf(after(asked, moved, commandDecided(CANCEL_BY + SECOND)))).toMatchObject({
      accepted: [A],
      refused: [{ number: B }],
    });
  });

  test('the look fails: it is decided on what is known, and not looked again', () => {
    const failed = after(asked, failedRead(CANCEL_BY + SECOND));
    expect(decide(failed, CANCEL_BY + SECOND).kind).toBe('decide_command');
    expect(decisionOf(after(failed, commandDecided(CANCEL_BY + SECOND))).accepted).toEqual([]);
  });

  test('fifteen minutes are not old, and an acceptance needs no look at all', () => {
    const lately = withDate(FOC, CANCEL_BY - 15 * MINUTE);
    expect(decide(after(lately, commanded(CANCEL_BY, { name: 'cancel' })), CANCEL_BY).kind).toBe(
      'decide_command',
    );
    expect(decide(after(old, commanded(CANCEL_BY - 1, { name: 'cancel' })), CANCEL_BY - 1).kind).toBe(
      'decide_command',
    );
  });
});

describe('a refusal', () => {
  test('says until when, until which date, and what is allowed', () => {
    const [refusal] = decisionOf(canceled(withDate(FOC, day(8)), day(8), { numbers: [A] })).refused;
    expect(refusal).toMatchObject({
      number: A,
      code: 'cancellation_window_closed',
      cancelBy: toRfc3339(CANCEL_BY),
      foc: toRfc3339(FOC.from),
      allowed: ['refresh'],
    });
    expect(refusal!.message).toContain(toRfc3339(CANCEL_BY));
    expect(refusal!.message).not.toContain('ticket');
  });

  test('names the provider’s support ticket where there is one', () => {
    const port = after(atProvider(), read(day(8), [dated(A, FOC)], { supportTicket: '4711' }));
    expect(decisionOf(canceled(port, day(8))).refused[0]!.message).toContain('ticket 4711');
  });

  test('marks nothing, tells nothing and sends nothing', () => {
    const before = withDate(FOC, day(8));
    const port = canceled(before, day(8));
    expect(port.items).toEqual(before.items);
    expect(port.timeline).toEqual(before.timeline);
    expect(proceed(port, day(8)).step).not.toMatchObject({ kind: 'cancel' });
  });
});

describe('what is sent', () => {
  const parts = (port: Port, now: Instant) => {
    const step = decide(port, now);
    return step.kind === 'cancel' ? step.cancel : step.kind;
  };

  test('the whole order, when all its open numbers are included', () => {
    expect(parts(canceled(withDate(), day(4)), day(4))).toEqual({
      orderRef: 'KW1',
      isWhole: true,
      numbers: [{ phoneNumber: A }, { phoneNumber: B }],
    });
  });

  test('number by number, when others stay, with the provider’s id of each', () => {
    const port = after(
      atProvider({ numbers: [A, B] }),
      read(day(3), [dated(A, FOC, { ref: 'PU1' }), dated(B, FOC, { ref: 'PU2' })]),
    );
    expect(parts(canceled(port, day(4), { numbers: [B] }), day(4))).toEqual({
      orderRef: 'KW1',
      isWhole: false,
      numbers: [{ phoneNumber: B, ref: 'PU2' }],
    });
  });

  test('the whole order too, when the others have ended', () => {
    const port = after(atProvider({ numbers: [A, B] }), read(day(3), [shown(A, 'ported'), dated(B, FOC)]));
    expect(parts(canceled(port, day(4)), day(4))).toMatchObject({
      isWhole: true,
      numbers: [{ phoneNumber: B }],
    });
  });

  test('number by number, when another has ended and is seen alive again', () => {
    const port = after(
      atProvider({ numbers: [A, B] }),
      read(day(2), [dated(A, FOC), shown(B, 'canceled')]),
      read(day(3), [dated(A, FOC), shown(B, 'in_review')]),
    );
    expect(parts(canceled(port, day(3), { numbers: [A] }), day(3))).toMatchObject({
      isWhole: false,
      numbers: [{ phoneNumber: A }],
    });
  });

  test('never the whole order for a retry inside the window: one refusal would hit all', () => {
    const failed = after(
      canceled(withDate(), CANCEL_BY - 1),
      cancelAnswered(CANCEL_BY - 1, [A, B], aProblem()),
    );
    // The deadline has passed, which is told first.
    const told = after(failed, readNothingNew(CANCEL_BY), timerFired(CANCEL_BY + HOUR));
    expect(parts(told, CANCEL_BY + HOUR)).toMatchObject({ isWhole: false });
  });
});

describe('before the order is made', () => {
  test('a draft is out at once, and nothing is sent', () => {
    const port = canceled(after(aDraft({ numbers: [A, B] }), checked(BEGIN, [A, B])), BEGIN + MINUTE);
    expect(port.items.map(({ status }) => status)).toEqual(['canceled', 'canceled']);
    expect(decide(port, BEGIN + MINUTE)).toMatchObject({ kind: 'end', ending: { kind: 'natural' } });
  });

  test('the others still go', () => {
    const port = canceled(after(aDraft({ numbers: [A, B] }), checked(BEGIN, [A, B])), BEGIN, {
      numbers: [A],
    });
    const { step } = proceed(port, BEGIN);
    expect(step).toMatchObject({ kind: 'submit', attempt: { numbers: [B] } });
  });

  test('an attempt that waits to be sent again is withdrawn, and a new one goes without the number', () => {
    const delayed = after(beingSent({ numbers: [A, B] }), submissionFailed(BEGIN));
    const port = canceled(delayed, BEGIN + SECOND, { numbers: [A] });
    expect(port.attempts).toMatchObject([{ number: 1, state: 'withdrawn' }]);
    const { step } = proceed(port, BEGIN + SECOND);
    expect(step).toMatchObject({ kind: 'submit', attempt: { number: 2, numbers: [B] } });
  });
});

describe('while it is unknown whether the order was made', () => {
  const asked = canceled(withUnknownOutcome({ numbers: [A, B] }), BEGIN + MINUTE, { numbers: [A] });
  const found = { kind: 'found', orders: [order([shown(A, 'in_review'), shown(B, 'in_review')])] } as const;

  test('it is accepted, and nothing is sent: neither a cancel nor an order', () => {
    expect(decisionOf(asked).accepted).toEqual([A]);
    expect(itemOf(asked, A)).toMatchObject({ status: 'draft', cancel: { state: 'asked' } });
    expect(decide(asked, BEGIN + MINUTE).kind).toBe('wait');
    expect(decide(asked, BEGIN + 10 * MINUTE).kind).toBe('search');
  });

  test('found: it is canceled there', () => {
    const port = after(asked, searched(BEGIN + 10 * MINUTE, found));
    expect(decide(port, BEGIN + 10 * MINUTE)).toMatchObject({
      kind: 'cancel',
      cancel: { orderRef: 'KW1', isWhole: false, numbers: [{ phoneNumber: A }] },
    });
  });

  test('absent twice: it is out, and only the others are sent', () => {
    const port = after(asked, searched(BEGIN + 10 * MINUTE), searched(BEGIN + 20 * MINUTE));
    expect(itemOf(port, A).status).toBe('canceled');
    const checkedAgain = after(port, checked(BEGIN + 21 * MINUTE, [B]));
    const { step } = proceed(checkedAgain, BEGIN + 21 * MINUTE);
    expect(step).toMatchObject({ kind: 'submit', attempt: { number: 2, numbers: [B] } });
  });
});

describe('a cancel that is not confirmed', () => {
  const sent = after(canceled(withDate(), day(4)), cancelAnswered(day(4), [A, B]), readNothingNew(day(4)));

  test('is told at the deadline, once', () => {
    const { port } = proceed(after(sent, readNothingNew(CANCEL_BY)), CANCEL_BY);
    expect(entriesOf(port, 'cancel_not_confirmed_in_time')).toMatchObject([
      { at: CANCEL_BY, numbers: [A, B] },
    ]);
    const later = proceed(port, CANCEL_BY + HOUR);
    expect(entriesOf(later.port, 'cancel_not_confirmed_in_time')).toHaveLength(1);
  });

  test('is told again when another date has a deadline of its own', () => {
    const { port } = proceed(after(sent, readNothingNew(CANCEL_BY)), CANCEL_BY);
    const moved = after(
      port,
      read(CANCEL_BY + HOUR, [dated(A, focAt(day(20))), dated(B, FOC)]),
      cancelAnswered(CANCEL_BY + HOUR, [A]),
    );
    const later = proceed(after(moved, readNothingNew(day(17)), cancelAnswered(day(17), [A])), day(17));
    expect(entriesOf(later.port, 'cancel_not_confirmed_in_time')).toMatchObject([
      { at: CANCEL_BY, numbers: [A, B] },
      { at: day(17), numbers: [A] },
    ]);
  });

  test('wakes the port for it', () => {
    const canceling = after(sent, read(day(6.5), [shown(A, 'canceling'), shown(B, 'canceling')]));
    expect(decide(canceling, day(6.5))).toMatchObject({ kind: 'wait', until: CANCEL_BY });
  });

  test('is not told when it was confirmed', () => {
    const confirmed = after(sent, read(day(5), [shown(A, 'canceled'), shown(B, 'canceled')]));
    const { port } = proceed(confirmed, CANCEL_BY);
    expect(entriesOf(port, 'cancel_not_confirmed_in_time')).toEqual([]);
  });

  test('ends as the provider says: ported', () => {
    const port = after(sent, read(FOC.from, [shown(A, 'ported'), shown(B, 'canceled')]));
    const ended = proceed(port, FOC.from).port;
    expect(phaseOf(ended)).toBe('completed');
  });
});

test('a port of which everything is on its way out says so, and asks for nothing', () => {
  const port = canceled(withDate(), day(4));
  expect(phaseOf(port)).toBe('canceling');
  expect(attentionsOf(port)).toEqual([]);
});

describe('a provider that cancels whole orders only', () => {
  const given = { numbers: [A, B], capabilities: { cancel: 'order' } } as const;
  const cancelled = (numbers?: readonly string[]) =>
    afterCommand(
      atProvider(given),
      day(1),
      { name: 'cancel', ...(numbers && { numbers }) },
      { isResetChecked: true },
    );

  test('takes no number out of an order alone, and says which go along', () => {
    expect(decisionOf(cancelled([A]))).toMatchObject({
      accepted: [],
      refused: [{ number: A, code: 'not_supported', message: expect.stringContaining(B) as string }],
    });
  });

  test('takes all of them together', () => {
    const port = cancelled();
    expect(decisionOf(port)).toMatchObject({ accepted: [A, B], refused: [] });
    expect(cancelToSend(port, day(1))).toMatchObject({ isWhole: true });
  });

  test('takes the last one of an order whose others are over', () => {
    const port = after(
      atProvider(given),
      read(day(1), [shown(B, 'ported')]),
      commanded(day(2), { name: 'cancel', numbers: [A] }, { isResetChecked: true }),
      commandDecided(day(2)),
    );
    expect(decisionOf(port)).toMatchObject({ accepted: [A], refused: [] });
  });
});
