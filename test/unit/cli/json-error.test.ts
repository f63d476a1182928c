import { firstJsonError } from '../../../src/cli/json-input';

test.each([
  ['', 1, 1, 'the text ends where a value is expected'],
  ['{"a": 1', 1, 8, 'the text ends where "," or "}" is expected'],
  ['{"a": 1,}', 1, 9, 'a name in double quotes is expected here'],
  ["{'a': 1}", 1, 2, 'a name in double quotes is expected here'],
  ['{"a" 1}', 1, 6, '":" is expected here'],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3, '"," or "}" is expected here'],
  ['[1, 2,]', 1, 7, 'a value is expected here'],
  ['{"pin": 0042}', 1, 10, '"," or "}" is expected here'],
  ['{"a": "b}', 1, 7, 'a string with its end is expected here'],
  ['{"a": "\t"}', 1, 7, 'a string with its end is expected here'],
  ['{} {}', 1, 4, 'the end of the text is expected here'],
  ['[true, nul]', 1, 8, 'a value is expected here'],
])('%j is wrong in line %i, column %i', (text, line, column, problem) => {
  expect(() => void JSON.parse(text)).toThrow();
  expect(firstJsonError(text)).toEqual({ line, column, problem });
});

test('the text itself is not quoted: it may hold a PIN', () => {
  expect(firstJsonError(`{"pin": 0042-secret}`)?.problem).not.toMatch(/0042|secret/);
});
