import { retryAfter } from '../../../../src/providers/http/retry-after';

const NOW = Date.parse('2026-03-02T15:00:00Z');

it.each([
  ['7', 7_000],
  [' 0 ', 0],
  ['0.0301', 31],
  ['Mon, 02 Mar 2026 15:01:00 GMT', 60_000],
  ['Mon, 02 Mar 2026 14:59:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('reads %j', (header, milliseconds) => {
  expect(retryAfter(header, NOW)).toBe(milliseconds);
});
