import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { fileAt, sectionOf } from './documents';

/** docs/glossary.md: one line for each term, and the names that no program declares. */
const DOCUMENT = fileAt('docs/glossary.md');
const SECTIONS = ['Porting', 'Temporal', 'Portkeeper', 'Tests and the sandbox'];

const ROOT = join(__dirname, '../../..');

/** Every name that a program declares: its types, functions, variables, parameters and fields. */
const DECLARED = new Set(
  ['src', 'workflows', 'activities', 'test', 'tools'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => declaredIn(join(folder, name))),
  ),
);

function declaredIn(path: string): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    const { name } = node as Partial<ts.NamedDeclaration>;
    if (name !== undefined && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) && isDeclaration(node))
      names.push(name.text.replace('#', ''));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, fileAt(path), ts.ScriptTarget.Latest));
  return names;
}

/** A field of a literal has its name from the type that it is of, which may be another's. */
function isDeclaration(node: ts.Node): boolean {
  return !(
    ts.isPropertyAccessExpression(node) ||
    ts.isImportSpecifier(node) ||
    ts.isExportSpecifier(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isShorthandPropertyAssignment(node)
  );
}

test.each(SECTIONS)('%s: each term has one line, in the order of the alphabet', (heading) => {
  const [, , ...lines] = sectionOf(DOCUMENT, heading).trimEnd().split('\n');
  const terms = lines.map((line) => /^- \*\*(.+?)\*\*: \S/.exec(line)?.[1] ?? `no term: ${line}`);
  expect(terms.filter((term) => term.startsWith('no term'))).toEqual([]);
  const keys = terms.map((term) => term.toLowerCase().replaceAll(/[^a-z0-9 ]/g, ''));
  expect(keys).toEqual([...new Set(keys)].sort());
});

/** The names that no program declares, as patterns: the first column of the table. */
const UNUSED = sectionOf(DOCUMENT, 'Names that are not used')
  .split('\n')
  .flatMap((line) => [...(/^\|([^|]*)\|/.exec(line)?.[1] ?? '').matchAll(/`([\w*]+)`/g)])
  .map(([, name = '']) => new RegExp(`^${name.replaceAll('*', '\\w*')}$`));

test('no program declares a name that the glossary replaces', () => {
  expect(UNUSED.length).toBeGreaterThan(60);
  expect([...DECLARED].filter((name) => UNUSED.some((unused) => unused.test(name)))).toEqual([]);
});
