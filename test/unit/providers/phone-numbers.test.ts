import { e164In } from '../../../src/providers/phone-numbers';

it.each<[string | undefined, string, string | undefined]>([
  ['US', '+12125550100', '+12125550100'],
  ['US', '2125550100', '+12125550100'],
  ['US', '(212) 555-0100', '+12125550100'],
  ['US', '1-212-555-0100', '+12125550100'],
  ['US', ' 12125550100', '+12125550100'],
  // A plus before a national number: not a number of Morocco, nor of the Netherlands.
  ['US', '+2125550100', '+12125550100'],
  ['US', '+3125354200', '+13125354200'],
  ['CA', '4165550100', '+14165550100'],
  ['JP', '03-1234-5678', '+81312345678'],
  ['JP', '81312345678', '+81312345678'],
  ['GB', '020 7123 4567', '+442071234567'],
  ['MA', '0612345678', '+212612345678'],
  ['AU', '02 5550 1200', '+61255501200'],
  ['US', '+442071234567', '+442071234567'],
  [undefined, '442071234567', '+442071234567'],
  ['Atlantis', '+442071234567', '+442071234567'],
  ['US', 'call me', undefined],
  ['US', '', undefined],
  ['US', '+', undefined],
  ['US', `+${' '.repeat(100)}12125550100`, undefined],
])('in %s, %j is %j', (country, text, number) => {
  expect(e164In(country, text)).toBe(number);
});

it('looks at nothing that is longer than a number', () => {
  const begun = performance.now();
  for (let i = 0; i < 100; i++) e164In('US', `+${' '.repeat(250_000)}x`);
  expect(performance.now() - begun).toBeLessThan(2_000);
});
