// The last step of a build: keeps only the declarations that the package's entries use. The others, half of
// all files, are of no use to users.
import { readdirSync, readFileSync, existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

const ts = createRequire(import.meta.url)('typescript');

/** @param root the folder with package.json and dist/ */
export function pruneDeclarations(root) {
  const { exports: entries } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const needed = new Set();
  const visit = (file) => {
    if (needed.has(file)) return;
    needed.add(file);
    for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles)
      if (fileName.startsWith('.')) visit(declarationOf(resolve(dirname(file), fileName)));
  };
  for (const { types } of Object.values(entries)) if (types !== undefined) visit(resolve(root, types));
  const dist = join(root, 'dist');
  for (const name of readdirSync(dist, { recursive: true })) {
    const file = join(dist, name);
    if (file.endsWith('.d.ts') && !needed.has(file)) rmSync(file);
  }
}

function declarationOf(path) {
  const file = `${path}.d.ts`;
  return existsSync(file) ? file : join(path, 'index.d.ts');
}
