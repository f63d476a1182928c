import { countryOf } from '../../../src/contract/phone-number';

test.each([
  [['+12125550100', '+61399990000'], 'US'],
  [['+61399990000'], 'AU'],
  [['+883510000000'], undefined], // a number of no country
  [[], undefined],
])('%j belongs to %s', (numbers, country) => {
  expect(countryOf({ numbers: numbers.map((phoneNumber) => ({ phoneNumber })) })).toBe(country);
});
