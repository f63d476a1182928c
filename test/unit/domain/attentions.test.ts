import { attentionsOf } from '../../../src/domain/attentions/attentions';
import type { AttentionCause } from '../../../src/domain/model/attention';
import { rejectionFor } from '../../../src/domain/model/reasons';
import type { Command } from '../../../src/domain/model/port-commands';
import type { Port } from '../../../src/domain/model/port';
import { HOUR } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import { checked, failedRead, read, readNothingNew, searched, submissionFailed } from './port-events';
import {
  aDraft,
  after,
  afterCommand,
  atProvider,
  beingSent,
  entriesOf,
  newlyRecorded,
} from './port-under-test';
import { A, B, C, dated, focAt, shown } from './snapshots';

const the = (port: Port, cause: AttentionCause) => attentionsOf(port).find((one) => one.cause === cause);

describe('missing data', () => {
  const missing = [{ field: 'subscriber.name', message: 'The name.' }];

  test('what the draft lacks is asked from the first instant, and told', () => {
    const port = aDraft({ numbers: [A, B], missing });
    expect(attentionsOf(port)).toEqual([
      {
        cause: 'missing_fields',
        numbers: [A, B],
        fields: ['subscriber.name'],
        since: BEGIN,
        answerBy: day(14),
        message: 'The name.',
      },
    ]);
    expect(entriesOf(port, 'attention_raised')).toMatchObject([
      { numbers: [A, B], data: { cause: 'missing_fields' } },
    ]);
  });

  test('what the check found lacking is asked for its numbers, since the check', () => {
    const pin = [{ field: 'numbers.pin', message: 'The PIN.', numbers: [B] }];
    const port = after(aDraft({ numbers: [A, B] }), checked(day(1), [A, B], [], pin));
    expect(the(port, 'missing_fields')).toMatchObject({ numbers: [B], since: day(1) });
  });

  test('what the provider says is missing is asked since it said so first', () => {
    const port = after(
      atProvider(),
      read(day(2), [shown(A, 'in_review', { missingFields: true })]),
      read(day(3), [shown(A, 'submitted', { missingFields: true })]),
    );
    expect(the(port, 'missing_fields')).toMatchObject({ numbers: [A], since: day(2) });
    expect(the(after(port, read(day(4), [shown(A, 'submitted')])), 'missing_fields')).toBeUndefined();
  });
});

describe('numbers that went wrong', () => {
  test.each([
    ['rejected', 'rejected'],
    ['not_portable', 'not_portable'],
    ['expired', 'expired'],
    ['canceled', 'canceled_by_carrier'],
  ] as const)('a number that reads %s asks a person: %s', (status, cause) => {
    const port = after(atProvider({ numbers: [A, B] }), read(day(1), [shown(B, status)]));
    expect(attentionsOf(port)).toMatchObject([{ cause, numbers: [B], since: day(1) }]);
  });

  test('a rejection names the fields to mend, and what was said', () => {
    const rejection = rejectionFor('name_mismatch', '22153', 'The name differs.');
    const port = after(atProvider(), read(day(1), [shown(A, 'rejected', { rejection })]));
    expect(the(port, 'rejected')).toMatchObject({
      fields: ['subscriber.name'],
      message: 'The name differs.',
    });
  });

  test('later reads of an expired number do not renew the question', () => {
    const port = after(
      atProvider({ numbers: [A, B] }),
      read(day(1), [dated(A, focAt(day(20))), shown(B, 'submitted')]),
      read(day(2), [shown(A, 'expired'), shown(B, 'submitted')]),
      read(day(3), [shown(A, 'expired'), dated(B, focAt(day(30)))]),
    );
    expect(the(port, 'expired')?.since).toBe(day(2));
  });

  test('a second number is told alone: it is no news about the first', () => {
    const one = after(atProvider({ numbers: [A, B, C] }), read(day(1), [shown(A, 'rejected')]));
    const two = after(one, read(day(2), [shown(A, 'rejected'), shown(B, 'rejected')]));
    expect(newlyRecorded(one, two).filter(({ kind }) => kind.startsWith('attention'))).toMatchObject([
      { kind: 'attention_raised', numbers: [B] },
    ]);
    const back = after(two, read(day(3), [shown(A, 'submitted'), shown(B, 'rejected')]));
    expect(newlyRecorded(two, back).filter(({ kind }) => kind.startsWith('attention'))).toMatchObject([
      { kind: 'attention_cleared', numbers: [A] },
    ]);
  });
});

describe('a number that cannot be moved', () => {
  test('it holds the others and asks a person', () => {
    const port = after(aDraft({ numbers: [A, B] }), checked(BEGIN, [A], [B]));
    expect(attentionsOf(port)).toMatchObject([{ cause: 'not_portable', numbers: [B] }]);
  });

  test('nobody is asked when the request said to go on without it', () => {
    const request = { onNotPortable: 'continue_without' } as const;
    const port = after(aDraft({ numbers: [A, B], request }), checked(BEGIN, [A], [B]));
    expect(attentionsOf(port)).toEqual([]);
  });

  test('after it was accepted a person is asked all the same', () => {
    const request = { onNotPortable: 'continue_without' } as const;
    const port = after(atProvider({ numbers: [A, B], request }), read(day(1), [shown(B, 'not_portable')]));
    expect(attentionsOf(port)).toMatchObject([{ cause: 'not_portable', numbers: [B] }]);
  });
});

describe('the provider asks', () => {
  const asks = { actionRequired: true };

  test('an order that waits for a person names its ticket', () => {
    const port = after(
      atProvider(),
      read(day(1), [shown(A, 'submitted')], { ...asks, supportTicket: 'T-9' }),
      read(day(2), [shown(A, 'submitted')], { ...asks, supportTicket: 'T-9' }),
    );
    expect(the(port, 'provider_asks')).toMatchObject({
      numbers: [A],
      since: day(1),
      message: expect.stringContaining('T-9'),
    });
  });

  test.each([
    ['a rejected number', shown(A, 'rejected')],
    ['missing data', shown(A, 'in_review', { missingFields: true })],
  ])('%s explains it', (_, item) => {
    const port = after(atProvider({ numbers: [A, B] }), read(day(1), [item, shown(B, 'submitted')], asks));
    expect(the(port, 'provider_asks')).toBeUndefined();
  });

  test.each<[string, Command]>([
    ['is being canceled', { name: 'cancel', numbers: [A] }],
    ['was settled', { name: 'settle', numbers: [A], as: 'rejected', evidence: 'ticket 7' }],
  ])('a rejected number that %s explains it, and its sibling is not to blame', (_, command) => {
    const items = [shown(A, 'rejected'), shown(B, 'submitted')];
    const port = after(atProvider({ numbers: [A, B] }), read(day(1), items, asks));
    const told = after(afterCommand(port, day(1), command), read(day(2), items, asks));
    expect(attentionsOf(told)).toEqual([]);
  });

  test('an order that is over asks nothing', () => {
    const port = after(atProvider(), read(day(1), [shown(A, 'canceled')], asks));
    expect(the(port, 'provider_asks')).toBeUndefined();
  });
});

describe('silence', () => {
  test('no news is asked since the seventh day, and cleared by news', () => {
    const port = after(atProvider(), readNothingNew(day(9)));
    expect(the(port, 'no_news')).toMatchObject({ numbers: [A], since: day(7) });
    const moved = after(port, read(day(10), [shown(A, 'submitted')]));
    expect(the(moved, 'no_news')).toBeUndefined();
    expect(entriesOf(moved, 'attention_cleared')).toHaveLength(1);
  });

  test('a cutover is overdue when the look a day after it still does not show it', () => {
    const port = after(atProvider(), read(day(1), [dated(A, focAt(day(10)))]));
    expect(the(after(port, readNothingNew(day(11) - 1)), 'cutover_overdue')).toBeUndefined();
    const overdue = after(port, readNothingNew(day(11)));
    expect(the(overdue, 'cutover_overdue')).toMatchObject({ numbers: [A], since: day(11) });
    expect(the(after(overdue, read(day(12), [dated(A, focAt(day(20)))])), 'cutover_overdue')).toBeUndefined();
  });
});

describe('calls that fail', () => {
  test('a failing read is asked since it failed first, and cleared by a success', () => {
    const port = after(atProvider(), failedRead(day(1)), failedRead(day(2)));
    expect(attentionsOf(port)).toMatchObject([
      { cause: 'read_failed', numbers: [], since: day(1), message: 'It said 500.' },
    ]);
    expect(entriesOf(port, 'attention_raised')).toHaveLength(1);
    const well = after(port, readNothingNew(day(2) + HOUR));
    expect(attentionsOf(well)).toEqual([]);
    expect(entriesOf(well, 'attention_cleared')).toHaveLength(1);
  });

  test('a missing worker is an attention of its own', () => {
    const port = after(
      atProvider(),
      failedRead(day(1), { code: 'no_worker_for_account' }),
      failedRead(day(1) + HOUR, { code: 'called_off' }),
    );
    expect(attentionsOf(port)).toMatchObject([{ cause: 'no_worker_for_account' }]);
  });

  test('an unknown submission is asked since it became unknown, not since it was delayed', () => {
    const port = after(
      beingSent(),
      submissionFailed(day(1)),
      submissionFailed(day(2), { outcome: 'unknown' }),
    );
    // While searches are still to come nobody is needed.
    expect(attentionsOf(port)).toEqual([]);
    const found = after(port, searched(day(3), { kind: 'ambiguous', orderRefs: ['KW1', 'KW2'] }));
    expect(attentionsOf(found)).toMatchObject([
      {
        cause: 'submission_unknown',
        numbers: [A],
        since: day(2),
        message: expect.stringContaining('KW1, KW2') as string,
      },
    ]);
  });
});

test('an ended port asks nothing, and says that it no longer does', () => {
  const port = after(atProvider(), read(day(1), [shown(A, 'rejected')]), {
    kind: 'ended',
    at: day(2),
    ending: { kind: 'abandoned' },
    cause: { kind: 'timer' },
  });
  expect(attentionsOf(port)).toEqual([]);
  expect(entriesOf(port, 'attention_cleared')).toHaveLength(1);
});
