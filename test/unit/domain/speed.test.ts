import { portView } from '../../../src/contract/view';
import { proceed } from '../../../src/domain/proceed';
import type { PortEvent } from '../../../src/domain/events';
import type { Port } from '../../../src/domain/port';
import { rejectionFor } from '../../../src/domain/reasons';
import { DAY } from '../../../src/domain/time';
import { after, atProvider, BEGIN, dated, focAt, numberList, read, shown } from './port-under-test';

/**
 * A port of a thousand numbers takes a few milliseconds a step. The bounds are many times what it takes, so that a
 * busy machine does not fail; what they catch is work that grows with the square of the numbers.
 */

const numbers = numberList(1_000);
const day = (count: number) => BEGIN + count * DAY;
const port = atProvider({ numbers });

/** The quickest of some tries, milliseconds: what it takes when nobody disturbs it. */
function timeOf(work: () => void): number {
  const times = Array.from({ length: 7 }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
  return Math.min(...times);
}

const reads: [string, PortEvent][] = [
  [
    'the same date for all',
    read(
      day(1),
      numbers.map((number) => dated(number, focAt(day(30)))),
    ),
  ],
  [
    'a date of its own for each',
    read(
      day(1),
      numbers.map((number, index) => dated(number, focAt(day(30) + index))),
    ),
  ],
  [
    'a rejection of its own for each',
    read(
      day(1),
      numbers.map((number, index) =>
        shown(number, 'rejected', { rejection: rejectionFor('other', String(index), `no ${String(index)}`) }),
      ),
    ),
  ],
  [
    'an unknown word of its own for each',
    read(
      day(1),
      numbers.map((number, index) => shown(number, undefined, { word: `word ${String(index)}` })),
    ),
  ],
];

test.each(reads)('a read of a thousand numbers: %s', (_, event) => {
  expect(timeOf(() => after(port, event))).toBeLessThan(100);
});

test.each(reads)('what comes next, after %s', (_, event) => {
  const seen = after(port, event);
  expect(timeOf(() => proceed(seen, day(1), () => true))).toBeLessThan(100);
});

test.each(reads)('the view, after %s', (_, event) => {
  const seen = after(port, event);
  expect(timeOf(() => portView(seen))).toBeLessThan(100);
});

test('a whole life of a thousand numbers stays small enough to be carried on', () => {
  const lived = [1, 2, 3, 4].reduce<Port>(
    (before, round) =>
      after(
        before,
        read(
          day(round),
          numbers.map((number) => dated(number, focAt(day(30 + round)))),
        ),
      ),
    port,
  );
  // Temporal takes inputs of at most 2 MB.
  expect(JSON.stringify(lived).length).toBeLessThan(1_000_000);
});
