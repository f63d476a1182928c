import { decide } from '../../../src/domain/lifecycle/decide';
import type { Port } from '../../../src/domain/model/port';
import { DAY, HOUR, MINUTE, SECOND, type Instant } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import {
  checked,
  commandDecided,
  commanded,
  failedRead,
  read,
  readNothingNew,
  submissionFailed,
  timerFired,
} from './port-events';
import { aDraft, after, atProvider, beingSent, decisionOf, entriesOf, itemOf } from './port-under-test';
import { A, B, shown } from './snapshots';

describe('the way to the provider', () => {
  test('first the check of every number', () => {
    expect(decide(aDraft({ numbers: [A, B] }), BEGIN)).toEqual({ kind: 'check', numbers: [A, B] });
  });

  test('then the submission begins, and is sent', () => {
    expect(decide(after(aDraft(), checked(BEGIN, [A])), BEGIN)).toEqual({ kind: 'begin_attempt' });
    expect(decide(beingSent(), BEGIN)).toMatchObject({
      kind: 'submit',
      attempt: { key: 'acme-42/1', numbers: [A], state: 'ready' },
    });
  });

  test('a check of fifteen minutes ago still holds; a millisecond later it does not', () => {
    const port = after(aDraft(), checked(BEGIN, [A]));
    expect(decide(port, BEGIN + 15 * MINUTE).kind).toBe('begin_attempt');
    expect(decide(port, BEGIN + 15 * MINUTE + 1).kind).toBe('check');
  });

  test('nothing goes while something is missing', () => {
    expect(decide(aDraft({ missing: [{ field: 'x', message: 'y' }] }), BEGIN).kind).toBe('wait');
  });

  test('what the check found missing stops it too', () => {
    const port = after(aDraft(), checked(BEGIN, [A], [], [{ field: 'numbers.pin', message: 'The PIN.' }]));
    expect(decide(port, BEGIN).kind).toBe('wait');
  });

  test('nothing goes before somebody says submit', () => {
    expect(decide(aDraft({ request: { submit: 'manual' } }), BEGIN).kind).toBe('wait');
  });

  test('a number that cannot be moved holds the others, and they are not checked again meanwhile', () => {
    const port = after(aDraft({ numbers: [A, B] }), checked(BEGIN, [A], [B]));
    expect(decide(port, BEGIN).kind).toBe('wait');
    expect(decide(port, BEGIN + HOUR).kind).toBe('wait');
  });

  test('or is left behind, when the request says so', () => {
    const request = { onNotPortable: 'continue_without' } as const;
    const port = after(aDraft({ numbers: [A, B], request }), checked(BEGIN, [A], [B]), {
      kind: 'attempt_began',
      at: BEGIN,
    });
    expect(decide(port, BEGIN)).toMatchObject({ kind: 'submit', attempt: { numbers: [A] } });
  });
});

test('what a number lacks that is left behind does not stop the others', () => {
  const request = { onNotPortable: 'continue_without' } as const;
  const pin = (...numbers: string[]) => [{ field: 'numbers.pin', message: 'The PIN.', numbers }];
  const draft = aDraft({ numbers: [A, B], request });
  expect(decide(after(draft, checked(BEGIN, [A], [B], pin(B))), BEGIN).kind).toBe('begin_attempt');
  const lacking = after(draft, checked(BEGIN, [A], [B], pin(A, B)));
  expect(decide(lacking, BEGIN).kind).toBe('wait');
  expect(lacking.missing).toEqual(pin(A));
});

describe('a submission that failed', () => {
  const failed = (outcome: 'refused' | 'unavailable' | 'unknown', code = 'x') =>
    after(
      beingSent({ numbers: [A, B] }),
      submissionFailed(BEGIN, { outcome, code, reason: 'name_mismatch', providerCode: '400' }),
    );

  test('what was certainly not sent is sent again on the steps of the policy', () => {
    const port = failed('unavailable');
    expect(decide(port, BEGIN)).toMatchObject({ kind: 'wait', until: BEGIN + 15 * SECOND });
    expect(decide(port, BEGIN + 15 * SECOND)).toMatchObject({
      kind: 'submit',
      attempt: { key: 'acme-42/1' },
    });
  });

  test('what may have been sent is searched for, and nothing is sent meanwhile', () => {
    const port = failed('unknown');
    expect(decide(port, BEGIN)).toMatchObject({ kind: 'wait', until: BEGIN + 10 * MINUTE });
    expect(decide(port, BEGIN + 10 * MINUTE)).toMatchObject({
      kind: 'search',
      attempt: { key: 'acme-42/1', numbers: [A, B] },
      since: BEGIN - DAY,
    });
    expect(entriesOf(port, 'submission_unknown')).toHaveLength(1);
  });

  test('wrong credentials are ours to mend: nothing is said against the request', () => {
    const port = failed('refused', 'provider_unauthorized');
    expect(decide(port, BEGIN + 15 * SECOND).kind).toBe('submit');
    expect(itemOf(port).status).toBe('draft');
  });

  test('a refusal rejects its numbers, with its reason, and is told with its facts', () => {
    const port = failed('refused');
    expect(itemOf(port, B)).toMatchObject({
      status: 'rejected',
      rejection: { reason: 'name_mismatch', code: '400', field: 'subscriber.name' },
    });
    expect(entriesOf(port, 'submission_refused')).toMatchObject([
      { numbers: [A, B], data: { code: 'x', message: 'It said 500.', providerCode: '400' } },
    ]);
    expect(decide(after(port, timerFired(day(13))), day(13)).kind).toBe('wait');
  });
});

const order = { kind: 'read', orderRefs: ['KW1'] } as const;

describe('reasons to look', () => {
  const hinted = (port: Port, at: Instant) => after(port, { kind: 'hinted', at });

  test('a hint', () => {
    expect(decide(hinted(atProvider(), day(0) + HOUR), BEGIN + HOUR)).toMatchObject({
      ...order,
      cause: { kind: 'hint' },
    });
  });

  test('a hint that came before the order was known is read as soon as it is', () => {
    const early = hinted(beingSent(), BEGIN);
    const port = after(early, {
      kind: 'submitted',
      at: BEGIN,
      orders: [{ ref: 'KW1', providerStatus: 'w', actionRequired: false, items: [] }],
    });
    expect(decide(port, BEGIN)).toMatchObject(order);
  });

  test('a hint about an order that is over: it can become open again', () => {
    const canceled = after(atProvider(), read(day(1), [shown(A, 'canceled')]));
    expect(decide(canceled, day(1)).kind).toBe('wait');
    expect(decide(hinted(canceled, day(2)), day(2))).toMatchObject(order);
  });

  test('somebody asks, and is named as the cause', () => {
    expect(decide(after(atProvider(), commanded(BEGIN + HOUR)), BEGIN + HOUR)).toMatchObject({
      ...order,
      cause: { kind: 'command', command: 'refresh', by: 'ada' },
    });
  });

  test('the grid, at its very instant', () => {
    expect(decide(atProvider(), day(1) - 1).kind).toBe('wait');
    expect(decide(atProvider(), day(1))).toMatchObject({ ...order, cause: { kind: 'watch' } });
  });

  test('a read that follows says what it knows already', () => {
    const port = after(atProvider(), read(day(1), [shown(A, 'submitted')]));
    expect(decide(port, day(2))).toMatchObject({ digest: `at ${String(day(1))}` });
  });

  test('one read satisfies them all', () => {
    const port = after(hinted(atProvider(), day(1)), commanded(day(1)), readNothingNew(day(1)));
    expect(decide(port, day(1)).kind).toBe('decide_command');
    expect(decide(after(port, commandDecided(day(1))), day(1)).kind).toBe('wait');
  });

  test('a failed read answers whoever asked; the next try is the clock’s', () => {
    const port = after(atProvider(), commanded(BEGIN + HOUR), failedRead(BEGIN + HOUR));
    expect(decide(port, BEGIN + HOUR).kind).toBe('decide_command');
    const answered = after(port, commandDecided(BEGIN + HOUR));
    expect(decide(answered, BEGIN + HOUR).kind).toBe('wait');
    expect(decide(answered, BEGIN + HOUR + 15 * SECOND)).toMatchObject({
      ...order,
      cause: { kind: 'timer' },
    });
  });
});

describe('whoever asks when there is nothing to read', () => {
  test('a draft answers at once', () => {
    const port = after(aDraft({ missing: [{ field: 'x', message: 'y' }] }), commanded(BEGIN));
    expect(decide(port, BEGIN).kind).toBe('decide_command');
    expect(decide(after(port, commandDecided(BEGIN)), BEGIN).kind).toBe('wait');
  });

  test('a port that is over answers before it ends', () => {
    const over = after(atProvider(), read(day(1), [shown(A, 'ported')]), commanded(day(1)));
    // At once: there is nothing to look for any more.
    expect(decide(over, day(1)).kind).toBe('decide_command');
    expect(decide(after(over, commandDecided(day(1))), day(1)).kind).toBe('end');
  });

  test('a port that has ended answers whoever was still on the way', () => {
    const ended = after(atProvider(), read(day(1), [shown(A, 'ported')]), {
      kind: 'ended',
      at: day(1),
      ending: { kind: 'natural' },
      cause: { kind: 'timer' },
    });
    const asked = after(ended, commanded(day(2), { name: 'cancel' }));
    expect(decide(asked, day(2)).kind).toBe('decide_command');
    const answered = after(asked, commandDecided(day(2)));
    expect(decisionOf(answered)).toMatchObject({ accepted: [], refused: [{ code: 'number_ended' }] });
    expect(decide(answered, day(2)).kind).toBe('done');
  });
});

describe('the end', () => {
  test.each([
    ['all moved', [shown(A, 'ported'), shown(B, 'ported')], 'end'],
    ['one went back', [shown(A, 'reversed'), shown(B, 'ported')], 'end'],
    ['one was canceled by the carrier', [shown(A, 'canceled'), shown(B, 'ported')], 'wait'],
    ['one was rejected', [shown(A, 'rejected'), shown(B, 'ported')], 'wait'],
  ])('when %s', (_, items, kind) => {
    expect(decide(after(atProvider({ numbers: [A, B] }), read(day(1), items)), day(1)).kind).toBe(kind);
  });
});
