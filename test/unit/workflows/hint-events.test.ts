import type { PortEvent } from '../../../src/domain/model/events';
import type { Port } from '../../../src/domain/model/port';
import { DAY } from '../../../src/domain/model/time';
import { withHint } from '../../../workflows/port/hint-events';

const NOW = 1_800_000_000_000;
const ONE = '+12125550101';
const TWO = '+12125550102';
const port = { request: { numbers: [{ phoneNumber: ONE }, { phoneNumber: TWO }] } } as unknown as Port;
const commanded = { kind: 'commanded', at: NOW } as unknown as PortEvent;
const hinted = (numbers: object, at = NOW) => ({ kind: 'hinted', at, numbers });
const of = (signal: unknown) => withHint([], signal, NOW, port);

test('signals that follow upon each other are one event, with the newest time for each number', () => {
  let events: PortEvent[] = [commanded];
  for (let at = 0; at < 10_000; at++)
    events = withHint(events, { hints: [{ phoneNumber: ONE, updatedAt: NOW - at }] }, NOW + at, port);
  events = withHint(events, { hints: [{ numbers: { [TWO]: NOW } }] }, NOW + 10_000, port);
  expect(events).toEqual([commanded, hinted({ [ONE]: NOW, [TWO]: NOW }, NOW + 10_000)]);
  expect(withHint([...events, commanded], {}, NOW, port)).toHaveLength(4);
});

test('only numbers of the port are remembered', () => {
  const numbers = Object.fromEntries(
    Array.from({ length: 50_000 }, (_, at) => [`+1${String(3_000_000_000 + at)}`, NOW]),
  );
  expect(of({ hints: [{ numbers: { ...numbers, [TWO]: NOW } }] })).toEqual([hinted({ [TWO]: NOW })]);
});

test('a run that has not begun yet takes any number, as many as a port may have', () => {
  const hints = Array.from({ length: 5_000 }, (_, at) => ({
    phoneNumber: `+1${String(3_000_000_000 + at)}`,
    updatedAt: NOW,
  }));
  const [event] = withHint([], { hints }, NOW, undefined);
  expect(Object.keys((event as { numbers: object }).numbers)).toHaveLength(1_000);
});

test.each([NOW + DAY + 1, NOW - 367 * DAY, NaN, Infinity, '2026-12-01', null, {}])(
  'a time that the provider cannot mean is left out: %p',
  (at) => {
    expect(of({ hints: [{ phoneNumber: ONE, updatedAt: at, numbers: { [TWO]: at } }] })).toEqual([
      hinted({}),
    ]);
  },
);

test.each([
  undefined,
  null,
  'look!',
  7,
  [],
  {},
  { hints: 'KW…' },
  { hints: { 0: {} } },
  {
    hints: [
      null,
      7,
      'x',
      [],
      { numbers: [NOW] },
      { numbers: 'x' },
      { phoneNumber: { $ne: 1 }, updatedAt: NOW },
    ],
  },
  { hints: [{ numbers: { ['__proto__']: NOW, constructor: NOW, ['+'.repeat(100_000)]: NOW } }] },
])('whatever a signal holds, it is a reason to look: %#', (signal) => {
  expect(of(signal)).toEqual([hinted({})]);
});

test('a signal as large as Temporal takes costs time in proportion to its size', () => {
  const signal = (count: number) => ({
    hints: Array.from({ length: count }, (_, at) => ({
      phoneNumber: at % 2 === 0 ? ONE : TWO,
      updatedAt: NOW - at,
    })),
  });
  const millisecondsOf = (value: unknown) => {
    const began = performance.now();
    of(value);
    return performance.now() - began;
  };
  const [small, large] = [signal(2_000), signal(40_000)];
  millisecondsOf(small);
  // Twenty times as large: quadratic would be four hundred times as long.
  expect(millisecondsOf(large)).toBeLessThan(150 * Math.max(1, millisecondsOf(small)));
});
