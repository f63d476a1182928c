import { attentionsOf } from '../../../src/domain/attentions/attentions';
import { nextClock } from '../../../src/domain/lifecycle/clocks';
import { decide } from '../../../src/domain/lifecycle/decide';
import type { PortEvent } from '../../../src/domain/model/events';
import type { Port } from '../../../src/domain/model/port';
import type { OrderSnapshot } from '../../../src/domain/model/snapshot';
import { DAY, HOUR, MINUTE, SECOND, type Instant } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import {
  cancelAnswered,
  checked,
  commandDecided,
  commanded,
  read,
  readNothingNew,
  reviewed,
  timerFired,
} from './port-events';
import { aDraft, after, afterCommand, atProvider, type Given, itemOf } from './port-under-test';
import { A, aProblem, B, order, ORDER_REF, shown } from './snapshots';

/** A is in KW1 and B in KW2. */
function inTwoOrders(given: Given = {}): Port {
  const port = aDraft({ ...given, numbers: [A, B], capabilities: { numbersPerOrder: 1 } });
  const began: PortEvent = { kind: 'attempt_began', at: BEGIN };
  const sent = (ref: string, number: string): PortEvent => ({
    kind: 'submitted',
    at: BEGIN,
    orders: [order([shown(number, 'submitted')], { ref })],
  });
  return after(port, checked(BEGIN, [A, B]), began, sent('KW1', A), began, sent('KW2', B));
}

function readOf(
  at: Instant,
  orders: readonly OrderSnapshot[],
  failing: readonly string[],
  orderRefs: readonly string[] = ['KW1', 'KW2'],
): PortEvent {
  const failures = failing.map((ref) => ({ ref, problem: aProblem() }));
  const result = { kind: 'changed', digest: `at ${String(at)}`, orders, failures } as const;
  return { kind: 'read', at, startedAt: at, orderRefs, cause: { kind: 'watch' }, result };
}

test('each order that cannot be read is tried again at its own time', () => {
  const first = readOf(BEGIN + HOUR, [], ['KW1']);
  // A command looks at both, late enough to be the next try of KW1, and nothing can be read.
  const at = BEGIN + HOUR + 15 * SECOND;
  const second: PortEvent = {
    kind: 'read_failed',
    at: at + 5 * SECOND,
    startedAt: at,
    orderRefs: ['KW2'],
    problem: aProblem(),
  };
  const port = after(inTwoOrders(), first, second);

  expect(nextClock(port)).toMatchObject({ at: at + 20 * SECOND, why: 'the read is retried' });
});

test('an order that holds none of its numbers any more is no failure of the port', () => {
  const moved = order([shown(A, 'submitted')], { ref: 'KW9' });
  const port = after(atProvider(), readOf(BEGIN + HOUR, [moved], [ORDER_REF], [ORDER_REF]));

  expect(itemOf(port).orderRef).toBe('KW9');
  expect(attentionsOf(port)).toEqual([]);
});

test('a read that could not read an order is no second look at its numbers', () => {
  const canceled = after(atProvider(), read(BEGIN + HOUR, [shown(A, 'canceled')]));
  const doubted = after(canceled, read(BEGIN + 2 * HOUR, [shown(A, 'submitted')]));
  const unread = after(doubted, readOf(BEGIN + 3 * HOUR, [], [ORDER_REF], [ORDER_REF]));

  expect(itemOf(unread).status).toBe('canceled');
  const seen = after(unread, readOf(BEGIN + 4 * HOUR, [], [], [ORDER_REF]));
  expect(itemOf(seen).status).toBe('submitted');
});

test('a cancel that is not carried out is sent again though an older order of the number cannot be read', () => {
  const rejected = after(atProvider(), read(BEGIN + HOUR, [shown(A, 'rejected')]));
  const again = afterCommand(rejected, BEGIN + 2 * HOUR, { name: 'resubmit', numbers: [A] });
  const at = BEGIN + 3 * HOUR;
  const port = after(
    again,
    cancelAnswered(at, [A], aProblem({ outcome: 'refused' })),
    commanded(at + 3 * DAY, { name: 'resubmit', numbers: [A], supersede: true }, { isPolled: true }),
    commandDecided(at + 3 * DAY),
    reviewed(at + 3 * DAY),
    checked(at + 3 * DAY, [A]),
    { kind: 'attempt_began', at: at + 3 * DAY },
    { kind: 'submitted', at: at + 3 * DAY, orders: [order([shown(A, 'submitted')], { ref: 'KW2' })] },
    // The provider goes on with the old order: it stands in the way again.
    readOf(
      at + 3 * DAY + MINUTE,
      [order([shown(A, 'submitted')]), order([shown(A, 'submitted')], { ref: 'KW2' })],
      [],
    ),
    commanded(at + 3 * DAY + HOUR, { name: 'cancel', numbers: [A] }, { isResetChecked: true }),
    commandDecided(at + 3 * DAY + HOUR),
    cancelAnswered(at + 3 * DAY + HOUR, [A], undefined, 'KW2'),
    readOf(at + 3 * DAY + 6 * HOUR, [order([shown(A, 'submitted')], { ref: 'KW2' })], ['KW1']),
  );

  const current = port.items.find(({ superseded }) => superseded === undefined);
  expect(current).toMatchObject({ orderRef: 'KW2', cancel: { state: 'asked' } });
});

test('a hold does not end because its order cannot be read: not before the patience for reads is over', () => {
  const ported = after(
    atProvider({ policy: { holdAfterPorted: DAY } }),
    read(BEGIN + HOUR, [shown(A, 'ported')]),
  );
  const end = BEGIN + HOUR + DAY;
  const tries = Array.from({ length: 5 }, (_, index) =>
    readOf(end + index * MINUTE, [], [ORDER_REF], [ORDER_REF]),
  );
  const unread = after(ported, ...tries);

  expect(decide(unread, end + HOUR).kind).not.toBe('end');
  expect(decide(unread, end + DAY)).toMatchObject({ kind: 'end', ending: { kind: 'natural' } });
});

test('when a time to answer is over, the order of the number is read beside those that are open', () => {
  const port = after(inTwoOrders(), readOf(BEGIN + HOUR, [order([shown(A, 'canceled')])], []));
  const { answerBy } = port.policy;

  expect(decide(port, day(2))).toMatchObject({ kind: 'read', orderRefs: ['KW2'] });
  const looked = after(port, timerFired(BEGIN + HOUR + answerBy - 2 * DAY));
  expect(decide(looked, BEGIN + HOUR + answerBy)).toMatchObject({ orderRefs: ['KW2', 'KW1'] });
});

test('a number that one look shows alive is not given up before the second', () => {
  const canceled = after(atProvider(), read(BEGIN + HOUR, [shown(A, 'canceled')]));
  const until = BEGIN + HOUR + canceled.policy.answerBy;
  const reminded = after(canceled, timerFired(until - canceled.policy.remindBefore));
  const doubted = after(reminded, read(until, [shown(A, 'submitted')]), timerFired(until));

  expect(itemOf(doubted).givenUp).toBeUndefined();
  const same = after(doubted, read(until + HOUR, [shown(A, 'canceled')]), timerFired(until + HOUR));
  expect(itemOf(same).givenUp).toMatchObject({ because: 'answer_by' });
});

test('a cancel that failed is tried again at its time, also when a person has settled the number meanwhile', () => {
  const at = BEGIN + HOUR;
  const port = after(
    afterCommand(atProvider(), at, { name: 'cancel', numbers: [A] }),
    cancelAnswered(at, [A], aProblem()),
    commanded(at, { name: 'settle', numbers: [A], as: 'canceled', evidence: 'they said so' }),
    commandDecided(at),
    readNothingNew(at),
  );

  expect(nextClock(port)).toMatchObject({ at: at + 15 * SECOND });
  expect(decide(port, at + 15 * SECOND).kind).toBe('cancel');
});
