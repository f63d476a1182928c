import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failureOf } from '../../../src/cli/failure';
import { PortingError, type PortingErrorCode } from '../../../src/client/porting-error';
import { packageRoot } from '../../../tools/package-root';

/** Every code with which a running port refuses a command is in the type, in the doc, and is exit code 2. */

const read = (...path: string[]) => readFileSync(join(packageRoot(), ...path), 'utf8');

/** The members of `CommandRefusalCode`. */
function codesOfType(source: string): string[] {
  const [, members = ''] = /export type CommandRefusalCode =([^;]+);/.exec(source) ?? [];
  return [...members.matchAll(/'(\w+)'/g)].map(([, code = '']) => code);
}

/** The codes that a source refuses with: a refusal says what is allowed instead. */
function codesRefused(source: string): string[] {
  return source
    .split(/\bcode: '/)
    .slice(1)
    .flatMap((after) => (/\ballowed\b/.test(after) ? (after.split("'")[0] ?? []) : []));
}

/** The rows of the table of refused commands: its codes, and their exit codes. */
function documented(doc: string): Map<string, string> {
  const [, after = ''] = doc.split('A command that was refused throws');
  const [table = ''] = /^\|[^]*?\n\n/m.exec(after) ?? [];
  return new Map(
    [...table.matchAll(/^\| `(\w+)` *\| (\d) /gm)].map(([, code = '', exit = '']) => [code, exit]),
  );
}

const ofType = codesOfType(read('src', 'client', 'porting-error.ts'));
const inDomain = readdirSync(join(packageRoot(), 'src', 'domain'))
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => codesRefused(read('src', 'domain', file)));
const rows = documented(read('docs', 'errors.md'));

test('the domain refuses with no code that callers do not know', () => {
  expect(inDomain).toEqual(expect.arrayContaining(['cancellation_window_closed', 'supersede_too_early']));
  // Of an amendment, the fields are refused as those of a request are.
  expect([...new Set(inDomain)].filter((code) => !ofType.includes(code))).toEqual(['invalid_request']);
});

test.each([...new Set([...ofType, ...inDomain])])('%s is documented, and exit code 2', (code) => {
  expect(rows.get(code)).toBe('2');
  expect(failureOf(new PortingError(code as PortingErrorCode, 'm')).exitCode).toBe(2);
});

test('no code is documented that there is not', () => {
  expect([...rows.keys()].filter((code) => !ofType.includes(code) && !inDomain.includes(code))).toEqual([]);
});

test('a code that is missing is seen', () => {
  const source = "{ number, code: 'brand_new', message: `${number} is new.`, allowed: ['refresh'] }";
  expect(codesRefused(source)).toEqual(['brand_new']);
  expect(codesRefused("{ code: 'a_problem', outcome: 'unknown' }")).toEqual([]);
  expect(codesOfType("export type CommandRefusalCode =\n  | 'brand_new'\n  | 'other';")).toEqual([
    'brand_new',
    'other',
  ]);
  expect(
    documented(read('docs', 'errors.md').replaceAll('`number_ended`', '`another`')).has('number_ended'),
  ).toBe(false);
});
