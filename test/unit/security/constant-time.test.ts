import { isSameSecret } from '../../../src/security/constant-time';

test.each([
  ['secret', 'secret', true],
  ['secret', 'secreT', false],
  ['secret', 'secre', false],
  ['secret', 'secrets', false],
  ['secret', '', false],
  ['é', 'é', true],
  ['é', '\u00c3\u00a9', false],
])('%p and %p are the same: %p', (secret, given, result) => {
  expect(isSameSecret(secret, given)).toBe(result);
});
