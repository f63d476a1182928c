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

describe('secrets are taken out by whole words', () => {
  it.each([
    ['the rest of a longer word goes with them', '1 Main Street is unknown', ['1 Main St'], '*** is unknown'],
    [
      'a PIN of one digit',
      'PIN 7 is wrong (7), not 77 or a7',
      ['7'],
      'PIN *** is wrong (***), not 77 or a***',
    ],
    ['a PIN of one letter', 'PIN k is wrong, k!', ['k'], 'PIN *** is wrong, ***!'],
    ['short words only where they stand alone', 'NY: any, 42, 421', ['NY', '42'], '***: any, ***, 421'],
    ['a passcode with signs', 'code p@ss/-7 refused', ['p@ss/-7'], 'code *** refused'],
    ['whatever its separators', 'A991, a 991 and A.991x, not 991', ['A-991'], '***, *** and ***, not 991'],
    ['however its letters are composed', 'JOSE\u0301 and Jos\u00e9', ['Jose\u0301'], '*** and ***'],
    ['a date of birth', 'born 1970-01-02, 2/1/1970 or 02.01.1970', [], 'born ***, *** or ***'],
    ['but not the date of a port', 'FOC 2026-12-10 or 12/10/2026', [], 'FOC 2026-12-10 or 12/10/2026'],
    ['a single sign only where it stands alone', 'a-b - c', ['-'], 'a-b *** c'],
  ])('%s', (_what, text, secrets, expected) => {
    expect(masked(text, secrets)).toBe(expected);
  });
});
