import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ATTENTION_CAUSES } from '../../../src/domain/model/attention';
import { DEFAULT_POLICY } from '../../../src/domain/model/policy';
import { REMEDIES } from '../../../src/domain/model/reasons';
import { fileAt, sectionOf, tableIn } from './documents';
import { listsOf, wordsOf } from './source-words';

/** docs/lifecycle.md names every status and phase that the code has, and no other. */
const DOCUMENT = fileAt('docs/lifecycle.md');

/** The words of the first column of a section's table, without the marks of code. */
function firstColumn(heading: string): string[] {
  return rowsOf(heading).map(([word = '']) => word);
}

function rowsOf(heading: string): string[][] {
  return tableIn(sectionOf(DOCUMENT, heading)).map((row) => row.map((cell) => cell.replaceAll('`', '')));
}

/** The states that the diagram of a section draws. */
function drawnIn(heading: string): string[] {
  const [, diagram = ''] = /```mermaid\n(.*?)```/s.exec(sectionOf(DOCUMENT, heading)) ?? [];
  const arrows = [...diagram.matchAll(/^ +(\S+) --> ([^\s:]+)/gm)];
  return [...new Set(arrows.flatMap(([, from = '', to = '']) => [from, to]))].filter(
    (state) => state !== '[*]',
  );
}

const sorted = (words: readonly string[]) => [...words].sort();

test.each([
  ['Item statuses', 'ItemStatus'],
  ['Attempt states', 'AttemptState'],
  ['Phases', 'Phase'],
])('docs/lifecycle.md, %s: the table and the diagram have the words of %s', (heading, type) => {
  expect(sorted(firstColumn(heading))).toEqual(sorted(wordsOf(type)));
  expect(sorted(drawnIn(heading))).toEqual(sorted(wordsOf(type)));
});

test.each([
  ['Outcomes', 'NumberOutcome'],
  ['Timeline', 'TimelineKind'],
  ['Canonical reasons', 'CanonicalReason'],
])('docs/lifecycle.md, %s: the table has the words of %s', (heading, type) => {
  expect(sorted(firstColumn(heading))).toEqual(sorted(wordsOf(type)));
});

test.each(['Attentions', 'Answers'])('docs/lifecycle.md, %s: the table has every cause', (heading) => {
  expect(sorted(firstColumn(heading))).toEqual(sorted(ATTENTION_CAUSES));
});

test('docs/lifecycle.md, Commands: the table has the commands that have a rule', () => {
  expect(sorted(firstColumn('Commands'))).toEqual(sorted([...listsOf('RULES').keys()]));
});

test('the final statuses are marked', () => {
  const marked = rowsOf('Item statuses').flatMap(([status = '', , final]) =>
    final === 'yes' ? [status] : [],
  );
  expect(sorted(marked)).toEqual(['canceled', 'expired', 'ported', 'reversed']);
});

test('each attention has the commands that answer it, the usual one first', () => {
  const told = rowsOf('Answers').map(([cause, commands = '']) => [cause, commands.split(', ')]);
  expect(new Map(told as [string, string[]][])).toEqual(listsOf('ANSWERS'));
});

test('docs/lifecycle.md, Canonical reasons: each has what it asks for', () => {
  const told = rowsOf('Canonical reasons').map(([reason = '', , fixable, field, actor]) => [
    reason,
    { fixable: fixable === 'yes', ...(field !== '' && { field }), actor },
  ]);
  expect(Object.fromEntries(told)).toEqual(REMEDIES);
});

test('docs/lifecycle.md, Canonical reasons: those that no provider gives are named', () => {
  const [, named = ''] = /^No table maps a provider's code to (.*)\.$/m.exec(DOCUMENT) ?? [];
  const providers = readdirSync(join(__dirname, '../../../src/providers'), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => fileAt(join('src/providers', name)))
    .join('\n');
  const unused = wordsOf('CanonicalReason').filter((reason) => !providers.includes(`'${reason}'`));
  expect([...named.matchAll(/`(\w+)`/g)].map(([, reason]) => reason)).toEqual(unused);
});

test('docs/lifecycle.md, Policy: the table has every key, with its default', () => {
  const rows = rowsOf('Policy');
  expect(sorted(rows.map(([key = '']) => key))).toEqual(sorted(Object.keys(DEFAULT_POLICY)));
  const told = rows.map(([key = '', value = '']) => [key, value.split(', ').map(asMilliseconds)]);
  const real = Object.entries(DEFAULT_POLICY).map(([key, value]) => [key, [value].flat()]);
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(real));
});

const UNITS: Readonly<Record<string, number>> = { s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** `15 s` in milliseconds; a word is itself. */
function asMilliseconds(length: string): number | string {
  const [, count, unit = ''] = /^(\d+) ?(\w*)$/.exec(length) ?? [];
  return count === undefined ? length : Number(count) * (UNITS[unit] ?? 0);
}

test('a word that the code lacks, and one that the document lacks, is noticed', () => {
  expect(() => wordsOf('NoSuchType')).toThrow(/declares no type/);
  expect(() => listsOf('NO_SUCH_TABLE')).toThrow(/declares no table/);
  expect(wordsOf('Phase')).toContain('completed');
  expect(drawnIn('Phases').length).toBeGreaterThan(10);
});
