import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { INVARIANTS } from '../domain/invariants/runs';
import { fileAt, sectionOf, tableIn } from './documents';

/** docs/reliability.md names only tests that exist, for every invariant and every rule. */
const ROOT = join(__dirname, '../../..');
const DOCUMENT = fileAt('docs/reliability.md');
const SECTIONS = ['Invariants', 'Rules of a port', 'Running and starting', 'Data and access'];

/** What is wrong with a row: its command, or a quoted title that no file of the command has. */
function faultsOf([promise = '', proof = '', command = '']: readonly string[]): string[] {
  const [, stage, path = '', filter] =
    /^`npm test -- (\w+) (test\/\1\/\S+?)(?: -t (\S+))?`$/.exec(command) ?? [];
  if (stage === undefined) return [`no command: ${command}`];
  if (!existsSync(join(ROOT, path))) return [`no file: ${path}`];
  const text = textAt(path);
  const titles = [...proof.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title);
  if (titles.length === 0) return [`no title: ${promise}`];
  return [...titles, ...(filter === undefined ? [] : [filter])].filter((title) => !text.includes(title));
}

/** A file, with the tests that it takes from test/scenarios; or all files of a folder. */
function textAt(path: string): string {
  if (statSync(join(ROOT, path)).isDirectory())
    return readdirSync(join(ROOT, path))
      .map((name) => fileAt(join(path, name)))
      .join('\n');
  const text = fileAt(path);
  const shared = [...text.matchAll(/from '\.\.\/(scenarios\/[\w-]+)'/g)];
  return [text, ...shared.map(([, module = '']) => fileAt(`test/${module}.ts`))].join('\n');
}

test.each(SECTIONS)('%s: each row has a command, and titles that its tests have', (section) => {
  const rows = tableIn(sectionOf(DOCUMENT, section));
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.flatMap(faultsOf)).toEqual([]);
});

test('each drill is one, and each kind of drill is there', () => {
  const commands = tableIn(sectionOf(DOCUMENT, 'Drills')).map(([, command = '']) => command);
  const named = commands.map(
    (command) => /^`npm run drills -- (?:--server postgres )?([a-z]+\/[a-z/]*)`$/.exec(command)?.[1],
  );
  const drills = [...textAt('test/drills').matchAll(/name: ['`](\w+\/[^'`]*)/g)].map(([, name = '']) => name);
  expect(drills.length).toBeGreaterThan(7);
  expect(
    named.filter((name) => name === undefined || !drills.some((drill) => drill.startsWith(name))),
  ).toEqual([]);
  expect(drills.filter((drill) => !named.some((name) => drill.startsWith(name ?? 'none')))).toEqual([]);
});

test('no section is left out', () => {
  const headings = [...DOCUMENT.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([...SECTIONS, 'Drills']);
});

test('every invariant that generated runs are checked against by its name has a row', () => {
  const rows = tableIn(sectionOf(DOCUMENT, 'Invariants'));
  const named = rows.flatMap(([promise = '']) => /^`([\w-]+)`: /.exec(promise)?.[1] ?? []);
  const known = Object.keys(INVARIANTS).slice(0, Object.keys(INVARIANTS).indexOf('state'));
  expect(named).toEqual([...known, 'no-plain-secret', 'replayable']);
});

test('every rule of a port has a row', () => {
  const rules = [...sectionOf(fileAt('docs/lifecycle.md'), 'Rules').matchAll(/^### (.+)$/gm)];
  const rows = tableIn(sectionOf(DOCUMENT, 'Rules of a port'));
  expect(rows.map(([rule = '']) => /^\[(.+)\]\(/.exec(rule)?.[1])).toEqual(rules.map(([, rule]) => rule));
});

test.each([
  ['a title that no test has', '"a port never ends"', '`npm test -- unit test/unit/domain/cancel.test.ts`'],
  [
    'a file that is not there',
    '"without a date always"',
    '`npm test -- unit test/unit/domain/cancle.test.ts`',
  ],
  ['the wrong stage', '"without a date always"', '`npm test -- system test/unit/domain/cancel.test.ts`'],
  ['a row without a title', 'the tests', '`npm test -- unit test/unit/domain/cancel.test.ts`'],
  [
    'a filter that matches nothing',
    '"without a date always"',
    '`npm test -- unit test/unit/domain/cancel.test.ts -t two-orders`',
  ],
])('%s is noticed', (_what, proof, command) => {
  expect(faultsOf(['a promise', proof, command])).toHaveLength(1);
});
