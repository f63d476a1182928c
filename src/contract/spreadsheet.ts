/** What spreadsheets and number types make of identifiers, and how to say so. Nothing here quotes a value. */

const FORMULA = /^=\s*["'(+\d]/;
const ERROR_VALUE = /^#(?:N\/A|REF!|VALUE!|NAME\?|NUM!|NULL!|DIV\/0!|ERROR!)/i;
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?E\+?\d{1,3}$/i;
const DECIMAL = /^\+?\d+[.,]0+$/;

/** A sheet's own notation instead of a value: there is nothing in it to take. */
export function formulaFault(text: string): string | undefined {
  if (FORMULA.test(text))
    return 'is a formula of a spreadsheet (="…"): write the value alone, without = and quotes';
  if (ERROR_VALUE.test(text)) return 'is the error of a spreadsheet: write the value itself';
  return undefined;
}

/** What looks as if a sheet had made a number of it. It may be meant: as an account number, for example. */
export function sheetNumberFault(text: string): string | undefined {
  if (SCIENTIFIC.test(text))
    return 'is in the scientific notation of a spreadsheet, and its digits are lost for good: look it up again, and format the column as text';
  if (DECIMAL.test(text))
    return 'is a decimal number, as spreadsheets and programs write it: write the digits alone, as text';
  return undefined;
}

/** Why a JSON number does not do where a text is meant. */
export function numberFault(value: number, example: string): string {
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER)
    return `must be a string: a number this large has lost its last digits already, so look it up again and write it in quotes, like "${example}"`;
  const bare = example.replace(/^\+?0*/, '');
  return `must be a string, so that leading zeros are kept: write "${example}", not ${bare}`;
}
