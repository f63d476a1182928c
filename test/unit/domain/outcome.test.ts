import { finalPhaseOf, outcomesOf } from '../../../src/domain/facts/outcome';
import type { NumberOutcome } from '../../../src/domain/model/outcome';
import type { OrderItem } from '../../../src/domain/model/item';
import type { Port } from '../../../src/domain/model/port';
import type { ItemSnapshot } from '../../../src/domain/model/snapshot';
import { BEGIN, day } from './instants';
import { checked, read } from './port-events';
import { aDraft, after, atProvider } from './port-under-test';
import { A, B, C, dated, focAt, numberList, shown } from './snapshots';

/** A way for a number to come to each outcome. */
const STATUS_OF: Record<NumberOutcome, OrderItem['status']> = {
  ported: 'ported',
  canceled: 'canceled',
  rejected: 'rejected',
  not_portable: 'not_portable',
  expired: 'expired',
  reversed: 'reversed',
  never_submitted: 'draft',
  left_open: 'submitted',
};

/** A port of which each number has come to this outcome; `*` marks those that were canceled here. */
function portWith(outcomes: readonly string[]): Port {
  const port = aDraft({ numbers: numberList(outcomes.length) });
  const items = port.items.map((item, index) => {
    const word = outcomes[index]!;
    const status = STATUS_OF[word.replace('*', '') as NumberOutcome];
    const cancel = { askedAt: BEGIN, state: 'sent' as const };
    return { ...item, status, ...(word.endsWith('*') && { cancel }) };
  });
  return { ...port, items };
}

test.each<[(NumberOutcome | `${NumberOutcome}*`)[], string]>([
  [['ported', 'ported'], 'completed'],
  [['ported', 'canceled'], 'partially_completed'],
  [['ported', 'canceled*'], 'completed'],
  [['ported', 'expired*'], 'partially_completed'],
  [['ported', 'left_open'], 'partially_completed'],
  [['ported', 'canceled*', 'rejected'], 'partially_completed'],
  [['ported*', 'ported'], 'completed'],
  [['canceled*', 'canceled*'], 'canceled'],
  [['canceled*', 'rejected'], 'canceled'],
  [['left_open', 'rejected'], 'canceled'],
  [['canceled', 'rejected', 'expired'], 'canceled'],
  [['rejected', 'expired'], 'rejected'],
  [['not_portable', 'never_submitted'], 'rejected'],
  [['reversed', 'expired'], 'rejected'],
  [['expired', 'never_submitted'], 'expired'],
  [['never_submitted'], 'expired'],
])('%j (* canceled here) ends as %s', (outcomes, phase) => {
  expect(finalPhaseOf(portWith(outcomes))).toBe(phase);
});

test.each<[ItemSnapshot, NumberOutcome]>([
  [shown(A, 'ported'), 'ported'],
  [shown(A, 'canceled'), 'canceled'],
  [shown(A, 'expired'), 'expired'],
  [shown(A, 'rejected'), 'left_open'],
  [shown(A, 'not_portable'), 'left_open'],
  [shown(A, 'reversed'), 'reversed'],
  [shown(A, 'in_review'), 'left_open'],
  [shown(A, 'awaiting_signature'), 'left_open'],
  [shown(A, 'submitted'), 'left_open'],
  [shown(A, 'canceling'), 'left_open'],
  [dated(A, focAt(day(30))), 'left_open'],
])('a number that stands as $status when its port is given up', (item, outcome) => {
  expect(outcomesOf(after(atProvider(), read(day(1), [item])))).toEqual([{ phoneNumber: A, outcome }]);
});

test('a draft was never submitted', () => {
  expect(outcomesOf(aDraft())).toEqual([{ phoneNumber: A, outcome: 'never_submitted' }]);
});

test('numbers come in the order of the request, whatever happened to them first', () => {
  const port = after(aDraft({ numbers: [C, A, B] }), checked(BEGIN, [A, B], [C]));
  expect(outcomesOf(port).map(({ phoneNumber }) => phoneNumber)).toEqual([C, A, B]);
});
