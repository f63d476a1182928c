import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brokenInComments, brokenInDocument, brokenInTexts } from './citations';
import { fileAt } from './documents';

/** Every citation can be opened: the file is in the repository, and has the heading. */
const ROOT = join(__dirname, '../../..');

/** The files of some folders and of the root whose names end so, by their paths from the root. */
function filesWith(ends: RegExp, folders: readonly string[]): string[] {
  const below = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  return [...readdirSync(ROOT), ...below].filter((name) => ends.test(name));
}

const PROGRAMS = filesWith(/\.(?:ts|js|mjs|cjs)$/, [
  'src',
  'workflows',
  'activities',
  'test',
  'tools',
  'bin',
]);
const DOCUMENTS = filesWith(/\.md$/, ['docs']);

test('every comment and every text of a program cites what can be opened', () => {
  expect(PROGRAMS.length).toBeGreaterThan(500);
  const broken = PROGRAMS.flatMap((path) => {
    const program = fileAt(path);
    return [...brokenInComments(program), ...brokenInTexts(program)].map((cited) => `${path}: ${cited}`);
  });
  expect(broken).toEqual([]);
});

test.each(['.ci/run', '.env.example'])('%s cites what can be opened', (path) => {
  expect(brokenInTexts(fileAt(path))).toEqual([]);
});

test.each(DOCUMENTS)('%s cites what can be opened', (path) => {
  expect(brokenInDocument(path, fileAt(path))).toEqual([]);
});

describe('a citation that leads nowhere is noticed', () => {
  // Put together here, so that this file does not cite it itself.
  const comment = (cited: string) => `/** It says so (${cited}). */`;
  const [docs, rule, seed] = ['docs', 'rule', 'seed'];
  const src = 'src';

  test.each([
    ['a document that is not there', `${docs}/reference/twillio.md#scope`],
    ['a heading that is not there', `${docs}/lifecycle.md#dating`],
    ['a document without its path', 'twilio.md'],
    ['a decision that is not there', `${docs}/decisions/0999`],
    ['a file that is not there', `${src}/domain/nothing.ts`],
  ])('%s', (_what, cited) => {
    expect(brokenInComments(comment(cited))).toEqual([cited]);
    expect(brokenInComments(`const one = 1; // see ${cited}`)).toEqual([cited]);
  });

  test.each([
    ['a document that a text names', `'look at ${docs}/operations.md#no-such-heading'`],
    ['a rule by its number', `test('${rule} 17: a date goes stale')`],
    ['a source by its number', comment(`${seed} 001`)],
  ])('%s', (_what, program) => {
    expect(brokenInTexts(program)).toHaveLength(1);
  });

  test.each([
    ['a file', '[x](no-such.md)', 'no-such.md'],
    ['a heading of its own', '[x](#no-such)', '#no-such'],
    ['a heading of another document', '[x](operations.md#no-such)', '#no-such'],
    ['a label', '[x][no-such]', '[no-such]'],
    ['a path', `\`${src}/domain/nothing.ts\``, `${src}/domain/nothing.ts`],
  ])('%s, in a document', (_what, document, cited) => {
    expect(brokenInDocument('docs/lifecycle.md', document).join()).toContain(cited);
  });

  test('what resolves is not', () => {
    const program = comment(
      `${docs}/lifecycle.md#dates, ${docs}/decisions/0004, ${src}/domain/model/port.ts`,
    );
    expect(brokenInComments(program)).toEqual([]);
    expect(brokenInTexts(program)).toEqual([]);
    const document =
      '# One\n[x](#one) [y](glossary.md#porting) [z][label] `src/domain/<name>`\n\n[label]: https://x.example';
    expect(brokenInDocument('docs/lifecycle.md', document)).toEqual([]);
  });
});
