import { australianType, e164 } from '../../../../src/providers/fone-dynamics/number-facts';

it.each([
  ['+61255501200', '+61255501200'],
  [' 61255501200', '+61255501200'],
  ['+61 2 5550 1200', '+61255501200'],
  ['(02) 5550-1200', '+61255501200'],
  ['0491 570 156', '+61491570156'],
  // Longer than Australian numbers are, as in the published example.
  ['+611111111112', '+611111111112'],
  ['012345', undefined],
  ['1300 555 010', '+611300555010'],
  ['61255501200', '+61255501200'],
  ['+12125550100', '+12125550100'],
  [`+${' '.repeat(40)}61255501200`, undefined],
  ['P-000002', undefined],
  ['', undefined],
  [undefined, undefined],
])('%p as E.164', (text, expected) => {
  expect(e164(text)).toBe(expected);
});

it.each([
  ['+61255501200', 'local'],
  ['+61355501200', 'local'],
  ['+61755501200', 'local'],
  ['+61855501200', 'local'],
  ['+61491570156', 'mobile'],
  ['+61591570156', undefined],
  ['+6125550120', undefined],
  ['+612555012000', undefined],
  ['+611300555010', undefined],
  ['+611800555010', undefined],
  ['+61131450', undefined],
  ['+12125550100', undefined],
  ['61255501200', undefined],
])('%s is %p', (phoneNumber, expected) => {
  expect(australianType(phoneNumber)).toBe(expected);
});
