import { decide } from '../../../src/domain/lifecycle/decide';
import { giveUp } from '../../../src/domain/changes/timer';
import { phaseOf } from '../../../src/domain/facts/phase';
import type { Port } from '../../../src/domain/model/port';
import { rejectionFor } from '../../../src/domain/model/reasons';
import { HOUR, MINUTE, type Instant } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import {
  cancelAnswered,
  checked,
  commandDecided,
  commanded,
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
  entriesOf,
  itemOf,
  outcomeList,
  proceeded,
  proceedOrThrow,
  withRejection,
  withUnknownOutcome,
} from './port-under-test';
import { A, aProblem, B, dated, focAt, order, shown } from './snapshots';

/** Given up at this instant because nobody answered. */
const given = (port: Port, at: Instant, numbers: readonly string[] = [A]) =>
  after({ ...giveUp(port, numbers, at, 'answer_by').port }, timerFired(at));

describe('what the provider has of a number that is given up', () => {
  test('is canceled there, beside siblings number by number', () => {
    expect(decide(given(withRejection({ numbers: [A, B] }), day(15)), day(15))).toMatchObject({
      kind: 'cancel',
      cancel: { orderRef: 'KW1', isWhole: false, numbers: [{ phoneNumber: A }] },
    });
  });

  test.each(['canceled', 'expired'] as const)('reads %s then: why it was given up stays', (status) => {
    const rejection = rejectionFor('pin_wrong_or_expired', '22155');
    const port = after(atProvider(), read(day(1), [{ ...shown(A, 'rejected'), rejection }]));
    const ended = after(
      given(port, day(15)),
      cancelAnswered(day(15), [A]),
      read(day(16), [shown(A, status)]),
    );
    expect(itemOf(ended, A)).toMatchObject({ status, rejection });
    // Where nobody gave it up, the reason goes with the status that it belongs to.
    const well = after(port, read(day(2), [shown(A, 'submitted')]));
    expect(itemOf(well, A).rejection).toBeUndefined();
  });

  test.each(['canceled', 'expired'] as const)(
    'reads %s then: what was wrong with it is its outcome',
    (status) => {
      const port = after(
        given(withRejection(), day(15)),
        cancelAnswered(day(15)),
        read(day(16), [shown(A, status)]),
      );
      expect(decide(port, day(16))).toMatchObject({ kind: 'end', ending: { kind: 'answer_by' } });
      expect(outcomeList(port)).toEqual(['rejected']);
    },
  );

  test('ports all the same: the read is its outcome', () => {
    const port = after(
      given(withRejection(), day(15)),
      cancelAnswered(day(15)),
      read(day(16), [shown(A, 'ported')]),
    );
    expect(decide(port, day(16))).toMatchObject({ kind: 'end' });
    expect(outcomeList(port)).toEqual(['ported']);
  });

  test('is waited for 48 h, with a look at their end, and left open then', () => {
    const sent = after(given(withRejection(), day(15)), cancelAnswered(day(15)), readNothingNew(day(15)));
    expect(phaseOf(sent)).toBe('canceling');
    const looked = after(sent, readNothingNew(day(16.5)), cancelAnswered(day(16.5)));
    expect(decide(looked, day(17)).kind).toBe('read');
    const port = proceeded(after(looked, readNothingNew(day(17))), day(17));
    expect(port.ending).toMatchObject({ kind: 'answer_by', at: day(17) });
    expect(outcomeList(port)).toEqual(['left_open']);
  });

  test('is left open at once, where the provider refuses the cancel', () => {
    const port = after(
      given(withRejection(), day(15)),
      cancelAnswered(day(15), [A], aProblem({ outcome: 'refused' })),
      readNothingNew(day(15)),
    );
    expect(decide(port, day(15))).toMatchObject({ kind: 'end' });
    expect(outcomeList(port)).toEqual(['left_open']);
  });

  test('is left open at once, where the provider takes no cancel through its API', () => {
    const port = withRejection({ capabilities: { cancel: 'ticket' } });
    const left = given(port, day(15));
    expect(decide(left, day(15)).kind).toBe('end');
    expect(outcomeList(left)).toEqual(['left_open']);
  });

  test('cannot be canceled inside its window: nothing is sent', () => {
    const port = given(after(atProvider(), read(day(8), [dated(A, focAt(day(10)))])), day(8));
    expect(itemOf(port).cancel).toBeUndefined();
    expect(outcomeList(port)).toEqual(['left_open']);
  });

  test('is asked again, when an earlier cancel was refused', () => {
    const refused = after(
      afterCommand(withRejection(), day(2), { name: 'cancel' }),
      cancelAnswered(day(2), [A], aProblem({ outcome: 'refused' })),
      readNothingNew(day(2)),
    );
    expect(decide(given(refused, day(3)), day(3)).kind).toBe('cancel');
  });

  test('a cancel that keeps failing is tried for 48 h', () => {
    const busy = after(
      given(withRejection(), day(15)),
      cancelAnswered(day(15), [A], aProblem()),
      readNothingNew(day(15)),
    );
    expect(decide(busy, day(15) + HOUR).kind).toBe('cancel');
    const port = after(busy, readNothingNew(day(17)));
    expect(proceedOrThrow(port, day(17)).step.kind).not.toBe('wait');
    expect(decide(port, day(17)).kind).toBe('end');
  });

  test('while it is unknown whether there is an order, the search goes on', () => {
    const port = given(withUnknownOutcome(), BEGIN + MINUTE);
    expect(decide(port, BEGIN + 10 * MINUTE).kind).toBe('search');
    const found = after(
      port,
      searched(BEGIN + 10 * MINUTE, { kind: 'found', orders: [order([shown(A, 'in_review')])] }),
    );
    expect(decide(found, BEGIN + 10 * MINUTE).kind).toBe('cancel');
    const absent = after(port, searched(BEGIN + 10 * MINUTE), searched(BEGIN + 20 * MINUTE));
    expect(decide(absent, BEGIN + 20 * MINUTE)).toMatchObject({ kind: 'end' });
    expect(outcomeList(absent)).toEqual(['never_submitted']);
  });

  test('and where only a person could tell whether there is one, for 48 h', () => {
    const port = after(
      given(withUnknownOutcome({ capabilities: { afterUnknownSend: 'ask_person' } }), BEGIN + MINUTE),
      searched(BEGIN + 10 * MINUTE),
      searched(BEGIN + 20 * MINUTE),
    );
    const until = BEGIN + MINUTE + 48 * HOUR;
    expect(decide(port, BEGIN + HOUR)).toMatchObject({ kind: 'wait', until });
    const done = proceeded(port, until);
    expect(done.ending).toMatchObject({ at: until });
    expect(outcomeList(done)).toEqual(['left_open']);
  });

  test('an item that becomes open again afterwards is canceled', () => {
    const port = after(
      atProvider({ numbers: [A, B] }),
      read(day(1), [shown(A, 'expired'), shown(B, 'submitted')]),
    );
    const alive = [shown(A, 'submitted'), shown(B, 'submitted')];
    const back = after(given(port, day(15)), read(day(16), alive), read(day(16) + HOUR, alive));
    expect(entriesOf(back, 'anomaly')).toHaveLength(1);
    expect(decide(back, day(16) + HOUR)).toMatchObject({
      kind: 'cancel',
      cancel: { numbers: [{ phoneNumber: A }] },
    });
  });
});

describe('a draft that is given up', () => {
  test('was never submitted', () => {
    const port = given(aDraft(), day(1));
    expect(decide(port, day(1))).toMatchObject({ kind: 'end' });
    expect(outcomeList(port)).toEqual(['never_submitted']);
  });

  test('of a resubmission: what was wrong before is its outcome, once the old order is out', () => {
    const again = afterCommand(withRejection(), day(2), { name: 'resubmit' });
    const port = given(after(again, cancelAnswered(day(2)), readNothingNew(day(2))), day(2));
    expect(decide(port, day(2) + HOUR).kind).toBe('wait');
    const out = after(port, read(day(3), [shown(A, 'canceled')]));
    expect(decide(out, day(3)).kind).toBe('end');
    expect(outcomeList(out)).toEqual(['rejected']);
  });

  test('of a resubmission whose old order never ends: it is left open', () => {
    const again = afterCommand(withRejection(), day(2), { name: 'resubmit' });
    const port = given(after(again, cancelAnswered(day(2)), readNothingNew(day(2))), day(2));
    const done = after(port, readNothingNew(day(4)));
    expect(decide(done, day(4)).kind).toBe('end');
    expect(outcomeList(done)).toEqual(['left_open']);
  });

  test('of a number that was submitted before, and is canceled there, was not "never submitted"', () => {
    const open = after(atProvider(), read(day(1), [shown(A, 'submitted')]));
    const again = afterCommand(open, day(2), { name: 'resubmit', numbers: [A] });
    const out = after(again, cancelAnswered(day(2)), read(day(3), [shown(A, 'canceled')]));
    expect(outcomeList(given(out, day(3)))).toEqual(['canceled']);
  });

  test('takes its number out of a submission that waits to be tried again', () => {
    const delayed = after(beingSent({ numbers: [A, B] }), submissionFailed(BEGIN));
    const port = given(delayed, BEGIN);
    expect(proceedOrThrow(port, BEGIN).step).toMatchObject({
      kind: 'submit',
      attempt: { number: 2, numbers: [B] },
    });
  });

  test('that cannot be moved lets its siblings go', () => {
    const port = given(after(aDraft({ numbers: [A, B] }), checked(BEGIN, [B], [A])), BEGIN);
    expect(proceedOrThrow(port, BEGIN).step).toMatchObject({ kind: 'submit', attempt: { numbers: [B] } });
    expect(outcomeList(port)[0]).toBe('not_portable');
  });

  test('that lacked something lets its siblings go, which lack nothing', () => {
    const pin = [{ field: 'numbers.pin', message: 'The PIN.', numbers: [A] }];
    const port = given(after(aDraft({ numbers: [A, B] }), checked(BEGIN, [A, B], [], pin)), BEGIN);
    expect(proceedOrThrow(port, BEGIN).step).toMatchObject({ kind: 'submit', attempt: { numbers: [B] } });
  });

  test('that lacked something lets its siblings go when it is canceled, too', () => {
    const pin = [{ field: 'numbers.pin', message: 'The PIN.', numbers: [A] }];
    const port = after(
      aDraft({ numbers: [A, B] }),
      checked(BEGIN, [A, B], [], pin),
      commanded(BEGIN, { name: 'cancel', numbers: [A] }, { isResetChecked: true }),
      commandDecided(BEGIN),
    );
    expect(proceedOrThrow(port, BEGIN).step).toMatchObject({ kind: 'submit', attempt: { numbers: [B] } });
  });
});
