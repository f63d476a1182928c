import { parseDuration } from '../../../src/config/duration';
import { DAY, HOUR, MINUTE } from '../../../src/domain/model/time';

describe('parseDuration', () => {
  it.each([
    ['PT72H', 72 * HOUR],
    ['P30D', 30 * DAY],
    ['P1W', 7 * DAY],
    ['P1DT12H', 36 * HOUR],
    ['PT0.5H', 30 * MINUTE],
    ['PT0S', 0],
  ])('reads %s', (text, length) => {
    expect(parseDuration(text)).toBe(length);
  });

  it.each([
    ['P1M', /years or months/],
    ['P1Y', /years or months/],
    ['-PT1H', /negative/],
    ['P-1D', /negative/],
    ['P4000D', /longer/],
    ['P', /ISO 8601/],
    ['PT', /ISO 8601/],
    ['72h', /ISO 8601/],
    ['', /ISO 8601/],
  ])('refuses %s', (text, message) => {
    expect(() => parseDuration(text)).toThrow(message);
  });
});
