import { jsonBytes, utf8Bytes } from '../../../src/domain/facts/json-size';
import { answerView } from '../../../src/contract/answer-view';
import { attributesOf } from '../../../src/contract/port-attributes';
import { portView, timelineView } from '../../../src/contract/view';
import type { Port } from '../../../src/domain/model/port';
import { rejectionFor } from '../../../src/domain/model/reasons';
import { toRfc3339 } from '../../../src/domain/model/time';
import { statusCard } from '../../../workflows/port/status-card';
import { BEGIN, day } from '../domain/instants';
import { commandDecided, commanded, failedRead, read, submissionFailed } from '../domain/port-events';
import { aDraft, after, atProvider, beingSent, entriesOf } from '../domain/port-under-test';
import { A, B, dated, focAt, numberList, order, shown } from '../domain/snapshots';

const INSTANTS = [0, 1e9, 1e15, 8.64e15 + 1, -8.64e15 - 1, 1e300, Infinity, -Infinity, NaN];

/** Every number in a state that is an instant, as something else. */
function withInstants(port: Port, instant: number): Port {
  const replaced = (value: unknown): unknown => {
    if (typeof value === 'number' && Math.abs(value) > 1e11) return instant;
    if (Array.isArray(value)) return value.map(replaced);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner)]));
  };
  return replaced(port) as Port;
}

const rich = after(
  atProvider({ numbers: [A, B] }),
  read(day(1), [dated(A, focAt(day(30))), shown(B, 'rejected', { updatedAt: day(1) })], {
    comments: [{ id: '1', at: day(1), body: 'x' }],
    actionRequired: true,
  }),
  commanded(day(2), { name: 'cancel', numbers: [A] }),
  commandDecided(day(2)),
  failedRead(day(3)),
);
const waiting = after(beingSent(), submissionFailed(BEGIN, { retryAfterMs: 1e300 }));

describe.each(INSTANTS)('with %p for an instant', (instant) => {
  test.each([
    ['dated, rejected and being canceled', rich],
    ['waiting to be sent', waiting],
    ['ended', { ...rich, ending: { kind: 'natural' as const, at: BEGIN } }],
    ['too large', after(aDraft(), { kind: 'measured', at: BEGIN, bytes: 2e6 })],
  ])('a port that is %s is shown', (_, port) => {
    const strange = withInstants(port, instant);
    expect(() => statusCard(strange)).not.toThrow();
    expect(() => JSON.stringify(portView(strange))).not.toThrow();
    expect(() => JSON.stringify(timelineView(strange))).not.toThrow();
    for (const { value } of attributesOf(strange)) {
      if (value instanceof Date) expect(value.getUTCFullYear()).toBeLessThan(2262);
    }
  });
});

test('an instant that has no date is shown as the furthest one, and every other as it is', () => {
  expect(toRfc3339(BEGIN)).toBe(new Date(BEGIN).toISOString());
  expect(toRfc3339(NaN)).toBe('+275760-09-13T00:00:00.000Z');
  expect(toRfc3339(-1e300)).toBe('-271821-04-20T00:00:00.000Z');
});

test('an attribute that cannot be had is unset, told of, and harms no other', () => {
  const told: string[] = [];
  const broken = {
    ...rich,
    get attempts(): never {
      throw new Error('broken');
    },
  } as Port;
  const row = Object.fromEntries(
    attributesOf(broken, (name) => told.push(name)).map(({ key, value }) => [key.name, value]),
  );
  expect(told).toContain('PortPhase');
  expect(row).toMatchObject({
    PortPhase: null,
    PortProvider: 'twilio',
    PortOrderIds: ['twilio/default/KW1'],
  });
});

test('an attribute that is longer than a server takes is unset', () => {
  const row = (port: Port) => new Map(attributesOf(port).map(({ key, value }) => [key.name, value]));
  const long = row(aDraft({ request: { reference: 'é'.repeat(2_000), tenant: 'é'.repeat(100) } }));
  expect(long.get('PortReference')).toBeNull();
  expect(long.get('PortTenant')).toBe('é'.repeat(100));
  const foreign = row(
    after(beingSent(), {
      kind: 'submitted',
      at: BEGIN,
      orders: [order([shown(A, 'in_review')], { ref: 'é'.repeat(1_500) })],
    }),
  );
  expect(jsonBytes(foreign.get('PortOrderIds'))).toBeLessThan(2_000);
});

describe('a thousand numbers with long words', () => {
  const numbers = numberList(1_000);
  const long = 'ñ'.repeat(1_000);
  const items = numbers.map((number, index) =>
    shown(number, index % 2 === 0 ? 'rejected' : 'not_portable', {
      providerStatus: long,
      rejection: rejectionFor('other', 'c'.repeat(64), `${String(index)} ${long}`),
    }),
  );
  const comments = Array.from({ length: 100 }, (_, id) => ({
    id: String(id),
    at: id,
    body: long.repeat(10),
  }));
  const facts = { comments, cancellationReason: long, providerStatus: long, actionRequired: true };
  const port = after(atProvider({ numbers }), read(day(1), items, facts));
  const often = {
    ...port,
    attempts: Array.from({ length: 100 }, (_, index) => ({ ...port.attempts[0]!, number: index })),
  };

  test('have a view of less than a megabyte', () => {
    expect(jsonBytes(portView(often))).toBeLessThan(1_000_000);
    expect(portView(often).numbers).toHaveLength(1_000);
    const { attempts } = portView(often);
    expect(attempts.at(-1)?.numbers).toHaveLength(1_000);
    expect(attempts[0]).toMatchObject({ numbers: [], numbersLeftOut: 1_000 });
  });

  test('have a timeline of less than a megabyte, and tell every number in it', () => {
    expect(jsonBytes(timelineView(port))).toBeLessThan(1_000_000);
    expect(entriesOf(port, 'attention_raised').flatMap(({ numbers: told = [] }) => told)).toHaveLength(1_000);
  });

  test('have answers to commands that history can keep', () => {
    expect(jsonBytes(answerView(often, { accepted: numbers, refused: [] }))).toBeLessThan(150_000);
  });

  test('have a card of less than 20 KB', () => {
    expect(utf8Bytes(statusCard(port))).toBeLessThan(20_000);
  });
});

test('words of others on the card are words, not markdown and not lines of the card', () => {
  const reference = 'CRM\n> **No action is needed.** ![x](//evil)';
  const card = statusCard(aDraft({ request: { reference } }));
  expect(card).toContain('**Reference** CRM > \\*\\*No action'.replace('> ', '\\> '));
  expect(card.split('\n').filter((line) => line.startsWith('>'))).toHaveLength(1);
  const strange = after(
    atProvider(),
    read(day(1), [shown(A, 'submitted')], { providerStatus: 'ok\u202e`|<b>' }),
  );
  expect(statusCard(strange)).toContain('ok \\`\\|\\<b\\>');
});
