import { DAY_LENGTH_RULE, parseDaySeconds } from '../../../src/config/day-length';
import { Problems } from '../../../src/config/configuration-error';
import { daySeconds, readVariable } from '../../../src/config/variables';

test.each([
  ['2', 2],
  ['0.5', 0.5],
  ['86400', 86_400],
  ['86401', undefined],
  ['0', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['a day', undefined],
])('%p is the length of a day: %p, as an option and as a variable', (text, seconds) => {
  expect(parseDaySeconds(text)).toBe(seconds);
  const problems = new Problems();
  expect(readVariable({ DAY: text }, 'DAY', daySeconds, problems)).toBe(seconds);
  const refusal = expect(() => problems.throwIfAny());
  if (seconds === undefined) refusal.toThrow(`DAY: ${DAY_LENGTH_RULE}`);
  else refusal.not.toThrow();
});
