import { attentionsOf } from '../../../src/domain/attentions/attentions';
import { answerByOf, draftExpiresAt } from '../../../src/domain/facts/ending';
import type { Command } from '../../../src/domain/model/port-commands';
import { decide } from '../../../src/domain/lifecycle/decide';
import { durationOf } from '../../../src/domain/commands/extend';
import { rejectionFor } from '../../../src/domain/model/reasons';
import type { MissingField } from '../../../src/domain/model/snapshot';
import { DAY, HOUR, MINUTE, SECOND, type Instant } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import { checked, failedRead, read, readNothingNew, reviewed, timerFired } from './port-events';
import {
  aDraft,
  after,
  afterCommand,
  atProvider,
  decisionOf,
  entriesOf,
  itemOf,
  kindsRecorded,
  proceeded,
  proceedOrThrow,
  withRejection,
} from './port-under-test';
import { A, aProblem, B, shown } from './snapshots';

const NAME: MissingField = { field: 'subscriber.name', message: 'The name.' };
const telnyx = { edits: true, comments: true, cancel: 'order' } as const;
/** Rejected on day 1: an answer is awaited until day 15. */
const rejected = (capabilities = {}) => withRejection({ numbers: [A, B], capabilities });

describe('an accepted answer gives the whole time again', () => {
  test.each<[string, Command]>([
    ['a resubmission in place', { name: 'resubmit', numbers: [A] }],
    ['a comment', { name: 'addComment', body: 'The lock is off.', numbers: [A] }],
    ['a look', { name: 'refresh' }],
  ])('%s', (_, command) => {
    const port = afterCommand(rejected(telnyx), day(14), command);
    expect(decisionOf(port).accepted).toContain(A);
    expect(answerByOf(port, itemOf(port))).toBe(day(28));
    const later = proceedOrThrow(after(port, readNothingNew(day(15))), day(15));
    expect(itemOf(later.port).givenUp).toBeUndefined();
  });

  test('a refused command gives none', () => {
    const port = afterCommand(rejected(), day(14), { name: 'addComment', body: 'Please.' });
    expect(decisionOf(port).accepted).toEqual([]);
    expect(answerByOf(port, itemOf(port))).toBe(day(15));
  });

  test('a resubmission in place is told as what it is', () => {
    const asked = afterCommand(rejected(telnyx), day(14), { name: 'resubmit', numbers: [A] });
    const [action] = asked.orderActions ?? [];
    const port = after(asked, { kind: 'order_action_answered', at: day(14), id: action!.id });
    expect(entriesOf(port, 'edited')).toMatchObject([
      { cause: { kind: 'command', command: 'resubmit', by: 'ada' } },
    ]);
  });
});

describe('extend', () => {
  test.each<[string, Partial<Extract<Command, { name: 'extend' }>>, Instant]>([
    ['until a moment', { until: '2026-04-20T12:00:00Z' }, Date.parse('2026-04-20T12:00:00Z')],
    ['for a length of time', { for: 'P3W' }, day(31)],
    ['for those that are named', { numbers: [A], for: 'P20D' }, day(30)],
  ])('gives more time: %s', (_, input, until) => {
    const port = afterCommand(rejected(), day(10), { name: 'extend', reason: 'on holiday', ...input });
    expect(decisionOf(port)).toMatchObject({ accepted: [A], refused: [] });
    expect(attentionsOf(port)).toContainEqual(
      expect.objectContaining({ cause: 'rejected', answerBy: until }),
    );
    expect(entriesOf(port, 'extended')).toMatchObject([{ numbers: [A], data: { reason: 'on holiday' } }]);
  });

  test.each<[string, Partial<Extract<Command, { name: 'extend' }>>, string]>([
    ['a number that waits for nothing', { numbers: [B], for: 'P20D' }, 'no_answer_awaited'],
    ['a number of another port', { numbers: ['+12125559999'], for: 'P20D' }, 'unknown_number'],
    ['an end that is no later', { for: 'P1D' }, 'not_later'],
    ['the past', { until: '2026-03-01T12:00:00Z' }, 'out_of_range'],
    ['years', { for: 'P400D' }, 'out_of_range'],
  ])('is refused for %s', (_, input, code) => {
    const port = afterCommand(rejected(), day(10), { name: 'extend', ...input });
    expect(decisionOf(port)).toMatchObject({ accepted: [], refused: [{ code }] });
  });

  test('puts off the expiry of a draft', () => {
    const port = afterCommand(aDraft({ request: { submit: 'manual' } }), day(20), {
      name: 'extend',
      for: 'P40D',
    });
    expect(decisionOf(port).accepted).toEqual([A]);
    expect(draftExpiresAt(port)).toBe(day(60));
  });

  test.each([
    ['P1W', 7 * DAY],
    ['P2DT3H4M5S', 2 * DAY + 3 * HOUR + 4 * MINUTE + 5 * SECOND],
    ['P', undefined],
    ['PT0S', undefined],
    ['1 week', undefined],
    ['P99999999D', undefined],
  ])('reads the length %s', (text, length) => {
    expect(durationOf(text)).toBe(length);
  });
});

describe('a reminder', () => {
  test('comes two days before numbers are given up, once', () => {
    const port = after(rejected(), readNothingNew(day(12)));
    expect(proceedOrThrow(port, day(12)).step).toMatchObject({ until: day(13) });
    const reminded = proceeded(port, day(13));
    expect(entriesOf(reminded, 'reminder')).toMatchObject([
      { at: day(13), numbers: [A], data: { what: 'answer_by', at: '2026-03-17T15:00:00.000Z' } },
    ]);
    expect(kindsRecorded(reminded, proceeded(reminded, day(14)))).toEqual([]);
  });

  test('comes again for another end', () => {
    const reminded = proceeded(after(rejected(), timerFired(day(13))), day(13));
    const extended = afterCommand(reminded, day(13), { name: 'extend', for: 'P20D' });
    expect(entriesOf(after(extended, timerFired(day(31))), 'reminder')).toHaveLength(2);
  });

  test('does not come where the whole time is no longer', () => {
    const port = after(
      atProvider({ policy: { answerBy: DAY } }),
      read(day(1), [shown(A, 'rejected')]),
      timerFired(day(1) + HOUR),
    );
    expect(entriesOf(port, 'reminder')).toEqual([]);
  });
});

describe('a draft expires only while a person is waited for', () => {
  const complete = aDraft();
  const manual = (request = {}) => aDraft({ request: { submit: 'manual', ...request } });

  test('not when it is complete and released, though its check fails for weeks', () => {
    const failing = after(complete, {
      kind: 'call_failed',
      at: day(29),
      startedAt: day(29),
      call: 'check',
      problem: aProblem(),
    });
    expect(draftExpiresAt(failing)).toBeUndefined();
    expect(proceedOrThrow(failing, day(31)).step.kind).toBe('check');
  });

  test('from when something became missing, not from the beginning', () => {
    const port = after(complete, checked(day(29), [A], [], [NAME]));
    expect(draftExpiresAt(port)).toBe(day(59));
  });

  test('from the last thing that a person did', () => {
    const held = after(aDraft({ numbers: [A, B] }), checked(BEGIN, [A], [B]));
    const port = afterCommand(held, day(29.5), { name: 'resubmit', numbers: [B] });
    expect(decisionOf(port).accepted).toEqual([B]);
    const checkedAgain = after(port, reviewed(day(29.5)), checked(day(29.5), [A], [B]));
    expect(draftExpiresAt(checkedAgain)).toBe(day(59.5));
  });

  test('not before the day that a manual draft is wished for', () => {
    const port = manual({ schedule: { date: '2026-05-21' } });
    expect(draftExpiresAt(port)).toBe(Date.parse('2026-05-23T00:00:00Z'));
    expect(draftExpiresAt(manual())).toBe(day(30));
  });

  test('and people are reminded before', () => {
    const { port } = proceedOrThrow(manual(), day(28));
    expect(entriesOf(port, 'reminder')).toMatchObject([{ numbers: [A], data: { what: 'draft_expiry' } }]);
    expect(decide(port, day(28))).toMatchObject({ kind: 'wait', until: day(30) });
  });
});

describe('another rejection under the same status', () => {
  const pin = rejectionFor('pin_wrong_or_expired', '22155', 'The PIN is wrong.');
  const name = rejectionFor('name_mismatch', '22153', 'The name is wrong.');
  const wrongPin = after(
    atProvider(),
    read(day(1), [shown(A, 'rejected', { rejection: pin, updatedAt: day(1) })]),
  );

  test('is told, and gives the whole time to answer', () => {
    const port = after(
      wrongPin,
      read(day(13), [shown(A, 'rejected', { rejection: name, updatedAt: day(13) })]),
    );
    expect(entriesOf(port, 'rejection_changed')).toMatchObject([
      { numbers: [A], data: { reason: 'name_mismatch', code: '22153', message: 'The name is wrong.' } },
    ]);
    expect(answerByOf(port, itemOf(port))).toBe(day(27));
  });

  test('also when the provider refuses it for the same reason at a later time', () => {
    const port = after(
      wrongPin,
      read(day(13), [shown(A, 'rejected', { rejection: pin, updatedAt: day(12) })]),
    );
    expect(entriesOf(port, 'rejection_changed')).toHaveLength(1);
  });

  test('other words for the same reason are no news', () => {
    const reworded = { ...pin, message: 'The PIN is wrong (request 4711).' };
    const port = after(
      wrongPin,
      read(day(13), [shown(A, 'rejected', { rejection: reworded, updatedAt: day(1) })]),
    );
    expect(entriesOf(port, 'rejection_changed')).toEqual([]);
    expect(answerByOf(port, itemOf(port))).toBe(day(15));
  });
});

describe('nothing ends on a read that failed', () => {
  test('a port that is held for a reversal ends after a read that worked, or after a day without one', () => {
    const held = after(atProvider({ policy: { holdAfterPorted: DAY } }), read(day(5), [shown(A, 'ported')]));
    expect(decide(held, day(6)).kind).toBe('read');
    const failed = after(held, failedRead(day(6)));
    expect(decide(failed, day(6))).toMatchObject({ kind: 'wait', until: day(6) + 15 * SECOND });
    expect(decide(after(failed, readNothingNew(day(6) + MINUTE)), day(6) + MINUTE).kind).toBe('end');
    const reversed = after(failed, read(day(6) + MINUTE, [shown(A, 'canceled')]));
    expect(decide(reversed, day(6) + MINUTE).kind).toBe('wait');
    expect(decide(after(failed, failedRead(day(7))), day(7)).kind).toBe('end');
  });

  test('a number that was given up is left open after a read that worked, or after a day without one', () => {
    const given = proceeded(after(rejected(), timerFired(day(13)), readNothingNew(day(15))), day(15));
    const sent = after(
      given,
      { kind: 'cancel_answered', at: day(15), orderRef: 'KW1', results: [{ phoneNumber: A }] },
      read(day(16), [shown(A, 'canceling'), shown(B, 'ported')]),
    );
    const failed = after(sent, failedRead(day(17)));
    expect(proceedOrThrow(failed, day(17)).step.kind).toBe('wait');
    const blind = after(failed, failedRead(day(18)));
    expect(proceeded(blind, day(18)).ending).toBeDefined();
  });
});
