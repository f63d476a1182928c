/** The damage that spreadsheets and number types do to identifiers, and its messages. Never quotes a value. */

const FORMULA = /^=\s*["'(+\d]/;
const ERROR_VALUE = /^#(?:N\/A|REF!|VALUE!|NAME\?|NUM!|NULL!|DIV\/0!|ERROR!)/i;
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?E\+?\d{1,3}$/i;
const DECIMAL = /^\+?\d+[.,]0+$/;

/** The fault of spreadsheet notation instead of a value. */
export function formulaFault(text: string): string | undefined {
  if (FORMULA.test(text))
    return 'is a formula of a spreadsheet (="…"): write the value alone, without = and quotes';
  if (ERROR_VALUE.test(text)) return 'is the error of a spreadsheet: write the value itself';
  return undefined;
}

/**
 * The fault of a value that a spreadsheet seems to have converted to a number. It may be intended, for example as an
 * account number.
 */
export function sheetNumberFault(text: string): string | undefined {
  if (SCIENTIFIC.test(text))
    return 'is in the scientific notation of a spreadsheet, and its digits are lost for good: look it up again, and format the column as text';
  if (DECIMAL.test(text))
    return 'is a decimal number, as spreadsheets and programs write it: write the digits alone, as text';
  return undefined;
}

/** Why a JSON number is refused for a text. */
export function numberFault(value: number, example: string): string {
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER)
    return `must be a string: a number this large has lost its last digits already, so look it up again and write it in quotes, like "${example}"`;
  const bare = example.replace(/^\+?0*/, '');
  return `must be a string, so that leading zeros are kept: write "${example}", not ${bare}`;
}
