import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KnipConfig } from 'knip';

/**
 * Files, exports and packages that nothing uses (`npm test -- knip`). An export that its own file uses is not dead, only
 * visible.
 */
const config: KnipConfig = {
  entry: [
    // The six entries of the package, and the command line.
    'src/{client,providers,worker,receiver,sandbox,workflows}/index.ts',
    'src/cli/main.ts',
    ...lazilyLoaded('src/cli/lazy-modules.ts'),
    ...lazilyLoaded('temporal.config.ts'),
    // Temporal bundles these by their path.
    'workflows/index.ts',
    'test/replay/changes/*.ts',
    'tools/*.{ts,mjs}',
    'test/**/*.test.ts',
    'test/replay/record.ts',
    'test/drills/main.ts',
    'test/bench/main.ts',
    // Bundled by its path.
    'test/bench/baseline/workflows.ts',
    // A program that the drills start by its path.
    'test/drills/faulty-worker.ts',
  ],
  project: ['{src,workflows,activities,tools,test}/**/*.{ts,mjs}', '*.ts'],
  ignoreExportsUsedInFile: true,
  ignoreDependencies: [
    // Run by their path, from tools/test.mjs.
    '@arethetypeswrong/cli',
    'prettier',
    'publint',
  ],
  // Of the operating system.
  ignoreBinaries: ['mkfifo'],
};

/** What is loaded by `require(…) as typeof import(…)`: which of its exports are used cannot be seen from outside. */
function lazilyLoaded(path: string): string[] {
  const source = readFileSync(path, 'utf8');
  return [...source.matchAll(/require\('([^']+)'\)/g)]
    .map(([, module = '']) => module)
    .filter((module) => module.startsWith('.'))
    .map((module) => `${join(path, '..', module)}.ts`);
}

export default config;
