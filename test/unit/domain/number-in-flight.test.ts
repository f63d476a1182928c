import { attentionsOf } from '../../../src/domain/attentions/attentions';
import { decide } from '../../../src/domain/lifecycle/decide';
import { nextClock } from '../../../src/domain/lifecycle/clocks';
import { DEFAULT_POLICY } from '../../../src/domain/model/policy';
import { DAY, MINUTE } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import { checked, inFlight, read } from './port-events';
import {
  aDraft,
  after,
  afterCommand,
  aProblemOfCheck,
  atProvider,
  entriesOf,
  outcomeList,
  proceedOrThrow,
} from './port-under-test';
import { A, B, C, dated, focAt } from './snapshots';

const draft = aDraft({ numbers: [A, B, C] });
const waiting = after(draft, inFlight(BEGIN, [A, B]));

test('a number that another port has asks a person, who has the usual time to answer', () => {
  expect(attentionsOf(waiting)).toEqual([
    {
      cause: 'number_in_flight',
      numbers: [A, B],
      since: BEGIN,
      answerBy: BEGIN + DEFAULT_POLICY.answerBy,
      message: 'Port acme-41 has the number.',
    },
  ]);
});

test('it holds the whole port, and the check is repeated with the routine polls', () => {
  const { step } = proceedOrThrow(waiting, BEGIN + MINUTE);
  expect(step).toMatchObject({ kind: 'wait' });
  expect(nextClock(waiting)?.at).toBe(BEGIN + DEFAULT_POLICY.watchEvery);
  const again = after(waiting, inFlight(BEGIN + DAY, [A, B]));
  expect(nextClock(again)?.at).toBe(BEGIN + DAY + DEFAULT_POLICY.watchEvery);
  expect(attentionsOf(again)).toEqual(attentionsOf(waiting));
});

test('refresh repeats the check at once', () => {
  expect(decide(afterCommand(waiting, day(1) + MINUTE, { name: 'refresh' }), day(1) + MINUTE)).toMatchObject({
    kind: 'check',
  });
});

test('when the other port has ended, the port goes on, and the attention is cleared', () => {
  const free = after(waiting, checked(day(1), [A, B, C]));
  expect(attentionsOf(free)).toEqual([]);
  expect(proceedOrThrow(free, day(1)).step).toMatchObject({ kind: 'submit' });
});

test('when the numbers of other ports are canceled, the rest is checked at once', () => {
  const at = BEGIN + MINUTE;
  const one = afterCommand(waiting, at, { name: 'cancel', numbers: [A] });
  expect(decide(one, at)).toMatchObject({ kind: 'wait' });
  const none = afterCommand(one, at, { name: 'cancel', numbers: [B] }, { id: 'second' });
  expect(attentionsOf(none)).toEqual([]);
  expect(decide(none, at)).toMatchObject({ kind: 'check', numbers: [C] });
});

test('without an answer the numbers end as never submitted, and the others go on', () => {
  const end = BEGIN + DEFAULT_POLICY.answerBy;
  const reminded = proceedOrThrow(waiting, end - DEFAULT_POLICY.remindBefore).port;
  const { port, step } = proceedOrThrow(reminded, end);
  expect(step).toMatchObject({ kind: 'check', numbers: [C] });
  expect(outcomeList(port)).toMatchObject(['never_submitted', 'never_submitted', 'never_submitted']);
  expect(entriesOf(port, 'given_up')).toMatchObject([{ numbers: [A, B] }]);
});

test('the time to answer begins when the number was found elsewhere, not when another call first failed', () => {
  const unreachable = after(draft, aProblemOfCheck(BEGIN));
  const found = after(unreachable, inFlight(day(5), [A]));
  expect(attentionsOf(found)).toMatchObject([{ since: day(5), answerBy: day(5) + DEFAULT_POLICY.answerBy }]);
  const unreachableAgain = after(found, aProblemOfCheck(day(6)));
  expect(attentionsOf(unreachableAgain)).toMatchObject([{ cause: 'read_failed', since: day(6) }]);
});

test('the timeline names the numbers whose orders stay open when the port ends: another port can have them', () => {
  const open = after(atProvider({ numbers: [A] }), read(day(1), [dated(A, focAt(day(20)))]));
  const ending = { kind: 'abandoned' } as const;
  const over = after(open, { kind: 'ended', at: day(2), ending, cause: { kind: 'timer' } });
  expect(entriesOf(over, 'claim_released')).toMatchObject([{ numbers: [A] }]);
});
