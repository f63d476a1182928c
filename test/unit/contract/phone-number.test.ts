import fc from 'fast-check';
import { countryOf, phoneNumber, readPhoneNumber } from '../../../src/contract/phone-number';

const NUMBER = '+12125550100';

test.each([
  [['+12125550100', '+61399990000'], 'US'],
  [['+61399990000'], 'AU'],
  [['+883510000000'], undefined], // a number of no country
  [[], undefined],
])('%j belongs to %s', (numbers, country) => {
  expect(countryOf({ numbers: numbers.map((phoneNumber) => ({ phoneNumber })) })).toBe(country);
});

describe('what is harmless is taken off', () => {
  test.each([
    ['+1 (212) 555-0100'],
    ['+1.212.555.0100'],
    ['+1 212/555-0100'],
    ['tel:+1-212-555-0100'],
    ['  +12125550100\n'],
    ['\u200b+1\u00a0212\u202f555\u20110100\ufeff'], // zero width, non-breaking blanks and hyphen, byte order mark
    ['\u202a+12125550100\u202c'], // direction marks, as they come out of a contact list
    ['+1212\u200d5550100'],
    ['＋１２１２５５５０１００'],
  ])('%j', (text) => {
    expect(readPhoneNumber(text)).toEqual({ ok: true, number: NUMBER });
  });

  test('a national zero in brackets, as it is printed in Britain', () => {
    expect(readPhoneNumber('+44 (0)20 7946 0958')).toEqual({ ok: true, number: '+442079460958' });
  });
});

describe('an extension is refused in whatever form: what remains without it is another line', () => {
  test.each([
    ' ext. 5',
    ' ext5',
    ' extn 5',
    ' Extension: 5',
    'x5',
    ' X 5',
    ';ext=5',
    ';ext',
    ',5',
    ',,5',
    '#5',
    ' # 5',
    '~5',
    '*5',
    'p5',
    ' доб. 5',
    ' poste 5',
    ' int. 5',
    ' Durchwahl 7',
    ' 内線5',
    ' desk 5',
  ])('%j', (extension) => {
    for (const number of [`${NUMBER}${extension}`, `tel:${NUMBER}${extension}`]) {
      const read = readPhoneNumber(number);
      expect(read).toEqual({
        ok: false,
        why: expect.stringContaining('an extension cannot be ported; name the main number') as string,
      });
    }
  });

  test.each([`${NUMBER} (5)`, `${NUMBER}-5`, `${NUMBER} 5`, `${NUMBER}/5`])(
    '%s has too many digits',
    (text) => {
      expect(readPhoneNumber(text)).toMatchObject({
        ok: false,
        why: expect.stringContaining('an extension cannot be ported') as string,
      });
    },
  );
});

test.each([
  ['letters', '+1-800-FLOWERS', 'has letters'],
  ['a letter O for a zero', '+1212555010O', 'has letters'],
  ['something behind it', `${NUMBER} (home)`, 'something behind its last digit'],
  ['two numbers', `${NUMBER} / +12125550101`, 'names two numbers'],
  ['no country code', '2125550100', 'the country code is missing, so write + and the code in front ("+1…"'],
  ['no country code, in brackets', '(212) 555-0100', 'the country code is missing'],
  ['a country code without +', '12125550100', 'the country code is missing, so write +'],
  ['00 in front', '0012125550100', 'write + instead of the prefix'],
  ['011 in front', '011 44 20 7946 0958', 'write + instead of the prefix'],
  ['a local tel: URI', 'tel:2125550100', 'the country code is missing'],
  ['another address', 'sip:+12125550100', 'without the "sip:" in front'],
  [
    'scientific notation',
    '1.21256E+10',
    'scientific notation of a spreadsheet, and its digits are lost for good',
  ],
  ['scientific notation of a German sheet', '1,21256E+10', 'scientific notation'],
  ['scientific notation behind a plus', '+1.21256E+10', 'scientific notation'],
  ['a decimal', '12125550100.0', 'decimal number'],
  ['a formula', `="${NUMBER}"`, 'formula of a spreadsheet'],
  ['a formula without quotes', `=${NUMBER}`, 'formula of a spreadsheet'],
  ['the apostrophe of a sheet', `'${NUMBER}`, 'apostrophe of a spreadsheet'],
  ['the error of a sheet', '#N/A', 'error of a spreadsheet'],
  ['a tab inside', '+1212\t5550100', 'character 6 is a tab'],
  ['too few digits', '+1212', 'too few digits'],
  ['no such country', '+999123456', 'no country has this code'],
  ['nothing', '', 'must be a phone number in E.164'],
  ['a novel', '+'.repeat(100_000), 'far longer'],
])('%s is refused with what to do', (_what, text, why) => {
  const read = readPhoneNumber(text);
  expect(read).toEqual({ ok: false, why: expect.stringContaining(why) as string });
});

test('a JSON number says what a string keeps', () => {
  const messageOf = (value: unknown) => phoneNumber.safeParse(value).error?.issues[0]?.message;
  expect(messageOf(12125550100)).toMatch(/must be a string.*E\.164/);
  expect(messageOf(12125550100123456789)).toMatch(/has lost its last digits/);
});

test('any text is read as a number, or refused in words that do not quote it', () => {
  const digits = fc.string({
    unit: fc.constantFrom(...Array.from('+0123456789 ()-.x#,;eE=\u200b\u202a٣доб')),
    maxLength: 40,
  });
  fc.assert(
    fc.property(fc.oneof(digits, fc.string({ unit: 'binary' })), (text) => {
      const read = readPhoneNumber(text);
      if (read.ok) expect(read.number).toMatch(/^\+\d{2,15}$/);
      else expect(read.why).toMatch(/^(must|has|is|names|begins) /);
      // What is read is read the same again.
      if (read.ok) expect(readPhoneNumber(read.number)).toEqual(read);
    }),
  );
});
