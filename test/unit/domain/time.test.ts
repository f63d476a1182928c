import { offsetFor } from '../../../src/domain/lifecycle/begin';
import { DAY, earliest, HOUR, MINUTE, SECOND, toIsoDuration } from '../../../src/domain/model/time';

test.each([
  [72 * HOUR, 'PT72H'],
  [30 * DAY, 'PT720H'],
  [90 * MINUTE, 'PT1H30M'],
  [15 * SECOND, 'PT15S'],
  [1_500, 'PT1.5S'],
  [0, 'PT0S'],
])('%d ms is %s', (length, text) => {
  expect(toIsoDuration(length)).toBe(text);
});

test('the earliest of instants passes over those that are absent', () => {
  expect(earliest([undefined, 3, undefined, 2, 5])).toBe(2);
  expect(earliest([0, 1])).toBe(0);
  expect(earliest([undefined])).toBeUndefined();
});

test('the offset of a name is always the same, inside the step, and spreads a fleet', () => {
  const offsets = Array.from({ length: 1_000 }, (_, index) => offsetFor(`port:acme-${String(index)}`, DAY));
  expect(offsets).toEqual(offsets.map((_, index) => offsetFor(`port:acme-${String(index)}`, DAY)));
  for (const offset of offsets) expect(offset).toBeLessThan(DAY);
  expect(new Set(offsets.map((offset) => Math.floor(offset / HOUR))).size).toBe(24);
});
