import { masked } from '../../../../src/providers/http/masking';
import { KW } from '../twilio/examples';

describe('masked', () => {
  it.each([
    ['Number +12125550100 is bad', 'Number *** is bad'],
    ['Number 12125550100 is bad', 'Number *** is bad'],
    ["'+1 (212) 555-0100'", "'***'"],
    ['212.555.0100.', '***.'],
    ['write to ada@acme.example now', 'write to *** now'],
    ['nothing before 2026-12-10', 'nothing before 2026-12-10'],
    ['code 22102, HTTP 400', 'code 22102, HTTP 400'],
    [
      `order ${KW} and KW00000000000000000000000000000001`,
      `order ${KW} and KW00000000000000000000000000000001`,
    ],
  ])('%s', (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  it('takes out what the request said, longest first and whatever the case', () => {
    expect(masked('PIN 0042 of ACME LLC (acme)', ['Acme', 'Acme LLC', '0042', ''])).toBe(
      'PIN *** of *** (***)',
    );
  });

  it('takes secrets literally', () => {
    expect(masked('A.1 and AB1', ['A.1', '[', 'a('])).toBe('*** and AB1');
  });

  it('looks at each character once: a text without an address costs what its length costs', () => {
    const time = (text: string) => {
      const begun = performance.now();
      masked(text);
      return performance.now() - begun;
    };
    const worst = (length: number) =>
      Math.max(...['x', '.', '1 ', '(', 'a@', '11a'].map((part) => time(part.repeat(length / part.length))));
    worst(20_000);
    // Quadratic, the longer one would take a hundred times as long.
    expect(worst(200_000)).toBeLessThan(Math.max(400, 40 * worst(20_000)));
  });
});
