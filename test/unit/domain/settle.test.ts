import { attentionsOf } from '../../../src/domain/attentions/attentions';
import type { SettledAs } from '../../../src/domain/model/port-commands';
import { decide } from '../../../src/domain/lifecycle/decide';
import { outcomesOf } from '../../../src/domain/facts/outcome';
import { phaseOf } from '../../../src/domain/facts/phase';
import type { Port } from '../../../src/domain/model/port';
import { HOUR, MINUTE, type Instant } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import {
  cancelAnswered,
  checked,
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
  decisionOf,
  entriesOf,
  itemOf,
  proceeded,
  proceedOrThrow,
  withUnknownOutcome,
} from './port-under-test';
import { A, aProblem, B, order, shown } from './snapshots';

const settled = (port: Port, at: Instant, as: SettledAs, numbers: readonly string[] = [A]) =>
  afterCommand(port, at, { name: 'settle', numbers, as, evidence: 'a test call' });
const two = (a: Parameters<typeof shown>[1], b: Parameters<typeof shown>[1], at = day(1)) =>
  after(atProvider({ numbers: [A, B] }), read(at, [shown(A, a), shown(B, b)]));

describe('a verdict', () => {
  test.each([
    ['ported', 'completed'],
    ['canceled', 'canceled'],
    ['rejected', 'rejected'],
    ['not_portable', 'rejected'],
    ['reversed', 'rejected'],
    ['expired', 'expired'],
  ] as const)('%s is the outcome of the number, and the port ends as %s', (as, phase) => {
    const port = proceeded(settled(atProvider(), day(1), as), day(1));
    expect(port.ending).toMatchObject({ kind: 'natural', at: day(1) });
    expect(outcomesOf(port)).toEqual([{ phoneNumber: A, outcome: as }]);
    expect(phaseOf(port)).toBe(phase);
  });

  test('is told with who said it and how they know', () => {
    expect(entriesOf(settled(atProvider(), day(1), 'ported'), 'settled_by_person')).toMatchObject([
      {
        numbers: [A],
        data: { as: 'ported', evidence: 'a test call' },
        cause: { kind: 'command', command: 'settle', by: 'ada' },
      },
    ]);
  });

  test('is about the named numbers only: the others go on', () => {
    const port = settled(two('rejected', 'submitted'), day(1), 'canceled');
    expect(attentionsOf(port)).toEqual([]);
    expect(phaseOf(port)).toBe('waiting_for_foc');
    expect(decide(port, day(1)).kind).toBe('wait');
  });

  test('lets the siblings go that a number that cannot be moved held back', () => {
    const held = after(aDraft({ numbers: [A, B] }), checked(BEGIN, [A], [B]));
    const port = settled(held, BEGIN, 'not_portable', [B]);
    expect(proceedOrThrow(port, BEGIN).step).toMatchObject({ kind: 'submit', attempt: { numbers: [A] } });
  });

  test('ends the wait for an unknown submission', () => {
    const stuck = after(
      withUnknownOutcome({ capabilities: { afterUnknownSend: 'ask_person' } }),
      searched(BEGIN + 10 * MINUTE),
      searched(BEGIN + 20 * MINUTE),
    );
    const port = settled(stuck, day(1), 'ported');
    expect(attentionsOf(port)).toEqual([]);
    expect(port.attempts).toMatchObject([{ state: 'settled' }]);
    expect(decide(port, day(1))).toMatchObject({ kind: 'end' });
  });

  test('about one number of an unknown submission: the other is still searched for', () => {
    const port = settled(withUnknownOutcome({ numbers: [A, B] }), BEGIN + MINUTE, 'ported');
    expect(port.attempts).toMatchObject([{ state: 'unknown' }]);
    expect(decide(port, BEGIN + 10 * MINUTE).kind).toBe('search');
    const lost = after(port, searched(BEGIN + 10 * MINUTE), searched(BEGIN + 20 * MINUTE));
    expect(decide(lost, BEGIN + 20 * MINUTE)).toEqual({ kind: 'check', numbers: [B] });
  });

  test('ends a number whose new order was blocked by an old one', () => {
    const blocked = after(
      afterCommand(two('rejected', 'submitted'), day(1), { name: 'resubmit', numbers: [A] }),
      reviewed(day(1)),
      cancelAnswered(day(1), [A], aProblem({ outcome: 'refused' })),
      readNothingNew(day(1)),
    );
    expect(attentionsOf(blocked)).toMatchObject([{ cause: 'supersede_blocked' }]);
    const port = settled(blocked, day(2), 'canceled');
    expect(attentionsOf(port)).toEqual([]);
    expect(outcomesOf(port)).toMatchObject([{ outcome: 'canceled' }, {}]);
  });

  test('takes its number out of a submission that waits to be tried again', () => {
    const delayed = after(
      afterCommand(two('rejected', 'rejected'), day(1), { name: 'resubmit' }),
      reviewed(day(1)),
      read(day(2), [shown(A, 'canceled'), shown(B, 'canceled')]),
      checked(day(2), [A, B]),
      { kind: 'attempt_began', at: day(2) },
      submissionFailed(day(2)),
    );
    const port = settled(delayed, day(2) + 1, 'ported');
    expect(decisionOf(port).accepted).toEqual([A]);
    expect(proceedOrThrow(port, day(2) + MINUTE).step).toMatchObject({
      kind: 'submit',
      attempt: { numbers: [B] },
    });
  });
});

describe('is refused', () => {
  test('for what was never submitted', () => {
    expect(decisionOf(settled(aDraft(), BEGIN, 'ported'))).toMatchObject({
      accepted: [],
      refused: [{ number: A, code: 'not_submitted_yet' }],
    });
  });

  test('for what has ended, and what is not here', () => {
    const port = settled(two('ported', 'submitted'), day(1), 'canceled', [A, B, '+12125559999']);
    expect(decisionOf(port)).toMatchObject({
      accepted: [B],
      refused: [
        { number: A, code: 'number_ended' },
        { number: '+12125559999', code: 'unknown_number' },
      ],
    });
  });
});

describe('a later read that disagrees', () => {
  const port = settled(two('submitted', 'submitted'), day(1), 'ported');

  test.each(['submitted', 'ported'] as const)(
    'agrees when it shows %s: as it was, or as was said',
    (status) => {
      const later = after(port, read(day(2), [shown(A, status), shown(B, 'submitted')]));
      expect(attentionsOf(later)).toEqual([]);
    },
  );

  test('is an attention, and the port does not end on it', () => {
    const later = after(port, read(day(2), [shown(A, 'rejected'), shown(B, 'ported')]));
    expect(attentionsOf(later)).toMatchObject([
      {
        cause: 'settlement_contradicted',
        numbers: [A],
        message: expect.stringContaining('now rejected') as string,
      },
    ]);
    expect(phaseOf(later)).toBe('action_required');
    expect(decide(later, day(2)).kind).toBe('wait');
  });

  test('is cleared by another verdict, and by a read that agrees again', () => {
    const later = after(port, read(day(2), [shown(A, 'rejected'), shown(B, 'ported')]));
    expect(decide(settled(later, day(3), 'ported'), day(3))).toMatchObject({ kind: 'end' });
    const agreed = after(later, read(day(3), [shown(A, 'ported'), shown(B, 'ported')]));
    expect(attentionsOf(agreed)).toEqual([]);
    expect(decide(agreed, day(3))).toMatchObject({ kind: 'end' });
  });

  test('does not keep a port open for ever that is abandoned', () => {
    const later = after(port, read(day(2), [shown(A, 'in_review'), shown(B, 'ported')]));
    const given = afterCommand(later, day(2), { name: 'abandon' });
    expect(decisionOf(given).accepted).toEqual([A]);
    const confirmed = after(given, readNothingNew(day(5)));
    expect(decide(confirmed, day(5))).toMatchObject({ kind: 'end', ending: { kind: 'abandoned' } });
  });

  test('the number can be canceled again: an unexpected order is there', () => {
    const found = after(
      settled(withUnknownOutcome({ numbers: [A, B] }), BEGIN + MINUTE, 'canceled'),
      searched(BEGIN + 10 * MINUTE, {
        kind: 'found',
        orders: [order([shown(A, 'in_review'), shown(B, 'in_review')])],
      }),
    );
    expect(attentionsOf(found)).toMatchObject([{ cause: 'settlement_contradicted', numbers: [A] }]);
    const port = afterCommand(found, day(1), { name: 'cancel', numbers: [A] });
    expect(decisionOf(port).accepted).toEqual([A]);
  });
});

test('a settled number has no clock of its own: no notice, no cutover look, no silence', () => {
  const port = settled(two('submitted', 'submitted'), day(1), 'canceled', [A]);
  expect(itemOf(port, A).settled).toEqual({ as: 'canceled', at: day(1), status: 'submitted' });
  const silent = after(port, readNothingNew(day(9)));
  expect(attentionsOf(silent)).toMatchObject([{ cause: 'no_news', numbers: [B] }]);
  expect(decide(silent, day(9) + HOUR).kind).toBe('wait');
});
