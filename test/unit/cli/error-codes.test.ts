import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failureOf } from '../../../src/cli/failure';
import { PortingError } from '../../../src/client/porting-error';
import { REFUSAL_CODES } from '../../../src/domain/model/commands';
import { packageRoot } from '../../../tools/package-root';

/** Every code with which a running port refuses a command is in the doc, and is exit code 2. */

const read = (...path: string[]) => readFileSync(join(packageRoot(), ...path), 'utf8');

/** The rows of the table of refused commands: its codes, and their exit codes. */
function documented(doc: string): Map<string, string> {
  const [, after = ''] = doc.split('A refused command throws');
  const [table = ''] = /^\|[^]*?\n\n/m.exec(after) ?? [];
  return new Map(
    [...table.matchAll(/^\| `(\w+)` *\| (\d) /gm)].map(([, code = '', exit = '']) => [code, exit]),
  );
}

const rows = documented(read('docs', 'errors.md'));

// Of an amendment, the fields are refused as those of a request are.
test.each(REFUSAL_CODES.filter((code) => code !== 'invalid_request'))(
  '%s is documented, and exit code 2',
  (code) => {
    expect(rows.get(code)).toBe('2');
    expect(failureOf(new PortingError(code, 'm')).exitCode).toBe(2);
  },
);

test('no code is documented that there is not', () => {
  expect([...rows.keys()].filter((code) => !(REFUSAL_CODES as readonly string[]).includes(code))).toEqual([]);
});

test('a row that is missing is seen', () => {
  expect(
    documented(read('docs', 'errors.md').replaceAll('`number_ended`', '`another`')).has('number_ended'),
  ).toBe(false);
});
