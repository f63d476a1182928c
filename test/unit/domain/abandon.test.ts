import { attentionsOf } from '../../../src/domain/attentions/attentions';
import { decide } from '../../../src/domain/lifecycle/decide';
import { phaseOf } from '../../../src/domain/facts/phase';
import type { Port } from '../../../src/domain/model/port';
import { HOUR, MINUTE, type Instant } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import {
  cancelAnswered,
  commandDecided,
  commanded,
  read,
  readNothingNew,
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
  outcomeList,
  proceeded,
  withUnknownOutcome,
} from './port-under-test';
import { A, B, C, dated, focAt, shown } from './snapshots';

const abandoned = (port: Port, at: Instant) =>
  afterCommand(port, at, { name: 'abandon', reason: 'customer left' }, { isResetChecked: true });

test('a draft ends at once, and says by whom', () => {
  const port = proceeded(abandoned(aDraft(), day(1)), day(1));
  expect(port.ending).toEqual({ kind: 'abandoned', by: 'ada', at: day(1) });
  expect(outcomeList(port)).toEqual(['never_submitted']);
  expect(phaseOf(port)).toBe('expired');
  expect(entriesOf(port, 'given_up')).toMatchObject([
    { numbers: [A], data: { because: 'abandoned', reason: 'customer left' } },
  ]);
});

test('before a draft is given up, the run is asked whether it knows all that it sent', () => {
  const port = after(aDraft(), commanded(day(1), { name: 'abandon' }));
  expect(decide(port, day(1)).kind).toBe('check_reset');
});

test('what can be canceled is canceled, the rest is left open', () => {
  const port = abandoned(
    after(
      atProvider({ numbers: [A, B, C] }),
      read(day(8), [dated(A, focAt(day(10))), shown(B, 'submitted'), shown(C, 'ported')]),
    ),
    day(8),
  );
  expect(decisionOf(port)).toMatchObject({ accepted: [A, B], refused: [] });
  expect(decide(port, day(8))).toMatchObject({
    kind: 'cancel',
    cancel: { isWhole: false, numbers: [{ phoneNumber: B }] },
  });
  const done = proceeded(
    after(
      port,
      cancelAnswered(day(8), [B]),
      read(day(9), [dated(A, focAt(day(10))), shown(B, 'canceled'), shown(C, 'ported')]),
    ),
    day(9),
  );
  expect(done.ending).toMatchObject({ kind: 'abandoned' });
  expect(outcomeList(done)).toEqual(['left_open', 'canceled', 'ported']);
  expect(phaseOf(done)).toBe('partially_completed');
});

test('a date read long ago is looked at first: it may have moved away', () => {
  const port = after(
    atProvider(),
    read(day(6), [dated(A, focAt(day(10)))]),
    commanded(day(8), { name: 'abandon' }),
  );
  expect(decide(port, day(8)).kind).toBe('read');
  const moved = after(port, read(day(8), [dated(A, focAt(day(30)))]), commandDecided(day(8)));
  expect(decide(moved, day(8)).kind).toBe('cancel');
});

test('after 48 h without a confirmation the number is left open', () => {
  const port = after(abandoned(atProvider(), day(1)), cancelAnswered(day(1)), readNothingNew(day(1)));
  expect(decide(port, day(1) + HOUR).kind).toBe('wait');
  const done = proceeded(after(port, readNothingNew(day(3))), day(3));
  expect(done.ending).toMatchObject({ kind: 'abandoned', at: day(3) });
  expect(outcomeList(done)).toEqual(['left_open']);
  expect(phaseOf(done)).toBe('canceled');
});

test('while a submission is unknown: nothing is sent, and what is found is canceled', () => {
  const unknown = withUnknownOutcome();
  const port = abandoned(unknown, BEGIN + MINUTE);
  expect(decide(port, BEGIN + MINUTE).kind).toBe('wait');
  const absent = after(port, searched(BEGIN + 10 * MINUTE), searched(BEGIN + 20 * MINUTE));
  expect(decide(absent, BEGIN + 20 * MINUTE)).toMatchObject({ kind: 'end', ending: { kind: 'abandoned' } });
});

test('while a submission waits to be tried again: it is withdrawn', () => {
  const delayed = after(beingSent(), submissionFailed(BEGIN));
  const port = abandoned(delayed, BEGIN + MINUTE);
  expect(port.attempts).toMatchObject([{ state: 'withdrawn' }]);
  expect(decide(port, BEGIN + MINUTE)).toMatchObject({ kind: 'end' });
});

test('where the provider takes no cancel, an unknown submission is searched for before the port ends', () => {
  const unknown = withUnknownOutcome({ capabilities: { cancel: 'ticket' } });
  expect(decide(abandoned(unknown, BEGIN + MINUTE), BEGIN + MINUTE).kind).toBe('wait');
});

test('twice is refused while the first is under way', () => {
  const port = abandoned(atProvider(), day(1));
  expect(decisionOf(abandoned(port, day(2)))).toMatchObject({
    accepted: [],
    refused: [{ code: 'number_ended' }],
  });
});

test('it asks for nothing any more', () => {
  const port = after(
    atProvider({ numbers: [A, B] }),
    read(day(1), [shown(A, 'rejected'), shown(B, 'expired')]),
  );
  expect(attentionsOf(port)).toHaveLength(2);
  expect(attentionsOf(abandoned(port, day(1)))).toEqual([]);
});

test('a number that was canceled before was taken out on purpose', () => {
  const port = after(
    afterCommand(atProvider({ numbers: [A, B] }), day(1), { name: 'cancel', numbers: [B] }),
    cancelAnswered(day(1), [B]),
    read(day(2), [shown(A, 'ported'), shown(B, 'canceled')]),
  );
  expect(itemOf(port, B).givenUp).toBeUndefined();
  expect(phaseOf(proceeded(port, day(2)))).toBe('completed');
});

test('and it still was, when the port is abandoned before the provider confirms it', () => {
  const sent = after(
    afterCommand(atProvider({ numbers: [A, B] }), day(1), { name: 'cancel', numbers: [B] }),
    cancelAnswered(day(1), [B]),
    read(day(2), [shown(A, 'ported'), shown(B, 'canceling')]),
  );
  const port = after(abandoned(sent, day(2)), read(day(3), [shown(A, 'ported'), shown(B, 'canceled')]));
  expect(phaseOf(proceeded(port, day(3)))).toBe('completed');
});
