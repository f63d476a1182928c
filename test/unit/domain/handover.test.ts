import fc from 'fast-check';
import { handoverOf, takenOver, type Handover } from '../../../src/domain/handover/handover';
import { jsonBytes } from '../../../src/domain/facts/json-size';
import { packed, unpacked } from '../../../src/domain/handover/packing';
import type { Port } from '../../../src/domain/model/port';
import { rejectionFor } from '../../../src/domain/model/reasons';
import type { OrderSnapshot } from '../../../src/domain/model/snapshot';
import { MAX_HANDOVER_BYTES } from '../../../src/domain/facts/json-size';
import { DAY, HOUR } from '../../../src/domain/model/time';
import { BEGIN } from './instants';
import { cancelAnswered, checked, commandDecided, commanded, read, reviewed } from './port-events';
import { aDraft, after, afterCommand, atProvider, decisionOf } from './port-under-test';
import { A, B, numberList, order, shown } from './snapshots';

const asJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const handedOver = (port: Port): Port => takenOver(asJson<Handover>(handoverOf(port)));

describe('packing', () => {
  test('loses nothing of any JSON, whatever its keys are', () => {
    const known = numberList(20);
    const text = fc.oneof(
      fc.constantFrom(...known),
      fc.constantFrom('~table', '~texts', '~as is', '__proto__'),
      fc.string(),
    );
    const { json } = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        text,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(text, { maxLength: 12 }),
        fc.array(fc.dictionary(text, tie('json'), { maxKeys: 4 }), { maxLength: 8 }),
        fc.dictionary(text, tie('json'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(json, (given) => {
        const value = asJson(given);
        expect(unpacked(asJson(packed(value, known)), known)).toEqual(value);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('says once what a thousand rows have in common', () => {
    const known = numberList(1_000);
    const rows = known.map((phoneNumber) => ({ phoneNumber, status: 'rejected', at: BEGIN }));
    expect(jsonBytes(packed(rows, known))).toBeLessThan(300);
  });
});

test('a port that an older release handed over whole is taken as it is', () => {
  const port = atProvider({ numbers: [A, B] });
  expect(takenOver(port)).toBe(port);
});

test('a check is handed over only for drafts that may still rest on it', () => {
  const numbers = numberList(8);
  const draft = after(aDraft({ numbers, request: { submit: 'manual' } }), checked(BEGIN, numbers));
  expect(handedOver(draft).check?.answers.map(({ phoneNumber }) => phoneNumber)).toEqual(numbers);
  expect(handedOver({ ...draft, asOf: BEGIN + HOUR }).check).toBeUndefined();
  expect(handedOver(atProvider({ numbers })).check).toBeUndefined();
});

test('of comments the newest are handed over', () => {
  const comments = Array.from({ length: 50 }, (_, id) => ({ id: String(id), at: id, body: 'x' }));
  const port = after(atProvider(), read(BEGIN + 1, [shown(A, 'submitted')], { comments }));
  const next = handedOver(port);
  expect(next.orders[0]?.comments?.map(({ id }) => id)).toEqual(comments.slice(-20).map(({ id }) => id));
});

/** As large as a request may be, and no two addresses alike. */
function largestRequest(numbers: readonly string[]) {
  const own = numbers.map((phoneNumber, index) => ({
    phoneNumber,
    pin: String(1_000 + index),
    address: { street: `${String(index)} ${'ñ'.repeat(200)}`, city: 'Köln' },
  }));
  const spare = 512 * 1_024 - jsonBytes(own) - 2_000;
  return { numbers: own, providerOptions: { twilio: { filler: 'x'.repeat(Math.max(0, spare)) } } };
}

/** All numbers of an order are rejected, each with words of the same length, and are sent again. */
function resubmitted(port: Port, round: number, numbers: readonly string[]): Port {
  const at = BEGIN + 2 * round * DAY;
  const orderOf = (ref: string, status: 'rejected' | 'canceled' | 'in_review'): OrderSnapshot =>
    order(
      numbers.map((number, index) =>
        shown(number, status, {
          ref: `PN${ref}${String(index).padStart(30, '0')}`,
          updatedAt: at - index,
          type: 'LOCAL',
          country: 'US',
          ...(status === 'rejected' && {
            rejection: rejectionFor('name_mismatch', '22153', `The name does not match: ${'é'.repeat(200)}`),
          }),
        }),
      ),
      { ref },
    );
  const [old, next] = [round, round + 1].map((each) => `KW${String(each).padStart(32, '0')}`) as [
    string,
    string,
  ];
  const result = (orders: OrderSnapshot[]) =>
    ({
      kind: 'read',
      at,
      startedAt: at,
      orderRefs: orders.map(({ ref }) => ref),
      cause: { kind: 'watch' },
      result: { kind: 'changed', digest: 'd'.repeat(8_000), orders },
    }) as const;
  return after(
    port,
    result([orderOf(old, 'rejected')]),
    commanded(at, { name: 'resubmit' }),
    commandDecided(at),
    reviewed(at),
    cancelAnswered(at, numbers, undefined, old),
    result([orderOf(old, 'canceled')]),
    checked(at, numbers),
    { kind: 'attempt_began', at },
    { kind: 'submitted', at, orders: [orderOf(next, 'in_review')] },
  );
}

describe('what a run hands to the next fits', () => {
  const numbers = numberList(1_000);
  const first = (): Port => {
    const port = after(aDraft({ numbers, request: largestRequest(numbers) }), checked(BEGIN, numbers), {
      kind: 'attempt_began',
      at: BEGIN,
    });
    const ref = `KW${String(1).padStart(32, '0')}`;
    const orders = [
      order(
        numbers.map((number) => shown(number, 'in_review')),
        { ref },
      ),
    ];
    return after(port, { kind: 'submitted', at: BEGIN, orders });
  };

  test('for a thousand numbers of the largest request that were resubmitted ten times', () => {
    let port = first();
    expect(jsonBytes(port.request)).toBeGreaterThan(500_000);
    for (let round = 1; round <= 10; round++) port = resubmitted(port, round, numbers);
    expect(port.items).toHaveLength(11_000);
    expect(jsonBytes(handoverOf(port))).toBeLessThan(MAX_HANDOVER_BYTES);
    // And not by luck: most of it is the request.
    expect(jsonBytes(handoverOf(port)) - jsonBytes(port.request)).toBeLessThan(500_000);
    // Handed over after each round, it stays so.
    expect(jsonBytes(handoverOf(handedOver(port)))).toBe(jsonBytes(handoverOf(port)));
  });

  test('for commands that are refused for a thousand numbers again and again', () => {
    let port = first();
    for (let asked = 0; asked < 300; asked++) {
      const at = BEGIN + asked;
      const refused = {
        name: 'settle',
        numbers: numbers.map((n) => `${n}9`),
        as: 'ported',
        evidence: 'x',
      } as const;
      port = afterCommand(port, at, refused, { id: String(asked) });
    }
    expect(decisionOf(port).refused.flatMap(({ number, numbers: all }) => all ?? number ?? [])).toHaveLength(
      1_000,
    );
    expect(jsonBytes(port.recentDecisions)).toBeLessThan(1_000_000);
    expect(jsonBytes(handoverOf(port))).toBeLessThan(MAX_HANDOVER_BYTES);
    // No caller waits for these answers any more: most travel in brief, and the oldest not at all.
    expect(jsonBytes(handedOver(port).recentDecisions)).toBeLessThan(150_000);
  });
});
