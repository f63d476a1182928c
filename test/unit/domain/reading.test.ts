import { attentionsOf } from '../../../src/domain/attentions/attentions';
import { decide } from '../../../src/domain/lifecycle/decide';
import type { PortEvent } from '../../../src/domain/model/events';
import type { Port } from '../../../src/domain/model/port';
import type { OrderSnapshot } from '../../../src/domain/model/snapshot';
import { DAY, HOUR, MINUTE, SECOND, type Instant } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import { failedRead, read, readNothingNew } from './port-events';
import { after, atProvider, beingSent, itemOf } from './port-under-test';
import { A, aProblem, B, dated, focAt, order, shown } from './snapshots';

const AT = day(1) + 1;
const T1 = day(1) - MINUTE;
const T2 = T1 + SECOND;
const hinted = (at: Instant, numbers?: Record<string, Instant>): PortEvent => ({
  kind: 'hinted',
  at,
  ...(numbers && { numbers }),
});
/** A read that shows what happened until an instant of the provider's clock. */
const showing = (at: Instant, updatedAt: Instant, other = updatedAt) =>
  read(at, [shown(A, 'submitted', { updatedAt }), shown(B, 'submitted', { updatedAt: other })]);
const seen = after(atProvider({ numbers: [A, B] }), showing(day(1), T1));

describe('a hint with a time of the provider’s clock', () => {
  test('one read is enough when it shows it', () => {
    const port = after(seen, hinted(AT, { [A]: T2 }), showing(AT, T2));
    expect(port.reading.ahead).toBeUndefined();
    expect(decide(port, AT).kind).toBe('wait');
  });

  test('while reads lag behind it is read again after 15 s, 1 min, 5 min and 30 min, then as planned', () => {
    let port = after(seen, hinted(AT, { [A]: T2 }));
    let at = AT;
    for (const step of [15 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE]) {
      expect(decide(port, at)).toMatchObject({ kind: 'read' });
      port = after(port, readNothingNew(at));
      expect(decide(port, at)).toMatchObject({
        kind: 'wait',
        until: at + step,
        why: 'until a re-read after a webhook',
      });
      at += step;
    }
    port = after(port, readNothingNew(at));
    expect(port.reading.ahead).toBeUndefined();
    expect(decide(port, at)).toMatchObject({ kind: 'wait', until: day(2) });
  });

  test('each step counts from when the read began', () => {
    const port = after(seen, hinted(AT, { [A]: T2 }), readNothingNew(AT + MINUTE, AT));
    expect(port.reading.ahead).toMatchObject({ reads: 1, rereadAt: AT + 15 * SECOND });
  });

  test('only what is not shown yet is waited for', () => {
    const port = after(seen, hinted(AT, { [A]: T2, [B]: T2 }), showing(AT, T1, T2));
    expect(port.reading.ahead?.numbers).toEqual({ [A]: T2 });
  });

  test('a newer hint begins the steps anew', () => {
    const port = after(seen, hinted(AT, { [A]: T2 }), readNothingNew(AT), readNothingNew(AT + 15 * SECOND));
    expect(port.reading.ahead?.reads).toBe(2);
    const again = after(port, hinted(AT + MINUTE, { [B]: T2 }));
    expect(again.reading.ahead).toEqual({ numbers: { [A]: T2, [B]: T2 }, reads: 0 });
  });

  test('an older one that comes late takes nothing back', () => {
    const port = after(seen, hinted(AT, { [A]: T2 + SECOND }), hinted(AT, { [A]: T2 }), showing(AT, T2));
    expect(port.reading.ahead?.numbers).toEqual({ [A]: T2 + SECOND });
  });

  test('what is known already needs one read, as every hint does', () => {
    const port = after(seen, hinted(AT, { [A]: T1 }));
    expect(decide(port, AT)).toMatchObject({ kind: 'read', cause: { kind: 'hint' } });
    expect(decide(after(port, readNothingNew(AT)), AT).kind).toBe('wait');
  });

  test('a read that fails is tried again, and the hint is not forgotten', () => {
    const port = after(seen, hinted(AT, { [A]: T2 }), failedRead(AT));
    expect(port.reading.ahead?.numbers).toEqual({ [A]: T2 });
    expect(decide(port, AT)).toMatchObject({ kind: 'wait', until: AT + 15 * SECOND });
    const tried = after(port, readNothingNew(AT + 15 * SECOND));
    expect(decide(tried, AT + 15 * SECOND)).toMatchObject({ kind: 'wait', until: AT + 30 * SECOND });
  });
});

describe('a hint without a time, or about a number of which none is known', () => {
  test.each([
    ['no time', atProvider(), hinted(AT)],
    ['a foreign number', seen, hinted(AT, { '+12125559999': T2 })],
    ['a number that shows no times', atProvider(), hinted(AT, { [A]: T2 })],
  ])('%s: one read satisfies it', (_, port, hint) => {
    const told = after(port, hint);
    expect(decide(told, AT)).toMatchObject({ kind: 'read', cause: { kind: 'hint' } });
    const once = after(told, readNothingNew(AT));
    expect(once.reading).not.toHaveProperty('ahead');
    expect(decide(once, AT).kind).toBe('wait');
  });

  test('before there is an order it waits for one', () => {
    const port = after(beingSent(), hinted(BEGIN, { [A]: BEGIN }));
    expect(port.reading.wanted).toEqual({ kind: 'hint' });
  });
});

describe('an order that the provider’s list does not show yet', () => {
  const readWithoutIt = (at: Instant): PortEvent => ({
    kind: 'read',
    at,
    startedAt: at,
    orderRefs: ['KW1'],
    cause: { kind: 'hint' },
    result: { kind: 'changed', digest: '', orders: [], unshown: ['KW1'] },
  });

  test('after a hint it is read again after 15 s, 1 min, 5 min and 30 min, then as planned', () => {
    let port = after(atProvider(), hinted(AT));
    let at = AT;
    for (const step of [15 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE]) {
      port = after(port, readWithoutIt(at));
      expect(decide(port, at)).toMatchObject({ kind: 'wait', until: at + step });
      at += step;
      expect(decide(port, at)).toMatchObject({ kind: 'read' });
    }
    port = after(port, readWithoutIt(at));
    expect(port.reading.ahead).toBeUndefined();
    expect(decide(port, at)).toMatchObject({ kind: 'wait', until: day(2) });
  });

  test('the read that shows it is enough', () => {
    const port = after(atProvider(), hinted(AT), readWithoutIt(AT), readNothingNew(AT + 15 * SECOND));
    expect(port.reading.ahead).toBeUndefined();
  });

  test('a newer hint begins the steps anew', () => {
    const late = AT + 15 * SECOND;
    const port = after(atProvider(), hinted(AT), readWithoutIt(AT), hinted(late), readWithoutIt(late));
    expect(port.reading.ahead).toMatchObject({ orderRefs: ['KW1'], reads: 1, rereadAt: late + 15 * SECOND });
  });

  test('without a hint the next poll is soon enough', () => {
    expect(after(atProvider(), readWithoutIt(AT)).reading.ahead).toBeUndefined();
  });
});

test('what wanted a read first is named as its cause', () => {
  const port = after(atProvider(), hinted(AT), hinted(AT + 1));
  expect(port.reading).toMatchObject({ hintedAt: AT + 1, wanted: { kind: 'hint' } });
});

describe('orders are read one by one', () => {
  /** A is in KW1, B in KW2. */
  const split = after(beingSent({ numbers: [A, B] }), {
    kind: 'submitted',
    at: BEGIN,
    orders: [order([shown(A, 'in_review')]), order([shown(B, 'in_review')], { ref: 'KW2' })],
  });
  const gone = aProblem({
    outcome: 'refused',
    code: 'provider_refused',
    message: 'No such order.',
    status: 404,
  });
  const readWithout = (
    at: Instant,
    ref: string,
    problem = gone,
    orders: OrderSnapshot[] = [],
  ): PortEvent => ({
    kind: 'read',
    at,
    startedAt: at,
    orderRefs: ['KW1', 'KW2'],
    cause: { kind: 'watch' },
    result: { kind: 'changed', digest: String(at), orders, failures: [{ ref, problem }] },
  });
  const numbersAsked = (port: Port) => attentionsOf(port).map(({ cause, numbers }) => [cause, numbers]);

  test('one that cannot be read hides nothing of another, and a person is asked about its numbers', () => {
    const port = after(
      split,
      readWithout(AT, 'KW1', gone, [order([dated(B, focAt(AT + 20 * DAY))], { ref: 'KW2' })]),
    );
    expect(itemOf(port, B).status).toBe('foc_confirmed');
    expect(numbersAsked(port)).toEqual([['read_failed', [A]]]);
    expect(decide(port, AT)).toMatchObject({ kind: 'wait', until: AT + 15 * SECOND });
  });

  test('it is tried again with the others, and cleared when it can be read', () => {
    const port = after(split, readWithout(AT, 'KW1', aProblem()));
    expect(decide(port, AT + 15 * SECOND)).toMatchObject({ kind: 'read', orderRefs: ['KW1', 'KW2'] });
    const read_ = after(port, { ...readNothingNew(AT + MINUTE), orderRefs: ['KW1', 'KW2'] } as PortEvent);
    expect(attentionsOf(read_)).toEqual([]);
  });

  test('one that has ended and is not there any more is no failure of the port, and is not asked for again', () => {
    const ended = after(split, readWithout(AT, 'KW1', gone, []), {
      ...read(AT + MINUTE, [shown(A, 'canceled')]),
      orderRefs: ['KW1', 'KW2'],
    } as PortEvent);
    const port = after(ended, hinted(AT + HOUR), readWithout(AT + HOUR, 'KW1'));
    expect(numbersAsked(port)).toEqual([['canceled_by_carrier', [A]]]);
    expect(port.reading.failures).toBeUndefined();
    const watch = AT + 2 * DAY;
    expect(decide(port, watch)).toMatchObject({ kind: 'read', orderRefs: ['KW2'] });
  });

  test('one that has ended and does not answer is tried again some times only', () => {
    let port = after(split, {
      ...read(AT, [shown(A, 'canceled')]),
      orderRefs: ['KW1', 'KW2'],
    } as PortEvent);
    port = after(port, hinted(AT + HOUR));
    let now = AT + HOUR;
    let reads = 0;
    for (; reads < 20; reads++) {
      const step = decide(port, now);
      if (step.kind !== 'read' || !step.orderRefs.includes('KW1')) break;
      port = after(port, readWithout(now, 'KW1', aProblem()));
      now = port.reading.failures?.['KW1']?.retryAt ?? now;
    }
    expect(reads).toBe(5);
  });

  test('a read in which all fail is a failure of the port', () => {
    const port = after(split, {
      kind: 'read_failed',
      at: AT,
      startedAt: AT,
      orderRefs: ['KW1', 'KW2'],
      problem: aProblem(),
    });
    expect(numbersAsked(port)).toEqual([['read_failed', []]]);
  });

  test('what a provider wishes for is waited for within an hour', () => {
    for (const retryAfterMs of [DAY, 1e15, 1e300]) {
      const port = after(split, readWithout(AT, 'KW1', aProblem({ retryAfterMs })));
      expect(port.reading.failures?.['KW1']?.retryAt).toBe(AT + HOUR);
    }
  });
});
