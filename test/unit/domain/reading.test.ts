import { decide } from '../../../src/domain/decide';
import type { PortEvent } from '../../../src/domain/events';
import type { Port } from '../../../src/domain/port';
import { DAY, MINUTE, SECOND, type Instant } from '../../../src/domain/time';
import {
  A,
  after,
  atProvider,
  B,
  BEGIN,
  beingSent,
  failedRead,
  read,
  readNothingNew,
  shown,
} from './port-under-test';

const AT = BEGIN + DAY + 1;
const T1 = BEGIN + DAY - MINUTE;
const T2 = T1 + SECOND;
const next = (port: Port, now: Instant) => decide(port, now, () => true);
const hinted = (at: Instant, numbers?: Record<string, Instant>): PortEvent => ({
  kind: 'hinted',
  at,
  ...(numbers && { numbers }),
});
/** A read that shows what happened until an instant of the provider's clock. */
const showing = (at: Instant, updatedAt: Instant, other = updatedAt) =>
  read(at, [shown(A, 'submitted', { updatedAt }), shown(B, 'submitted', { updatedAt: other })]);
const seen = after(atProvider({ numbers: [A, B] }), showing(BEGIN + DAY, T1));

describe('a hint with a time of the provider’s clock', () => {
  test('one read is enough when it shows it', () => {
    const port = after(seen, hinted(AT, { [A]: T2 }), showing(AT, T2));
    expect(port.reading.ahead).toBeUndefined();
    expect(next(port, AT).kind).toBe('wait');
  });

  test('while reads lag behind it is read again after 15 s, 1 min, 5 min and 30 min, then as planned', () => {
    let port = after(seen, hinted(AT, { [A]: T2 }));
    let at = AT;
    for (const step of [15 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE]) {
      expect(next(port, at)).toMatchObject({ kind: 'read' });
      port = after(port, readNothingNew(at));
      expect(next(port, at)).toMatchObject({
        kind: 'wait',
        until: at + step,
        why: 'until a look for what a webhook told',
      });
      at += step;
    }
    port = after(port, readNothingNew(at));
    expect(port.reading.ahead).toBeUndefined();
    expect(next(port, at)).toMatchObject({ kind: 'wait', until: BEGIN + 2 * DAY });
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
    expect(next(port, AT)).toMatchObject({ kind: 'read', cause: { kind: 'hint' } });
    expect(next(after(port, readNothingNew(AT)), AT).kind).toBe('wait');
  });

  test('a read that fails is tried again, and the hint is not forgotten', () => {
    const port = after(seen, hinted(AT, { [A]: T2 }), failedRead(AT));
    expect(port.reading.ahead?.numbers).toEqual({ [A]: T2 });
    expect(next(port, AT)).toMatchObject({ kind: 'wait', until: AT + 15 * SECOND });
    const tried = after(port, readNothingNew(AT + 15 * SECOND));
    expect(next(tried, AT + 15 * SECOND)).toMatchObject({ kind: 'wait', until: AT + 30 * SECOND });
  });
});

describe('a hint without a time, or about a number of which none is known', () => {
  test.each([
    ['no time', atProvider(), hinted(AT)],
    ['a foreign number', seen, hinted(AT, { '+12125559999': T2 })],
    ['a number that shows no times', atProvider(), hinted(AT, { [A]: T2 })],
  ])('%s: one read satisfies it', (_, port, hint) => {
    const told = after(port, hint);
    expect(next(told, AT)).toMatchObject({ kind: 'read', cause: { kind: 'hint' } });
    const once = after(told, readNothingNew(AT));
    expect(once.reading).not.toHaveProperty('ahead');
    expect(next(once, AT).kind).toBe('wait');
  });

  test('before there is an order it waits for one', () => {
    const port = after(beingSent(), hinted(BEGIN, { [A]: BEGIN }));
    expect(port.reading.wanted).toEqual({ kind: 'hint' });
  });
});

test('what wanted a read first is named as its cause', () => {
  const port = after(atProvider(), hinted(AT), hinted(AT + 1));
  expect(port.reading).toMatchObject({ hintedAt: AT + 1, wanted: { kind: 'hint' } });
});
