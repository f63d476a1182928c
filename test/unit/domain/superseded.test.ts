import { datesOf } from '../../../src/contract/view';
import { attentionsOf, answerableAttentionsOf } from '../../../src/domain/attentions/attentions';
import { decide } from '../../../src/domain/lifecycle/decide';
import { outcomesOf } from '../../../src/domain/facts/outcome';
import { phaseOf } from '../../../src/domain/facts/phase';
import { currentItems } from '../../../src/domain/facts/items';
import { HOUR, MINUTE, type Instant } from '../../../src/domain/model/time';
import { day } from './instants';
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
  after,
  afterCommand,
  atProvider,
  decisionOf,
  entriesOf,
  type Given,
  proceeded,
  proceedOrThrow,
  withRejection,
} from './port-under-test';
import { A, aProblem, B, dated, focAt, order, shown } from './snapshots';

/** A was rejected on day 1 and resubmitted at once; its old order is to be canceled. B, where there is one, does well. */
const resubmitted = (given: Given = {}) =>
  after(afterCommand(withRejection(given), day(1), { name: 'resubmit', numbers: [A] }), reviewed(day(1)));
/** The same, and the provider took the cancel. */
const canceling = (given: Given = {}) =>
  after(resubmitted(given), cancelAnswered(day(1), [A]), readNothingNew(day(1)));
/** The same, and 48 h later the old order still does not read final. */
const overdue = (given: Given = {}) => after(canceling(given), readNothingNew(day(3)));
/** A person confirmed that the old order is dead, and the new order is at the provider. */
const replaced = (given: Given = {}) =>
  after(
    afterCommand(overdue(given), day(3), { name: 'resubmit', numbers: [A], supersede: true }),
    reviewed(day(3)),
    checked(day(3), [A]),
    { kind: 'attempt_began', at: day(3) },
    { kind: 'submitted', at: day(3), orders: [order([shown(A, 'in_review')], { ref: 'KW2' })] },
  );
/** What the provider shows of the old order and of the new one. */
const readBoth = (at: Instant, old: Parameters<typeof order>[0], fresh: Parameters<typeof order>[0]) => ({
  kind: 'read' as const,
  at,
  startedAt: at,
  orderRefs: ['KW1', 'KW2'],
  cause: { kind: 'watch' as const },
  result: {
    kind: 'changed' as const,
    digest: `both at ${String(at)}`,
    orders: [order(old), order(fresh, { ref: 'KW2' })],
  },
});

describe('the new order waits for the old one', () => {
  test('the old number is canceled, beside a sibling that does well: number by number', () => {
    expect(decide(resubmitted({ numbers: [A, B] }), day(1))).toMatchObject({
      kind: 'cancel',
      cancel: { orderRef: 'KW1', isWhole: false, numbers: [{ phoneNumber: A }] },
    });
  });

  test('nothing is sent while the old one reads open', () => {
    const port = canceling();
    expect(phaseOf(port)).toBe('submitting');
    expect(decide(port, day(1) + HOUR).kind).toBe('wait');
    const still = after(port, read(day(2), [shown(A, 'canceling')]));
    expect(decide(still, day(2)).kind).toBe('wait');
  });

  test('it goes out as soon as the old one reads canceled', () => {
    const port = after(canceling(), read(day(2), [shown(A, 'canceled')]));
    expect(decide(port, day(2))).toEqual({ kind: 'check', numbers: [A] });
    const ready = proceeded(after(port, checked(day(2), [A])), day(2));
    expect(decide(ready, day(2))).toMatchObject({ kind: 'submit', attempt: { number: 2, numbers: [A] } });
  });

  test('after 48 h the provider is looked at once more, and then a person is asked', () => {
    const port = canceling();
    const looked = after(port, readNothingNew(day(2)));
    // The provider took the cancel and does not carry it out: it is told again.
    expect(decide(looked, day(2))).toMatchObject({ kind: 'cancel', cancel: { orderRef: 'KW1' } });
    const again = after(looked, cancelAnswered(day(2), [A]), readNothingNew(day(2)));
    expect(decide(again, day(3)).kind).toBe('read');
    expect(attentionsOf(again)).toEqual([]);
    const blocked = after(again, readNothingNew(day(3)), cancelAnswered(day(3), [A]), readNothingNew(day(3)));
    expect(attentionsOf(blocked)).toMatchObject([
      {
        cause: 'supersede_blocked',
        numbers: [A],
        since: day(3),
        message: expect.stringContaining('KW1') as string,
      },
    ]);
    expect(phaseOf(blocked)).toBe('action_required');
    expect(decide(blocked, day(3) + HOUR).kind).toBe('wait');
  });

  test.each([
    ['a person who confirms', [A]],
    ['who names no number', undefined],
  ])('%s too early hears until when to wait', (_, numbers) => {
    const named = numbers === undefined ? {} : { numbers };
    const port = afterCommand(canceling(), day(2), { name: 'resubmit', ...named, supersede: true });
    expect(decisionOf(port)).toMatchObject({
      accepted: [],
      refused: [
        { number: A, code: 'supersede_too_early', message: expect.stringContaining('2026-03-05') as string },
      ],
    });
  });

  test('a person who confirms after 48 h is not sent away because the last look was before', () => {
    const port = after(canceling(), read(day(2), [shown(A, 'canceling')]));
    const asked = after(port, commanded(day(3) + 1, { name: 'resubmit', numbers: [A], supersede: true }));
    expect(decide(asked, day(3) + 1).kind).toBe('read');
  });

  test('a person confirms after 48 h, and the new order goes out', () => {
    const port = afterCommand(overdue(), day(3), { name: 'resubmit', supersede: true });
    expect(decisionOf(port).accepted).toEqual([A]);
    expect(attentionsOf(port)).toEqual([]);
    const canceledAtProvider = after(port, cancelAnswered(day(3), [A]), readNothingNew(day(3)));
    const checkedAgain = after(canceledAtProvider, reviewed(day(3)), checked(day(3), [A]));
    expect(decide(proceeded(checkedAgain, day(3)), day(3))).toMatchObject({
      kind: 'submit',
      attempt: { number: 2, numbers: [A] },
    });
  });

  test('a refused cancel asks the person at once', () => {
    const port = after(
      resubmitted(),
      cancelAnswered(day(1), [A], aProblem({ outcome: 'refused' })),
      readNothingNew(day(1)),
    );
    expect(attentionsOf(port)).toMatchObject([{ cause: 'supersede_blocked', numbers: [A] }]);
    expect(answerableAttentionsOf(port)[0]!.commands).toContain('resubmit');
    expect(decisionOf(afterCommand(port, day(1), { name: 'resubmit', supersede: true })).accepted).toEqual([
      A,
    ]);
  });

  test('a blocked number does not hold another one that is free', () => {
    const port = after(
      atProvider({ numbers: [A, B] }),
      read(day(1), [shown(A, 'rejected'), shown(B, 'rejected')]),
    );
    const both = after(
      afterCommand(port, day(1), { name: 'resubmit' }),
      reviewed(day(1)),
      cancelAnswered(day(1), [A, B]),
      read(day(2), [shown(A, 'canceling'), shown(B, 'canceled')]),
    );
    expect(decide(both, day(2)).kind).toBe('wait');
    const later = after(both, readNothingNew(day(3)));
    expect(decide(later, day(3))).toEqual({ kind: 'check', numbers: [B] });
  });

  test('an old one that reads alive again, before a second look settles it, holds the new order', () => {
    const port = after(
      canceling(),
      read(day(2), [shown(A, 'canceled')]),
      read(day(2) + MINUTE, [shown(A, 'in_review')]),
    );
    expect(decide(port, day(2) + MINUTE)).not.toMatchObject({ kind: 'check' });
  });
});

describe('where only the support of the provider can close the old order', () => {
  const byTicket = { capabilities: { cancel: 'ticket' as const } };
  const rejected = withRejection(byTicket);

  test('there is no wait for it to say so: the person is asked at once', () => {
    const port = resubmitted(byTicket);
    expect(attentionsOf(port)).toMatchObject([
      {
        cause: 'supersede_blocked',
        numbers: [A],
        since: day(1),
        message: expect.stringContaining("KW1, which only the provider's support can close") as string,
      },
    ]);
    expect(decide(port, day(1))).not.toMatchObject({ kind: 'check' });
    const confirmed = afterCommand(port, day(1) + HOUR, { name: 'resubmit', supersede: true });
    expect(decisionOf(confirmed)).toMatchObject({ accepted: [A], refused: [] });
    expect(attentionsOf(confirmed)).toEqual([]);
    expect(decide(after(confirmed, reviewed(day(1))), day(1) + HOUR)).toEqual({
      kind: 'check',
      numbers: [A],
    });
  });

  test('a person who has closed it says so with the resubmit, and the new order goes out', () => {
    const port = afterCommand(rejected, day(1), { name: 'resubmit', numbers: [A], supersede: true });
    expect(decisionOf(port)).toMatchObject({ accepted: [A], refused: [] });
    expect(attentionsOf(port)).toEqual([]);
    expect(decide(after(port, reviewed(day(1))), day(1))).toEqual({ kind: 'check', numbers: [A] });
  });

  test('it goes out by itself when the old one reads canceled', () => {
    const port = after(resubmitted(byTicket), read(day(2), [shown(A, 'canceled')]));
    expect(attentionsOf(port)).toEqual([]);
    expect(decide(port, day(2))).toEqual({ kind: 'check', numbers: [A] });
  });

  test('elsewhere the old order has to be canceled first: to vouch for it at once is refused', () => {
    const usual = withRejection();
    const port = afterCommand(usual, day(1), { name: 'resubmit', numbers: [A], supersede: true });
    expect(decisionOf(port)).toMatchObject({
      accepted: [],
      refused: [{ number: A, code: 'supersede_too_early', allowed: ['resubmit', 'cancel'] }],
    });
  });
});

describe('an old order that moves the number all the same', () => {
  test('is adopted before the new order is sent: nothing is sent', () => {
    const port = after(canceling(), read(day(2), [shown(A, 'ported')]));
    expect(entriesOf(port, 'anomaly')).toMatchObject([
      { numbers: [A], data: { from: 'rejected', to: 'ported' } },
    ]);
    const ended = proceedOrThrow(port, day(2));
    expect(ended.step.kind).toBe('done');
    expect(phaseOf(ended.port)).toBe('completed');
    expect(outcomesOf(ended.port)).toEqual([{ phoneNumber: A, outcome: 'ported' }]);
  });

  test('is adopted after the new one was sent, and that one is canceled', () => {
    const port = after(replaced(), readBoth(day(4), [shown(A, 'ported')], [shown(A, 'submitted')]));
    expect(currentItems(port)).toMatchObject([{ phoneNumber: A, orderRef: 'KW1', status: 'ported' }]);
    expect(decide(port, day(4))).toMatchObject({
      kind: 'cancel',
      cancel: { orderRef: 'KW2', numbers: [{ phoneNumber: A }] },
    });
    const made = after(port, cancelAnswered(day(4), [A], undefined, 'KW2'), readNothingNew(day(4)));
    expect(decide(made, day(4))).toMatchObject({ kind: 'end', ending: { kind: 'natural' } });
  });

  test('withdraws a submission that waits to be tried again', () => {
    const port = after(
      afterCommand(overdue(), day(3), { name: 'resubmit', supersede: true }),
      reviewed(day(3)),
      checked(day(3), [A]),
      { kind: 'attempt_began', at: day(3) },
      submissionFailed(day(3)),
      read(day(3) + 1, [shown(A, 'ported')]),
    );
    expect(port.attempts.at(-1)).toMatchObject({ number: 2, state: 'withdrawn' });
    expect(decide(port, day(3) + 1)).toMatchObject({ kind: 'end' });
  });

  test('with a submission whose outcome is unknown the port does not end before the search', () => {
    const port = after(
      afterCommand(overdue(), day(3), { name: 'resubmit', supersede: true }),
      reviewed(day(3)),
      checked(day(3), [A]),
      { kind: 'attempt_began', at: day(3) },
      submissionFailed(day(3), { outcome: 'unknown' }),
      read(day(3) + MINUTE, [shown(A, 'ported')]),
    );
    expect(decide(port, day(3) + MINUTE).kind).not.toBe('end');
  });

  test('both orders say ported in one read: the number is there once', () => {
    const port = after(
      afterCommand(
        after(replaced(), readBoth(day(4), [shown(A, 'canceling')], [shown(A, 'rejected')])),
        day(4),
        {
          name: 'resubmit',
          numbers: [A],
        },
      ),
      readBoth(day(5), [shown(A, 'ported')], [shown(A, 'ported')]),
    );
    expect(outcomesOf(port)).toEqual([{ phoneNumber: A, outcome: 'ported' }]);
  });

  test('both orders say ported: it is adopted once, and later reads tell nothing more', () => {
    const port = after(
      replaced({ numbers: [A, B] }),
      readBoth(day(4), [shown(A, 'ported'), shown(B, 'submitted')], [shown(A, 'in_review')]),
      readBoth(day(5), [shown(A, 'ported'), shown(B, 'submitted')], [shown(A, 'ported')]),
    );
    const later = after(port, readNothingNew(day(6)), readNothingNew(day(7)));
    expect(entriesOf(later, 'anomaly').length).toBe(entriesOf(port, 'anomaly').length);
    expect(currentItems(later)).toEqual(currentItems(port));
  });
});

describe('a cancel of what took the place', () => {
  test('is out when the old order is out too', () => {
    const port = afterCommand(canceling(), day(1) + HOUR, { name: 'cancel' });
    const known = after(port, { kind: 'reset_checked', at: day(1) + HOUR, mayHaveSubmitted: false });
    // A cancel of the number is for its old order too: it is sent again.
    expect(decide(known, day(1) + HOUR)).toMatchObject({ kind: 'cancel', cancel: { orderRef: 'KW1' } });
    expect(decide(after(known, read(day(2), [shown(A, 'canceled')])), day(2))).toMatchObject({ kind: 'end' });
  });

  test('the old order moves on its date, its cancel was refused: the port waits for that end', () => {
    const foc = focAt(day(10));
    const open = after(atProvider(), read(day(1), [dated(A, foc)]));
    const port = after(
      afterCommand(open, day(1), { name: 'resubmit', numbers: [A] }),
      reviewed(day(1)),
      cancelAnswered(day(1), [A], aProblem({ outcome: 'refused' })),
      readNothingNew(day(1)),
    );
    const canceled = afterCommand(port, day(1) + HOUR, { name: 'cancel' });
    expect(decisionOf(canceled).accepted).toEqual([A]);
    expect(decide(canceled, day(1) + HOUR).kind).not.toBe('end');
  });

  test('the answer about the old order is no answer about the new one', () => {
    const busy = after(resubmitted(), cancelAnswered(day(1), [A], aProblem()), readNothingNew(day(3)));
    const both = after(
      afterCommand(busy, day(3), { name: 'resubmit', supersede: true }),
      reviewed(day(3)),
      checked(day(3), [A]),
      { kind: 'attempt_began', at: day(3) },
      { kind: 'submitted', at: day(3), orders: [order([shown(A, 'in_review')], { ref: 'KW2' })] },
    );
    const asked = afterCommand(both, day(3) + HOUR, { name: 'cancel' });
    const step = decide(asked, day(3) + HOUR);
    if (step.kind !== 'cancel') throw new Error(step.kind);
    expect(step.cancel.orderRef).toBe('KW1');
    const answered = after(asked, cancelAnswered(day(3) + HOUR, [A]));
    expect(decide(answered, day(3) + HOUR)).toMatchObject({ kind: 'cancel', cancel: { orderRef: 'KW2' } });
  });
});

describe('a search for the new order', () => {
  test('that finds the old order has found nothing', () => {
    const unknown = after(
      afterCommand(overdue(), day(3), { name: 'resubmit', supersede: true }),
      reviewed(day(3)),
      checked(day(3), [A]),
      { kind: 'attempt_began', at: day(3) },
      submissionFailed(day(3), { outcome: 'unknown' }),
    );
    const port = after(
      unknown,
      searched(day(3) + 10 * MINUTE, { kind: 'found', orders: [order([shown(A, 'in_review')])] }),
    );
    expect(currentItems(port)[0]!.orderRef).toBeUndefined();
    expect(port.attempts.at(-1)!.state).toBe('unknown');
  });
});

test('a second resubmission does not confirm the end of an old order that became open again', () => {
  // KW1 read canceled, KW2 went out, then KW1 became open again; KW2 was rejected.
  const port = after(
    canceling(),
    read(day(2), [shown(A, 'canceled')]),
    checked(day(2), [A]),
    { kind: 'attempt_began', at: day(2) },
    { kind: 'submitted', at: day(2), orders: [order([shown(A, 'in_review')], { ref: 'KW2' })] },
    readBoth(day(3), [shown(A, 'submitted')], [shown(A, 'rejected')]),
    readBoth(day(3) + HOUR, [shown(A, 'submitted')], [shown(A, 'rejected')]),
    cancelAnswered(day(3) + HOUR, [A]),
  );
  const again = after(
    afterCommand(port, day(4), { name: 'resubmit' }),
    reviewed(day(4)),
    cancelAnswered(day(4), [A]),
    readBoth(day(5), [shown(A, 'submitted')], [shown(A, 'canceled')]),
  );
  expect(decide(again, day(5)).kind).not.toBe('check');
});

test('a number that becomes free after the check of its siblings is checked itself', () => {
  const port = after(
    atProvider({ numbers: [A, B] }),
    read(day(1), [shown(A, 'rejected'), shown(B, 'rejected')]),
  );
  const refused = aProblem({ outcome: 'refused' });
  const both = after(
    afterCommand(port, day(1), { name: 'resubmit' }),
    reviewed(day(1)),
    {
      kind: 'cancel_answered',
      at: day(1),
      orderRef: 'KW1',
      results: [{ phoneNumber: A, problem: refused }, { phoneNumber: B }],
    },
    read(day(2), [shown(A, 'rejected'), shown(B, 'canceled')]),
    checked(day(2), [B]),
    { kind: 'attempt_began', at: day(2) },
    { kind: 'submitted', at: day(2), orders: [order([shown(B, 'in_review')], { ref: 'KW2' })] },
    read(day(2) + MINUTE, [shown(A, 'canceled'), shown(B, 'canceled')]),
  );
  expect(decide(both, day(2) + MINUTE)).toEqual({ kind: 'check', numbers: [A] });
});

describe('a replaced order that becomes open again', () => {
  const foc = focAt(day(20));
  const revived = (given: Given = {}) =>
    after(
      replaced(given),
      cancelAnswered(day(3), [A]),
      readBoth(day(4), [dated(A, foc)], [shown(A, 'in_review')]),
    );

  test('is an attention with its date and its deadline, and counts in the dates of the port', () => {
    const port = revived();
    expect(attentionsOf(port)).toMatchObject([
      {
        cause: 'order_revived',
        numbers: [A],
        message: expect.stringMatching(/KW1.*2026-03-22T15:00:00.*2026-03-19T15:00:00/) as string,
      },
    ]);
    expect(datesOf(port)).toEqual({ focAt: day(20), cancelBy: day(17) });
  });

  test('is canceled again, though the provider had refused that before', () => {
    const refused = after(
      resubmitted(),
      cancelAnswered(day(1), [A], aProblem({ outcome: 'refused' })),
      readNothingNew(day(3)),
    );
    const port = after(
      afterCommand(refused, day(3), { name: 'resubmit', numbers: [A], supersede: true }),
      reviewed(day(3)),
      read(day(4), [dated(A, foc)]),
    );
    expect(decide(port, day(4))).toMatchObject({ kind: 'cancel', cancel: { orderRef: 'KW1' } });
  });

  test('leaves no other word than left_open, when the port ends while it reads open', () => {
    const port = after(
      afterCommand(revived(), day(4), { name: 'abandon' }),
      { kind: 'reset_checked', at: day(4), mayHaveSubmitted: false },
      readBoth(day(5), [dated(A, foc)], [shown(A, 'canceled')]),
    );
    expect(outcomesOf(port)).toEqual([{ phoneNumber: A, outcome: 'left_open' }]);
  });

  test('asks no one any more when it is out', () => {
    const port = after(revived(), readBoth(day(5), [shown(A, 'canceled')], [shown(A, 'submitted')]));
    expect(attentionsOf(port)).toEqual([]);
    expect(datesOf(port)).toEqual({ focAt: undefined, cancelBy: undefined });
  });

  test('can be canceled with its number, also when that has ended', () => {
    const ended = after(
      replaced(),
      cancelAnswered(day(3), [A], aProblem({ outcome: 'refused' })),
      readBoth(day(4), [shown(A, 'rejected')], [shown(A, 'canceled')]),
    );
    const port = afterCommand(ended, day(5), { name: 'cancel', numbers: [A] });
    expect(decisionOf(port)).toMatchObject({ accepted: [A], refused: [] });
    expect(decide(port, day(5))).toMatchObject({ kind: 'cancel', cancel: { orderRef: 'KW1' } });
  });
});
