// `npm run sbom [-- FILE]` and `npm run audit`: what a worker, a receiver or the command line installs, which is what
// deploy/Dockerfile installs. `npm sbom --omit dev` and `npm audit --omit dev` in the checkout would be wrong: Temporal's
// packages are peers, which a checkout has as development dependencies, and npm leaves those out with everything that
// any development dependency needs too.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const DEFAULT_FILE = 'sbom.cdx.json';

const [command, file = DEFAULT_FILE] = process.argv.slice(2);
const temporary = mkdtempSync(join(tmpdir(), 'portkeeper-supply-'));
try {
  const project = writeProject(temporary);
  if (command === 'sbom') {
    const document = npm(['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], project);
    writeFileSync(resolve(root, file), document);
    console.log(`Wrote ${file}: ${JSON.parse(document).components.length} packages, as CycloneDX.`);
  } else if (command === 'audit') {
    process.exitCode = audit(project);
  } else throw new Error(`Unknown command ${command ?? ''}; it is sbom or audit.`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

/** The package.json of the image and its part of the lock file. Needs no network: the lock file knows everything. */
function writeProject(folder) {
  // npm names the project in the document after its folder.
  const project = join(folder, 'portkeeper');
  mkdirSync(project);
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(root, name), join(project, name));
  run(process.execPath, [join(root, 'deploy', 'production-packages.mjs')], project);
  npm(
    ['install', '--offline', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'],
    project,
  );
  return project;
}

/** Known vulnerabilities of the packages, then the registry's signatures of what is installed in the checkout. */
function audit(project) {
  const checks = [
    { args: ['audit', '--package-lock-only'], cwd: project },
    { args: ['audit', 'signatures'], cwd: root },
  ];
  const results = checks.map(({ args, cwd }) => spawnSync('npm', args, { cwd, stdio: 'inherit' }).status);
  return results.every((status) => status === 0) ? 0 : 1;
}

function npm(args, cwd) {
  return run('npm', args, cwd);
}

function run(program, args, cwd) {
  const { status, error, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (error) throw new Error(`${program} could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stderr}`);
  return stdout;
}
