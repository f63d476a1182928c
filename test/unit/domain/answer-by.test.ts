import { attentionsOf } from '../../../src/domain/attentions/attentions';
import { answerByOf } from '../../../src/domain/facts/ending';
import { decide } from '../../../src/domain/lifecycle/decide';
import { outcomesOf } from '../../../src/domain/facts/outcome';
import { phaseOf } from '../../../src/domain/facts/phase';
import { currentItems } from '../../../src/domain/facts/items';
import type { Port } from '../../../src/domain/model/port';
import type { MissingField } from '../../../src/domain/model/snapshot';
import { earliest, HOUR, type Instant } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import {
  cancelAnswered,
  checked,
  commandDecided,
  commanded,
  failedRead,
  read,
  readNothingNew,
  reviewed,
  timerFired,
} from './port-events';
import {
  aDraft,
  after,
  afterCommand,
  atProvider,
  entriesOf,
  itemOf,
  outcomeList,
  proceeded,
  proceedOrThrow,
  withRejection,
} from './port-under-test';
import { A, B, C, dated, focAt, shown } from './snapshots';

/** The first moment at which no answer has come in time. */
const firstAnswerBy = (port: Port) => earliest(currentItems(port).map((item) => answerByOf(port, item)));
const pinOf = (...numbers: string[]): MissingField => ({
  field: 'numbers.pin',
  message: 'The PIN.',
  numbers,
});
const NAME: MissingField = { field: 'subscriber.name', message: 'The name.' };
/** All data is amended: how, does not matter here. */
const mended = (port: Port, at: Instant, numbers: readonly string[] = []) =>
  after(
    port,
    commanded(at, { name: 'amend', patch: {} }),
    {
      kind: 'revised',
      at,
      revision: {
        ok: true,
        request: port.request,
        fields: [numbers.length > 0 ? 'numbers.pin' : 'subscriber.name'],
        numbers,
      },
    },
    commandDecided(at),
  );

describe('who has how long', () => {
  test.each(['rejected', 'not_portable', 'expired', 'canceled'] as const)(
    '14 days for a number that reads %s',
    (status) => {
      const port = after(
        atProvider({ numbers: [A, B] }),
        read(day(1), [shown(A, status), shown(B, 'submitted')]),
      );
      expect(firstAnswerBy(port)).toBe(day(15));
      expect(attentionsOf(port)).toMatchObject([{ numbers: [A], answerBy: day(15) }]);
    },
  );

  test('14 days for what a draft lacks', () => {
    expect(firstAnswerBy(aDraft({ missing: [NAME] }))).toBe(day(14));
  });

  test.each([
    ['a complete draft', () => aDraft({ request: { submit: 'manual' } })],
    ['a number at the provider', () => atProvider()],
    ['silence', () => after(atProvider(), readNothingNew(day(9)))],
    [
      'data that the provider misses',
      () => after(atProvider(), read(day(1), [shown(A, 'in_review', { missingFields: true })])),
    ],
    [
      'an order that waits for a person',
      () => after(atProvider(), read(day(1), [shown(A, 'submitted')], { actionRequired: true })),
    ],
    [
      'a number that was left behind on request',
      () =>
        after(
          aDraft({ numbers: [A, B], request: { onNotPortable: 'continue_without' } }),
          checked(BEGIN, [A], [B]),
        ),
    ],
  ])('no end for %s', (_, port) => {
    expect(firstAnswerBy(port())).toBeUndefined();
  });

  test('of several numbers the earliest is shown, and each keeps its own', () => {
    const port = after(
      atProvider({ numbers: [A, B, C] }),
      read(day(1), [shown(A, 'rejected'), shown(B, 'submitted'), shown(C, 'submitted')]),
      read(day(5), [shown(A, 'rejected'), shown(B, 'rejected'), shown(C, 'submitted')]),
    );
    expect(attentionsOf(port)).toMatchObject([{ numbers: [A, B], answerBy: day(15) }]);
    const firedAt = proceeded(after(port, timerFired(day(13)), readNothingNew(day(15))), day(15));
    expect(itemOf(firedAt, A).givenUp).toEqual({ at: day(15), because: 'answer_by', outcome: 'rejected' });
    expect(itemOf(firedAt, B).givenUp).toBeUndefined();
    expect(firstAnswerBy(firedAt)).toBe(day(19));
  });
});

describe('without an answer', () => {
  const rejected = after(
    atProvider({ numbers: [A, B] }),
    read(day(1), [shown(A, 'rejected'), dated(B, focAt(day(40)))]),
  );

  test('the provider is looked at once more, and then only that number is canceled there', () => {
    const looked = after(rejected, readNothingNew(day(13)));
    const reminded = proceedOrThrow(looked, day(13));
    expect(entriesOf(reminded.port, 'reminder')).toMatchObject([
      { numbers: [A], data: { what: 'answer_by' } },
    ]);
    expect(reminded.step).toMatchObject({ kind: 'wait', until: day(14) });
    expect(decide(reminded.port, day(15)).kind).toBe('read');
    const port = proceedOrThrow(after(reminded.port, readNothingNew(day(15))), day(15));
    expect(port.step).toMatchObject({
      kind: 'cancel',
      cancel: { isWhole: false, numbers: [{ phoneNumber: A }] },
    });
    expect(entriesOf(port.port, 'given_up')).toMatchObject([
      { at: day(15), numbers: [A], data: { because: 'answer_by' } },
    ]);
    expect(attentionsOf(port.port)).toEqual([]);
  });

  test('a read at the last moment that shows it alive again saves it', () => {
    const alive = after(rejected, read(day(15), [shown(A, 'submitted'), dated(B, focAt(day(40)))]));
    expect(itemOf(proceeded(alive, day(15)), A).givenUp).toBeUndefined();
  });

  test('nothing is given up on a read that failed, before a day of failures is over', () => {
    const failed = after(rejected, timerFired(day(13)), failedRead(day(15)));
    const waiting = proceedOrThrow(failed, day(15));
    expect(waiting.step.kind).toBe('wait');
    expect(itemOf(waiting.port).givenUp).toBeUndefined();
    expect(attentionsOf(waiting.port).map(({ cause }) => cause)).toEqual(['read_failed', 'rejected']);
    const alive = after(waiting.port, read(day(15) + HOUR, [shown(A, 'submitted')]));
    expect(itemOf(proceeded(alive, day(15) + HOUR)).givenUp).toBeUndefined();
    const blind = after(waiting.port, failedRead(day(16)));
    expect(proceedOrThrow(blind, day(16)).step.kind).toBe('cancel');
  });

  test('its siblings go on, and the port ends by them', () => {
    const given = proceeded(after(rejected, timerFired(day(13)), readNothingNew(day(15))), day(15));
    const port = after(
      given,
      cancelAnswered(day(15), [A]),
      read(day(16), [shown(A, 'canceled'), dated(B, focAt(day(40)))]),
    );
    expect(phaseOf(port)).toBe('foc_confirmed');
    const moved = proceeded(after(port, read(day(40), [shown(A, 'canceled'), shown(B, 'ported')])), day(40));
    expect(moved.ending).toMatchObject({ kind: 'answer_by' });
    expect(outcomeList(moved)).toEqual(['rejected', 'ported']);
    expect(phaseOf(moved)).toBe('partially_completed');
  });

  test('a draft that lacks something ends as never submitted', () => {
    const port = proceeded(after(aDraft({ missing: [NAME] }), timerFired(day(12))), day(14));
    expect(port.ending).toEqual({ kind: 'answer_by', at: day(14) });
    expect(outcomesOf(port)).toEqual([{ phoneNumber: A, outcome: 'never_submitted' }]);
  });

  test('a number that the check refused lets those go that it held', () => {
    const held = after(aDraft({ numbers: [A, B] }), checked(BEGIN, [A], [B]));
    expect(decide(held, BEGIN)).toMatchObject({ kind: 'wait', until: day(12) });
    expect(proceedOrThrow(after(held, timerFired(day(12))), day(14)).step).toMatchObject({
      kind: 'check',
      numbers: [A],
    });
  });

  test('a port of which a number has ended is not a draft that can expire', () => {
    const port = withRejection({ numbers: [A] });
    expect(proceedOrThrow(after(port, readNothingNew(day(14))), day(14)).step).toMatchObject({
      kind: 'wait',
      until: day(15),
    });
  });

  test('a draft expires after 30 days, when it only waits to be released', () => {
    const port = aDraft({ request: { submit: 'manual' } });
    expect(decide(port, BEGIN)).toMatchObject({ kind: 'wait', until: day(28) });
    const recalled = after(port, timerFired(day(28)), {
      kind: 'reset_checked',
      at: day(30),
      mayHaveSubmitted: false,
    });
    expect(proceeded(recalled, day(30)).ending).toEqual({ kind: 'draft_expired', at: day(30) });
  });
});

test('a run that a reset made asks what it has forgotten, before a draft expires', () => {
  // Reset on day 31 to before the send: the order of day 0 is at the provider, and this run does not know of it.
  const port = aDraft({ request: { submit: 'manual' } });
  expect(decide(after(port, timerFired(day(28))), day(31))).toEqual({ kind: 'check_reset' });
});

describe('time again', () => {
  test('for the number that is amended, and not for another', () => {
    const port = after(
      atProvider({ numbers: [A, B] }),
      read(day(1), [shown(A, 'rejected'), shown(B, 'rejected')]),
    );
    const one = mended(port, day(10), [B]);
    const given = proceeded(after(one, timerFired(day(13)), readNothingNew(day(15))), day(15));
    expect(itemOf(given, A).givenUp).toBeDefined();
    expect(itemOf(given, B).givenUp).toBeUndefined();
    expect(firstAnswerBy(given)).toBe(day(24));
  });

  test('for all, when what they share is mended', () => {
    const port = after(
      atProvider({ numbers: [A, B] }),
      read(day(1), [shown(A, 'rejected'), shown(B, 'rejected')]),
    );
    expect(firstAnswerBy(mended(port, day(10)))).toBe(day(24));
  });

  test('for a draft that still lacks something else', () => {
    const port = after(mended(aDraft({ missing: [NAME] }), day(10)), reviewed(day(10), [NAME]));
    expect(firstAnswerBy(port)).toBe(day(24));
  });

  test('a resubmission ends the question', () => {
    const port = withRejection();
    expect(firstAnswerBy(afterCommand(port, day(10), { name: 'resubmit' }))).toBeUndefined();
  });

  test('a new refusal of the new order asks anew', () => {
    const again = afterCommand(withRejection(), day(10), {
      name: 'resubmit',
    });
    const port = after(
      again,
      reviewed(day(10)),
      cancelAnswered(day(10)),
      read(day(11), [shown(A, 'canceled')]),
      checked(day(11), [], [A]),
    );
    expect(firstAnswerBy(port)).toBe(day(25));
  });

  test('a number that is resubmitted, and lacks something, has the whole time of its own', () => {
    const both = after(
      atProvider({ numbers: [A, B] }),
      read(day(1), [shown(A, 'expired'), shown(B, 'expired')]),
    );
    const first = after(
      afterCommand(both, day(1), { name: 'resubmit', numbers: [A] }),
      reviewed(day(1), [pinOf(A)]),
    );
    const second = after(
      afterCommand(first, day(13), { name: 'resubmit', numbers: [B] }),
      reviewed(day(13), [pinOf(A, B)]),
    );
    const given = proceeded(after(second, readNothingNew(day(15))), day(15));
    expect(itemOf(given, B)).toMatchObject({ phoneNumber: B });
    expect(given.items.filter(({ phoneNumber }) => phoneNumber === B).at(-1)!.givenUp).toBeUndefined();
  });

  test('a draft that waited long for the end of its old order has time to answer from there', () => {
    const again = afterCommand(withRejection(), day(1), {
      name: 'resubmit',
    });
    const blocked = after(again, reviewed(day(1), [NAME]), cancelAnswered(day(1)), readNothingNew(day(20)));
    expect(firstAnswerBy(blocked)).toBeUndefined();
    const free = after(blocked, read(day(20) + HOUR, [shown(A, 'canceled')]));
    expect(firstAnswerBy(free)).toBeGreaterThan(day(20) + HOUR);
  });
});

describe('a cancel that the provider takes and does not carry out', () => {
  const canceled = (status: 'rejected' | 'not_portable') => {
    const port = afterCommand(after(atProvider(), read(day(1), [shown(A, status)])), day(1), {
      name: 'cancel',
    });
    return after(port, cancelAnswered(day(1)), readNothingNew(day(1)));
  };

  test.each(['rejected', 'not_portable'] as const)(
    'of a number that stays %s: after a week of silence a person is asked',
    (status) => {
      const silent = after(canceled(status), readNothingNew(day(30)));
      const { port } = proceedOrThrow(silent, day(30));
      expect(attentionsOf(port)).not.toEqual([]);
    },
  );
});
