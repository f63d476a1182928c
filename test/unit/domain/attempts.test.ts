import { attentionsOf } from '../../../src/domain/attentions/attentions';
import { decide } from '../../../src/domain/lifecycle/decide';
import type { PortEvent } from '../../../src/domain/model/events';
import type { Port } from '../../../src/domain/model/port';
import { rejectionFor, type CanonicalReason } from '../../../src/domain/model/reasons';
import { DAY, HOUR, MINUTE, SECOND, type Instant } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import { checked, commandDecided, commanded, searched, submissionFailed } from './port-events';
import {
  aDraft,
  after,
  beingSent,
  decisionOf,
  entriesOf,
  type Given,
  itemOf,
  withUnknownOutcome,
} from './port-under-test';
import { A, aProblem, B, order, shown } from './snapshots';

const failed = (given: Given = {}) =>
  after(beingSent(given), submissionFailed(BEGIN, { outcome: 'unknown', code: 'provider_timeout' }));
const attemptOf = (port: Port) => port.attempts.at(-1)!;
const FIRST = BEGIN + 10 * MINUTE;
const SECOND_SEARCH = FIRST + 10 * MINUTE;

describe('a submission whose outcome is unknown', () => {
  test('it waits, is searched for, waits, and is searched for again', () => {
    const port = failed();
    expect(decide(port, BEGIN)).toMatchObject({
      kind: 'wait',
      until: FIRST,
      why: 'until the provider is searched for the order',
    });
    expect(decide(port, FIRST)).toMatchObject({ kind: 'search', attempt: { number: 1 }, since: BEGIN - DAY });
    const once = after(port, searched(FIRST));
    expect(decide(once, FIRST)).toMatchObject({ kind: 'wait', until: SECOND_SEARCH });
    expect(decide(once, SECOND_SEARCH)).toMatchObject({ kind: 'search', attempt: { number: 1 } });
  });

  test('found: it is submitted, as if the answer had come', () => {
    const port = after(
      failed(),
      searched(FIRST, { kind: 'found', orders: [order([shown(A, 'submitted')])] }),
    );
    expect(attemptOf(port)).toMatchObject({ state: 'sent', sentAt: FIRST, orderRefs: ['KW1'] });
    expect(attemptOf(port)).not.toHaveProperty('search');
    expect(attemptOf(port)).not.toHaveProperty('failure');
    expect(itemOf(port)).toMatchObject({ status: 'submitted', orderRef: 'KW1' });
    expect(entriesOf(port, 'submitted')).toMatchObject([{ data: { attempt: 1, orderRef: 'KW1' } }]);
  });

  test('absent twice: it is lost, the numbers are checked anew, and a new attempt goes out', () => {
    const port = after(failed(), searched(FIRST), searched(SECOND_SEARCH));
    expect(attemptOf(port)).toMatchObject({ number: 1, state: 'lost' });
    expect(itemOf(port).status).toBe('draft');
    expect(decide(port, SECOND_SEARCH)).toEqual({ kind: 'check', numbers: [A] });
    const again = after(port, checked(SECOND_SEARCH, [A]), { kind: 'attempt_began', at: SECOND_SEARCH });
    expect(decide(again, SECOND_SEARCH)).toMatchObject({ kind: 'submit', attempt: { key: 'acme-42/2' } });
  });

  test('absent twice, where only a person can tell: it stays unknown, and a person is asked', () => {
    const port = after(
      failed({ capabilities: { afterUnknownSend: 'ask_person' } }),
      searched(FIRST),
      searched(SECOND_SEARCH),
    );
    expect(attemptOf(port).state).toBe('unknown');
    expect(attentionsOf(port)).toMatchObject([{ cause: 'submission_unknown', numbers: [A], since: BEGIN }]);
    expect(decide(port, day(100))).toEqual({ kind: 'wait', why: 'until a person acts' });
  });

  test('several fit: only a person can tell which', () => {
    const port = after(failed(), searched(FIRST, { kind: 'ambiguous', orderRefs: ['KW1', 'KW2'] }));
    expect(attentionsOf(port)).toMatchObject([
      { cause: 'submission_unknown', message: expect.stringContaining('KW1, KW2') as string },
    ]);
    expect(decide(port, day(100)).kind).toBe('wait');
  });

  test('a search that failed is none: it is tried again on the steps of the policy', () => {
    const port = after(failed(), {
      kind: 'search_failed',
      at: FIRST,
      startedAt: FIRST,
      problem: aProblem({ retryAfterMs: 2 * MINUTE }),
    });
    expect(attemptOf(port).search).toMatchObject({ done: 0, nextAt: FIRST + 2 * MINUTE });
    expect(decide(port, FIRST + 2 * MINUTE).kind).toBe('search');
    // Why the outcome is unknown stays readable, and people hear that the search does not get on.
    expect(attemptOf(port).failure).toEqual(attemptOf(failed()).failure);
    expect(attentionsOf(port)).toMatchObject([
      { cause: 'read_failed', since: FIRST, message: 'It said 500.' },
    ]);
    const once = after(port, searched(FIRST + 2 * MINUTE));
    expect(attemptOf(once).state).toBe('unknown');
    expect(attentionsOf(once)).toEqual([]);
  });

  test('which run has searched is kept: a run that a reset made may send after its own search only', () => {
    const port = after(failed(), { kind: 'searched', at: FIRST, found: { kind: 'absent' }, runId: 'run-2' });
    expect(port.searched).toEqual({ runId: 'run-2', numbers: [A] });
  });

  describe('after a restore of the database', () => {
    const restoredAt = BEGIN + MINUTE;
    const afterRestore = (at: number, runId = 'run'): PortEvent => ({
      kind: 'searched',
      at,
      found: { kind: 'absent' },
      runId,
      restoredAt,
    });

    test('the restore that the search came after is kept', () => {
      const port = after(failed(), afterRestore(FIRST));
      expect(port.searched).toEqual({ runId: 'run', restoredAt, numbers: [A] });
    });

    test('a search before it does not count: two are needed after it', () => {
      const once = after(failed(), searched(FIRST), afterRestore(SECOND_SEARCH));
      expect(attemptOf(once)).toMatchObject({ state: 'unknown', search: { done: 1 } });
      const { nextAt } = attemptOf(once).search!;
      expect(attemptOf(after(once, afterRestore(nextAt!))).state).toBe('lost');
    });

    test('numbers of a search before it are not known to be unsent', () => {
      const before = failed();
      const port = after({ ...before, searched: { runId: 'run', numbers: [B] } }, afterRestore(FIRST));
      expect(port.searched?.numbers).toEqual([A]);
    });
  });

  test('while nothing is unknown, a search changes nothing', () => {
    const port = beingSent();
    const late = after(port, searched(FIRST, { kind: 'found', orders: [order([shown(A, 'submitted')])] }));
    expect(late.items).toEqual(port.items);
    expect(late.attempts).toEqual(port.attempts);
  });

  test('delayed first, then unknown: it is searched for, not sent', () => {
    const delayed = after(beingSent(), submissionFailed(BEGIN));
    expect(decide(delayed, BEGIN + 15 * SECOND).kind).toBe('submit');
    const port = after(delayed, submissionFailed(BEGIN + MINUTE, { outcome: 'unknown' }));
    expect(decide(port, BEGIN + HOUR).kind).toBe('search');
  });

  test('wrong credentials do not make an unknown outcome known', () => {
    const port = after(
      beingSent(),
      submissionFailed(BEGIN, { outcome: 'unknown', code: 'provider_unauthorized' }),
    );
    expect(attemptOf(port).state).toBe('unknown');
  });
});

describe('a number that is said to be ours, or on its way', () => {
  const suspicious = (reason: CanonicalReason, given: Given = {}) =>
    after(aDraft({ numbers: [A, B], ...given }), {
      kind: 'checked',
      at: BEGIN,
      missing: [],
      answers: [
        { phoneNumber: A, portable: true },
        { phoneNumber: B, portable: false, rejection: rejectionFor(reason, '22131', 'Already ours.') },
      ],
    });

  test.each<CanonicalReason>(['already_ours', 'duplicate_port'])(
    '%s: an order of ours is searched for at once, before anything is sent',
    (reason) => {
      const port = suspicious(reason);
      expect(attemptOf(port)).toMatchObject({ state: 'unknown', numbers: [A, B] });
      expect(itemOf(port, B).status).toBe('draft');
      expect(decide(port, BEGIN)).toMatchObject({ kind: 'search' });
      expect(attentionsOf(port)).toEqual([]);
    },
  );

  test('found: it is the order', () => {
    const found = { kind: 'found', orders: [order([shown(A, 'in_review'), shown(B, 'in_review')])] } as const;
    const port = after(suspicious('already_ours'), searched(BEGIN, found));
    expect(port.items.map(({ orderRef }) => orderRef)).toEqual(['KW1', 'KW1']);
  });

  test('absent twice: it is not portable after all, with the provider’s reason', () => {
    const port = after(suspicious('already_ours'), searched(BEGIN), searched(FIRST));
    expect(itemOf(port, A).status).toBe('draft');
    expect(itemOf(port, B)).toMatchObject({
      status: 'not_portable',
      rejection: { reason: 'already_ours', code: '22131' },
    });
    expect(attentionsOf(port)).toMatchObject([{ cause: 'not_portable', numbers: [B] }]);
  });

  test('the same where only a person can tell, because nothing was sent yet', () => {
    const given = { capabilities: { afterUnknownSend: 'ask_person' } } as const;
    const port = after(suspicious('duplicate_port', given), searched(BEGIN), searched(FIRST));
    expect(attemptOf(port).state).toBe('lost');
    expect(itemOf(port, B).status).toBe('not_portable');
  });

  test('any other reason is believed at once', () => {
    const port = suspicious('unsupported');
    expect(port.attempts).toEqual([]);
    expect(itemOf(port, B).status).toBe('not_portable');
  });
});

describe('a search that sees an order whose numbers it cannot see', () => {
  const unlisted = { kind: 'unlisted', orderRefs: ['KW7'] } as const;
  const lost = withUnknownOutcome();
  const seen = (at: Instant) => searched(at, unlisted);

  test('never sends again by itself: a person is asked, and the search goes on', () => {
    let port = lost;
    let now = BEGIN + 10 * MINUTE;
    for (let searches = 0; searches < 10; searches++) {
      const step = decide(port, now);
      expect(step.kind).toBe('search');
      port = after(port, seen(now));
      expect(attentionsOf(port)).toMatchObject([
        { cause: 'submission_unknown', message: expect.stringContaining('KW7') as string },
      ]);
      now = port.attempts.at(-1)?.search?.nextAt ?? now;
    }
    expect(port.attempts).toHaveLength(1);
  });

  test('is over when the order lists its numbers', () => {
    const found = searched(BEGIN + HOUR, {
      kind: 'found',
      orders: [order([shown(A, 'in_review')], { ref: 'KW7' })],
    });
    const port = after(lost, seen(BEGIN + 10 * MINUTE), found);
    expect(itemOf(port)).toMatchObject({ orderRef: 'KW7', status: 'in_review' });
    expect(attentionsOf(port)).toEqual([]);
  });

  test('an order that is gone again asks a person too, and nothing is sent', () => {
    const port = after(
      lost,
      seen(BEGIN + 10 * MINUTE),
      searched(BEGIN + 20 * MINUTE),
      searched(BEGIN + 30 * MINUTE),
    );
    expect(attentionsOf(port)).toMatchObject([{ cause: 'submission_unknown' }]);
    expect(decide(port, BEGIN + HOUR).kind).toBe('wait');
  });

  test('a person who has looked can say that there is no order, while the search goes on', () => {
    const port = after(
      lost,
      seen(BEGIN + 10 * MINUTE),
      commanded(BEGIN + HOUR, { name: 'resubmit', confirm: true }, { isPolled: true }),
      commandDecided(BEGIN + HOUR),
    );
    expect(decisionOf(port)).toMatchObject({ accepted: [A], refused: [] });
  });
});
