import fc from 'fast-check';
import { ACCOUNT_POLICY, newAccount } from '../../../../src/domain/account/account';
import type { AccountPolicy, ProviderAccount } from '../../../../src/domain/account/model';
import { HintBuffer, type ArrivedHint } from '../../../../src/domain/account/arrived';
import { answered, dueOrders, nextTryAt, type DeliveryAnswer } from '../../../../src/domain/account/delivery';
import { bufferHints } from '../../../../src/domain/account/buffer-hints';
import { DAY, MINUTE, SECOND } from '../../../../src/domain/model/time';

const NOW = 1_800_000_000_000;
const ONE = '+12125550101';
const TWO = '+12125550102';
const empty = newAccount('twilio', 'default');
const hint = (orderRef: string, more: Partial<ArrivedHint> = {}): ArrivedHint => ({
  orderRef,
  numbers: new Map(),
  receivedAt: NOW,
  verified: false,
  ...more,
});
const about = (phoneNumber: string, updatedAt: number) => ({ numbers: new Map([[phoneNumber, updatedAt]]) });
/** What an account takes in of some signals. */
const taken = (...notifications: readonly unknown[]) => {
  const buffer = new HintBuffer();
  for (const notification of notifications) buffer.add(notification, NOW);
  return buffer.takeAll();
};
const kept = (hints: ArrivedHint[], policy: AccountPolicy = ACCOUNT_POLICY, at = NOW, account = empty) =>
  bufferHints(account, hints, at, policy).account;
const look = (account: ProviderAccount, answers: readonly DeliveryAnswer[], at: number) =>
  answered(account, dueOrders(account, at, ACCOUNT_POLICY), answers, at, ACCOUNT_POLICY);

describe('what arrives', () => {
  it('is taken as far as it can be used', () => {
    const good = { orderRef: 'KW1', phoneNumber: ONE, updatedAt: NOW - 5, receivedAt: 6, endedPort: 'a' };
    expect(taken({ hints: [{ ...good, verified: true, providerStatus: 'pending' }] }).hints).toEqual([
      { orderRef: 'KW1', ...about(ONE, NOW - 5), receivedAt: 6, verified: true, endedPort: 'a' },
    ]);
    const bad = { orderRef: 'KW1', phoneNumber: 'me', updatedAt: '5', receivedAt: Infinity, endedPort: 7 };
    expect(taken({ hints: [{ ...bad, verified: 'yes', numbers: 7 }] }).hints).toEqual([hint('KW1')]);
  });

  it.each([
    ['a time that is a year away', NOW - 367 * DAY],
    ['a time that is to come', NOW + DAY + 1],
    ['no number', NaN],
    ['a text', '2026-12-01'],
  ])('does not count with %s', (_, updatedAt) => {
    const { hints } = taken({
      hints: [{ orderRef: 'KW1', phoneNumber: ONE, updatedAt, numbers: { [TWO]: updatedAt } }],
    });
    expect(hints).toEqual([hint('KW1')]);
  });

  it.each([undefined, null, 'look!', 7, {}, { hints: 'KW1' }, { hints: [null, 7, {}, { orderRef: '' }] }])(
    'may be garbage: %j',
    (notification) => expect(taken(notification)).toEqual({ hints: [], surplus: 0 }),
  );

  it('never breaks anything', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ hints: fc.anything() }, { requiredKeys: [] })), (notifications) => {
        JSON.stringify(kept([...taken(...notifications).hints]));
      }),
    );
  });

  it('is cut where it is too long to be a reference', () => {
    expect(taken({ hints: [{ orderRef: 'x'.repeat(9_999) }] }).hints[0]?.orderRef).toHaveLength(255);
  });

  it('is folded by order while the account does something else, whatever comes and however often', () => {
    const signal = {
      hints: Array.from({ length: 1_000 }, () => ({ orderRef: 'KW1', phoneNumber: ONE, updatedAt: NOW })),
    };
    expect(taken(...Array.from({ length: 50 }, () => signal)).hints).toEqual([hint('KW1', about(ONE, NOW))]);
    const numbers = Object.fromEntries(
      Array.from({ length: 9_000 }, (_, at) => [`+1${String(2_000_000_000 + at)}`, NOW]),
    );
    expect(taken({ hints: [{ orderRef: 'KW1', numbers }] }).hints[0]?.numbers.size).toBe(1_000);
  });

  it('has room for a bounded number of orders, of which unverified ones take no verified one’s', () => {
    const orders = (name: string, count: number, verified?: true) => ({
      hints: Array.from({ length: count }, (_, at) => ({ orderRef: `${name}${String(at)}`, verified })),
    });
    const { hints, surplus } = taken(orders('any', 9_000), orders('signed', 1_000, true));
    expect(hints.filter(({ verified }) => verified)).toHaveLength(1_000);
    expect(hints.length + surplus).toBe(10_000);
    expect(hints.length).toBeLessThanOrEqual(4_000);
  });
});

describe('kept hints', () => {
  it('are one entry per order, with the newest time for each number', () => {
    const account = kept([
      hint('KW1', about(ONE, 10)),
      hint('KW2'),
      hint('KW1', about(TWO, 30)),
      hint('KW1', { ...about(ONE, 20), receivedAt: NOW + 1 }),
      hint('KW1', about(ONE, 15)),
      hint('KW1'),
    ]);
    expect(account.buffered).toEqual([
      expect.objectContaining({ orderRef: 'KW1', numbers: { [ONE]: 20, [TWO]: 30 }, receivedAt: NOW + 1 }),
      expect.objectContaining({ orderRef: 'KW2', numbers: {} }),
    ]);
  });

  it('wait ten seconds, and a further hint for the same order changes nothing about that', () => {
    const first = kept([hint('KW1')]);
    expect(nextTryAt(first)).toBe(NOW + 10 * SECOND);
    const again = kept([hint('KW1')], ACCOUNT_POLICY, NOW + 9 * SECOND, first);
    expect(again.buffered).toMatchObject([{ since: NOW, tryAt: NOW + 10 * SECOND }]);
  });

  it('are reported at once when there is no room, the longest kept first', () => {
    const policy = { ...ACCOUNT_POLICY, maxBuffered: 2 };
    const two = kept([hint('KW1'), hint('KW2')], policy);
    const { account, orphaned } = bufferHints(two, [hint('KW1'), hint('KW3')], NOW + 5, policy);
    expect(account.buffered.map(({ orderRef }) => orderRef)).toEqual(['KW2', 'KW3']);
    expect(orphaned).toEqual([{ orderRef: 'KW1', why: 'no_room', since: NOW, reportedAt: NOW + 5 }]);
    expect(account.orphans).toEqual(orphaned);
  });

  it('of verified webhooks are never pushed out by unverified ones', () => {
    const policy = { ...ACCOUNT_POLICY, maxBuffered: 2 };
    const honest = kept([hint('KW1', { verified: true })], policy);
    const { account, orphaned } = bufferHints(honest, [hint('KW2'), hint('KW3'), hint('KW4')], NOW, policy);
    expect(account.buffered.map(({ orderRef }) => orderRef)).toEqual(['KW1', 'KW4']);
    expect(orphaned.map(({ orderRef }) => orderRef)).toEqual(['KW2', 'KW3']);
    const full = kept([hint('KW5', { verified: true })], policy, NOW, account);
    expect(full.buffered.map(({ orderRef }) => orderRef)).toEqual(['KW1', 'KW5']);
    expect(kept([hint('KW6')], policy, NOW, full).buffered).toEqual(full.buffered);
  });

  it('are verified from the first webhook on whose signature is right', () => {
    const known = kept([hint('KW1', { verified: true })], ACCOUNT_POLICY, NOW, kept([hint('KW1')]));
    expect(kept([hint('KW1')], ACCOUNT_POLICY, NOW, known).buffered).toMatchObject([{ verified: true }]);
  });

  it('of unverified webhooks are so many orders a minute, and more are counted, not kept', () => {
    const policy = { ...ACCOUNT_POLICY, unverifiedPerMinute: 3 };
    const flood = (name: string) => Array.from({ length: 10 }, (_, at) => hint(`${name}${String(at)}`));
    const first = bufferHints(empty, [...flood('x'), hint('KW1', { verified: true })], NOW, policy);
    expect(first.account.buffered.map(({ orderRef }) => orderRef)).toEqual(['KW1', 'x0', 'x1', 'x2']);
    expect(first).toMatchObject({ orphaned: [], unlisted: 7 });
    expect(first.account.orphanCounts).toEqual({ unclaimed: 0, no_room: 7 });
    const again = bufferHints(first.account, [hint('x0'), ...flood('y')], NOW + MINUTE - 1, policy);
    expect(again.account.buffered).toHaveLength(4);
    expect(again.account.orphanCounts).toEqual({ unclaimed: 0, no_room: 17 });
    expect(kept(flood('z'), policy, NOW + MINUTE, again.account).buffered).toHaveLength(7);
  });

  it('that were left out before they came here are counted too', () => {
    expect(bufferHints(empty, [], NOW, ACCOUNT_POLICY, 12).account.orphanCounts).toEqual({
      unclaimed: 0,
      no_room: 12,
    });
  });

  it('keep their order when there is no room for the time of one more number', () => {
    const policy = { ...ACCOUNT_POLICY, mostNumbers: 1 };
    const first = kept([hint('KW1', about(ONE, 1))], policy);
    const more = [hint('KW1', about(TWO, 2)), hint('KW2', about(TWO, 2)), hint('KW1', about(ONE, 3))];
    expect(kept(more, policy, NOW, first).buffered).toMatchObject([
      { orderRef: 'KW1', numbers: { [ONE]: 3 } },
      { orderRef: 'KW2', numbers: {} },
    ]);
  });

  it('fit into one payload at their most', () => {
    const hints = Array.from({ length: 40_000 }, (_, at) =>
      hint(`KW${String(at % 1_000).padStart(32, '0')}`, {
        ...about(`+1${String(2_000_000_000 + at)}`, NOW),
        verified: true,
      }),
    );
    expect(JSON.stringify(kept(hints)).length).toBeLessThan(1_500_000);
  });
});

describe('looks for ports', () => {
  const unknown = (orderRef: string): DeliveryAnswer => ({ orderRef, result: 'unknown' });

  it('come after 10 s, then twice as long each time, at most every 10 min', () => {
    let account = kept([hint('KW1')]);
    const waits: number[] = [];
    for (let now = NOW, count = 0; count < 10; count++) {
      const at = nextTryAt(account)!;
      waits.push((at - now) / SECOND);
      account = look(account, [unknown('KW1')], at).account;
      now = at;
    }
    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 600, 600, 600, 600]);
  });

  it('are due together when they nearly are, and nothing is due before its time', () => {
    const first = kept([hint('KW1')]);
    const both = kept([hint('KW2')], ACCOUNT_POLICY, NOW + 2 * SECOND, first);
    const far = kept([hint('KW3')], ACCOUNT_POLICY, NOW + 9 * SECOND, both);
    expect(dueOrders(far, NOW + 10 * SECOND - 1, ACCOUNT_POLICY)).toEqual([]);
    expect(dueOrders(far, NOW + 10 * SECOND, ACCOUNT_POLICY).map(({ orderRef }) => orderRef)).toEqual([
      'KW1',
      'KW2',
    ]);
  });

  it('end when the hint is delivered, and when it is late', () => {
    const account = kept([hint('KW1'), hint('KW2'), hint('KW3')]);
    const at = NOW + 10 * SECOND;
    const answers: DeliveryAnswer[] = [
      { orderRef: 'KW1', result: 'delivered' },
      { orderRef: 'KW2', result: 'late', requestId: 'a' },
      { orderRef: 'KW9', result: 'delivered' },
      unknown('KW3'),
    ];
    const { account: after, orphaned } = look(account, answers, at);
    expect(after.buffered.map(({ orderRef }) => orderRef)).toEqual(['KW3']);
    expect(after.afterClose).toEqual([{ orderRef: 'KW2', requestId: 'a', at }]);
    expect(orphaned).toEqual([]);
  });

  it('end after a day, with one last look and a report', () => {
    let account = kept([hint('KW1')]);
    let at = NOW;
    for (let looks = 0; account.buffered.length > 0 && looks < 1_000; looks++) {
      at = nextTryAt(account)!;
      account = look(account, [unknown('KW1')], at).account;
    }
    expect(at).toBe(NOW + DAY);
    expect(account.orphans).toEqual([{ orderRef: 'KW1', why: 'unclaimed', since: NOW, reportedAt: at }]);
    // Heard of again, it is kept again.
    expect(kept([hint('KW1')], ACCOUNT_POLICY, at + 1, account).buffered).toHaveLength(1);
  });

  it('do not end with a look that could not be made, nor follow upon each other without a pause', () => {
    let account = kept([hint('KW1')]);
    const at = NOW + DAY + MINUTE;
    account = look(account, [], at).account;
    expect(account.orphans).toEqual([]);
    expect(nextTryAt(account)).toBeGreaterThanOrEqual(at + 10 * SECOND);
    expect(look(account, [unknown('KW1')], nextTryAt(account)!).orphaned).toHaveLength(1);
  });
});

describe('reports', () => {
  const refs = (items: readonly { orderRef: string }[]) => items.map(({ orderRef }) => orderRef);

  it('hold the newest hundred', () => {
    const late = Array.from({ length: 150 }, (_, at) => hint(`KW${at}`, { endedPort: 'a' }));
    expect(refs(kept(late).afterClose)).toEqual(refs(late.slice(50)));
    const policy = { ...ACCOUNT_POLICY, maxBuffered: 0 };
    const { account, orphaned } = bufferHints(
      empty,
      late.map(({ orderRef }) => hint(orderRef)),
      NOW,
      policy,
    );
    expect(refs(account.orphans)).toEqual(refs(late.slice(50)));
    expect(orphaned).toHaveLength(150); // the log hears of each
  });

  it('count all orphans, and list those for want of room only where the others leave them room', () => {
    const policy = { ...ACCOUNT_POLICY, maxBuffered: 0, mostReported: 3 };
    const before = {
      ...empty,
      orphans: [{ orderRef: 'KW1', why: 'unclaimed' as const, since: NOW, reportedAt: NOW }],
    };
    const { account } = bufferHints(
      before,
      ['x', 'y', 'z', 'w'].map((orderRef) => hint(orderRef)),
      NOW,
      policy,
    );
    expect(refs(account.orphans)).toEqual(['KW1', 'z', 'w']);
    expect(account.orphanCounts).toEqual({ unclaimed: 1, no_room: 4 });
  });

  it('name an order that is late again once, with the newest time', () => {
    const late = hint('KW1', { endedPort: 'a' });
    const first = kept([late, late, hint('KW2', { endedPort: 'b' })]);
    const again = kept([late], ACCOUNT_POLICY, NOW + 7, first);
    expect(again.afterClose).toEqual([
      { orderRef: 'KW2', requestId: 'b', at: NOW },
      { orderRef: 'KW1', requestId: 'a', at: NOW + 7 },
    ]);
    expect(again.buffered).toEqual([]);
  });
});

it('every order that came is kept, delivered, late or reported, whatever happens', () => {
  const policy = { ...ACCOUNT_POLICY, maxBuffered: 3, mostReported: 1_000 };
  const ref = fc.integer({ min: 0, max: 9 }).map((n) => `KW${n}`);
  const step = fc.oneof(
    fc.record({ kind: fc.constant('arrive' as const), refs: fc.array(ref) }),
    fc.record({
      kind: fc.constant('poll' as const),
      wait: fc.integer({ min: 0, max: DAY }),
      results: fc.array(fc.constantFrom('delivered', 'late', 'unknown', undefined), { minLength: 10 }),
    }),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let account = empty;
      let now = NOW;
      const open = new Set<string>();
      for (const each of steps) {
        if (each.kind === 'arrive') {
          each.refs.forEach((orderRef) => open.add(orderRef));
          const change = bufferHints(
            account,
            each.refs.map((orderRef) => hint(orderRef)),
            now,
            policy,
          );
          change.orphaned.forEach(({ orderRef }) => open.delete(orderRef));
          account = change.account;
        } else {
          now += each.wait;
          const due = dueOrders(account, now, policy);
          const answers = due.flatMap(({ orderRef }, at): DeliveryAnswer[] => {
            const result = each.results[at];
            if (result === undefined) return [];
            if (result !== 'unknown') open.delete(orderRef);
            return [result === 'late' ? { orderRef, result, requestId: 'a' } : { orderRef, result }];
          });
          const change = answered(account, due, answers, now, policy);
          change.orphaned.forEach(({ orderRef }) => open.delete(orderRef));
          account = change.account;
        }
        expect(new Set(account.buffered.map(({ orderRef }) => orderRef))).toEqual(open);
        expect(account.buffered.length).toBeLessThanOrEqual(policy.maxBuffered);
      }
    }),
  );
});
