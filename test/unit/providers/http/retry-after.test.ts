import { retryAfter } from '../../../../src/providers/http/retry-after';

const NOW = Date.parse('2026-03-02T15:00:00Z');

it.each([
  ['7', 7_000],
  [' 0 ', 0],
  // Nothing asks for more than an hour, whatever it writes.
  ['86400', 3_600_000],
  ['1795963109', 3_600_000],
  ['1795963109000000', 3_600_000],
  ['9'.repeat(400), 3_600_000],
  ['Mon, 02 Mar 2099 15:01:00 GMT', 3_600_000],
  // Only seconds in digits, and the one form of a date that HTTP has.
  ['0.0301', undefined],
  ['-5', undefined],
  ['5, 10', undefined],
  ['1e3', undefined],
  ['Infinity', undefined],
  ['2026-03-02T15:01:00Z', undefined],
  ['Mon, 32 Mar 2026 25:01:00 GMT', undefined],
  ['Mon, 02 Mar 2026 15:01:00 GMT', 60_000],
  ['Mon, 02 Mar 2026 14:59:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('reads %j', (header, milliseconds) => {
  expect(retryAfter(header, NOW)).toBe(milliseconds);
});
