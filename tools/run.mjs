// The entry of `npm start`, `npm test` and `npm run build`. Plain Node without dependencies, because it
// installs them.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [command, ...args] = process.argv.slice(2);

requireNode(20, 19);
process.chdir(root);
if (!isInstalled()) {
  console.log('Installing dependencies (npm ci) …');
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund']);
}

switch (command) {
  case 'dev': {
    // In this process, so that a signal from npm or the terminal reaches it directly.
    const cli = join(root, 'bin', 'portkeeper.js');
    process.argv = [process.execPath, cli, 'dev', ...args];
    createRequire(import.meta.url)(cli);
    break;
  }
  case 'test':
    process.argv = [process.execPath, join(root, 'tools', 'test.mjs'), ...args];
    await import('./test.mjs');
    break;
  case 'test-package':
    // npm installs the packed package, and everything else from the registry.
    process.env.PORTKEEPER_REAL_INSTALL = '1';
    process.argv = [process.execPath, join(root, 'tools', 'test.mjs'), 'package', ...args];
    await import('./test.mjs');
    break;
  case 'drills':
    run(process.execPath, ['--import', 'tsx', 'test/drills/main.ts', ...args]);
    break;
  case 'bench':
    run(process.execPath, ['--import', 'tsx', 'test/bench/main.ts', ...args]);
    break;
  case 'build':
    rmSync('dist', { recursive: true, force: true });
    run(process.execPath, [
      ...['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
      ...(process.env.PORTKEEPER_SKIP_TYPE_CHECK === '1' ? ['--noCheck'] : []),
    ]);
    run(process.execPath, ['--import', 'tsx', 'tools/build-workflow-bundle.ts']);
    (await import('./prune-declarations.mjs')).pruneDeclarations(root);
    console.log('Built dist/ and dist/workflow-bundle.js.');
    break;
  case 'api':
    // Built as in the stage `api`.
    process.env.PORTKEEPER_SKIP_TYPE_CHECK = '1';
    run(process.execPath, ['tools/run.mjs', 'build']);
    run(process.execPath, ['tools/api-report.mjs', '.', '--update']);
    console.log('Wrote the reports in api/.');
    break;
  case 'audit':
  case 'sbom':
    run(process.execPath, ['tools/supply-chain.mjs', command, ...args]);
    break;
  default:
    fail(
      `Unknown command ${command ?? ''}; it is one of dev, test, test-package, drills, bench, build, api, audit, sbom.`,
    );
}

function requireNode(major, minor) {
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  fail(`Portkeeper needs Node.js ${major}.${minor} or newer; this is ${process.versions.node}.`);
}

/**
 * Whether node_modules matches package-lock.json. It compares contents, because a checkout changes file
 * times.
 */
function isInstalled() {
  try {
    const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
    const installed = read('node_modules/.package-lock.json');
    return Object.entries(read('package-lock.json')).every(([path, wanted]) => {
      const have = installed[path];
      if (have === undefined) return path === '' || wanted.optional === true || wanted.devOptional === true;
      return have.version === wanted.version && have.integrity === wanted.integrity;
    });
  } catch {
    return false; // nothing installed, or an interrupted install
  }
}

function run(program, programArgs) {
  const { status, error } = spawnSync(program, programArgs, { stdio: 'inherit' });
  if (error) fail(`${program} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
