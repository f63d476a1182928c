import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileAt, sectionOf } from './documents';

/** docs/glossary.md: one line for each term, and no old word that the code has got rid of. */
const DOCUMENT = fileAt('docs/glossary.md');
const SECTIONS = ['Porting', 'Temporal', 'Portkeeper', 'Tests and the sandbox'];

const ROOT = join(__dirname, '../../..');

/** The words of all programs beside their comments. */
const NAMES = new Set(
  ['src', 'workflows', 'activities', 'test'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => namesIn(fileAt(join(folder, name)))),
  ),
);

function namesIn(program: string): string[] {
  const code = program.replaceAll(/\/\*.*?\*\//gs, '').replaceAll(/(?<=^|\s)\/\/[^\n]*/gm, '');
  return code.match(/[A-Za-z_]\w*/g) ?? [];
}

test.each(SECTIONS)('%s: each term has one line, in the order of the alphabet', (heading) => {
  const [, , ...lines] = sectionOf(DOCUMENT, heading).trimEnd().split('\n');
  const terms = lines.map((line) => /^- \*\*(.+?)\*\*: \S/.exec(line)?.[1] ?? `no term: ${line}`);
  expect(terms.filter((term) => term.startsWith('no term'))).toEqual([]);
  const keys = terms.map((term) => term.toLowerCase().replaceAll(/[^a-z0-9 ]/g, ''));
  expect(keys).toEqual([...new Set(keys)].sort());
});

test('what is called an old word of the code is a name in it still', () => {
  const old = [...DOCUMENT.matchAll(/\btoday ((?:`\w+`(?:, | and )?)+) in code/g)].flatMap(([, names = '']) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  );
  expect(old.filter((name) => !NAMES.has(name))).toEqual([]);
});
