import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failureOf } from '../../../src/cli/failure';
import { PortingError, type PortingErrorCode } from '../../../src/client/porting-error';
import { packageRoot } from '../../../tools/package-root';

/** Every code with which a running port refuses a command is in the type, in the doc, and is exit code 2. */

const read = (...path: string[]) => readFileSync(join(packageRoot(), ...path), 'utf8');

/** The members of `RefusalCode`; the compiler holds the domain to them. */
function codesOfType(source: string): string[] {
  const [, members = ''] = /export type RefusalCode =([^;]+);/.exec(source) ?? [];
  return [...members.matchAll(/'(\w+)'/g)].map(([, code = '']) => code);
}

/** The rows of the table of refused commands: its codes, and their exit codes. */
function documented(doc: string): Map<string, string> {
  const [, after = ''] = doc.split('A command that was refused throws');
  const [table = ''] = /^\|[^]*?\n\n/m.exec(after) ?? [];
  return new Map(
    [...table.matchAll(/^\| `(\w+)` *\| (\d) /gm)].map(([, code = '', exit = '']) => [code, exit]),
  );
}

const codes = codesOfType(read('src', 'domain', 'model', 'commands.ts'));
const rows = documented(read('docs', 'errors.md'));

// Of an amendment, the fields are refused as those of a request are.
test.each(codes.filter((code) => code !== 'invalid_request'))('%s is documented, and exit code 2', (code) => {
  expect(rows.get(code)).toBe('2');
  expect(failureOf(new PortingError(code as PortingErrorCode, 'm')).exitCode).toBe(2);
});

test('no code is documented that there is not', () => {
  expect([...rows.keys()].filter((code) => !codes.includes(code))).toEqual([]);
});

test('a code that is missing is seen', () => {
  expect(codesOfType("export type RefusalCode =\n  | 'brand_new'\n  | 'other';")).toEqual([
    'brand_new',
    'other',
  ]);
  expect(
    documented(read('docs', 'errors.md').replaceAll('`number_ended`', '`another`')).has('number_ended'),
  ).toBe(false);
});
