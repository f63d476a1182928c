// `npm test`: every gate and every jest project. `npm test -- unit lint` runs only those stages; arguments
// that begin with a dash or name a file go to jest: `npm test -- unit -t window`. `npm run test:deep` is the
// same with `--deep`: it runs many times as many random cases (test/support/depth.ts).
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packedIn } from './pack.mjs';

const bin = (path) => join('node_modules', path);

const reports = mkdtempSync(join(tmpdir(), 'portkeeper-test-'));
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));

const packed = packedIn(join(reports, 'packed'));

/**
 * Checks without a server and without jest. Each counts as one test. Those that need the package run after
 * `pack`.
 */
const GATES = [
  // The longest first, because others wait for it.
  { name: 'pack', args: ['tools/pack.mjs', join(reports, 'packed')] },
  { name: 'lint', args: [bin('eslint/bin/eslint.js'), '.', '--max-warnings=0'] },
  { name: 'format', args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'] },
  {
    name: 'imports',
    args: [bin('dependency-cruiser/bin/dependency-cruise.mjs'), 'src', 'workflows', 'activities', 'tools'],
  },
  {
    name: 'types',
    // tsc's build information is kept, so that a second run checks only changed files.
    args: [
      ...[bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json', '--incremental'],
      ...['--tsBuildInfoFile', bin('.cache/portkeeper/types.tsbuildinfo')],
    ],
  },
  { name: 'knip', args: [bin('knip/bin/knip.js'), '--no-progress'] },
  {
    name: 'publint',
    needsPackage: true,
    args: [bin('publint/src/cli.js'), packed.installed, '--strict', '--pack', 'false'],
  },
  { name: 'attw', needsPackage: true, args: [bin('@arethetypeswrong/cli/dist/index.js'), packed.tarball] },
  { name: 'api', needsPackage: true, args: ['tools/api-report.mjs', packed.checkout] },
];

/**
 * Jest projects that run together, with the number of concurrent files. They run one after the other
 * (docs/decisions/0019). Gates run beside them at the lowest priority, while they wait.
 */
const SUITES = [
  { projects: ['unit', 'contract', 'replay'], maxWorkers: 2 },
  // Workflow files need the CPU, each with its own server and clock; system files mostly wait. Three use two cores.
  { projects: ['workflow', 'system', 'package'], maxWorkers: 3, needsServers: true },
  // If anything else uses the CPU, a day of two seconds is missed and measurements are wrong. These files
  // leave each other room: both wait for clocks and limits.
  { projects: ['alone'], maxWorkers: 2, needsServers: true, isAlone: true },
];

const LOWEST_PRIORITY = constants.priority.PRIORITY_LOW;

const HELP = `npm test [-- STAGE... [JEST OPTION OR FILE...]]
  Runs every stage, or those that are named: %s.

npm run test:deep [-- the same]
  The same stages with many more random runs, network conditions and commands (docs/testing.md), before a release. It
  takes much longer than npm test, which takes some 12 minutes on two cores. npm run test:deep -- unit runs what differs most.`;

const isDeep = process.argv.includes('--deep');
const args = process.argv.slice(2).filter((arg) => arg !== '--deep');
const stageNames = [...GATES.map((gate) => gate.name), ...SUITES.flatMap((suite) => suite.projects)];
const selected = args.filter((arg) => stageNames.includes(arg));
const jestArgs = args.filter((arg) => !stageNames.includes(arg));
const isSelected = (name) => selected.length === 0 || selected.includes(name);

if (args.includes('--help')) {
  console.log(HELP.replace('%s', stageNames.join(', ')));
  process.exit(0);
}

/** Real processes run from the package, as users run them. */
const PACKAGED = ['system', 'package', 'alone'];
const isPackageSelected =
  PACKAGED.some(isSelected) || GATES.some(({ name, needsPackage }) => needsPackage && isSelected(name));
const gates = GATES.filter(({ name }) => isSelected(name) || (name === 'pack' && isPackageSelected));
const suites = SUITES.map((suite) => ({ ...suite, projects: suite.projects.filter(isSelected) })).filter(
  (suite) => suite.projects.length > 0,
);
const results = [];
// All jest runs share one bundle of the workflows; the first one that needs it makes it here.
process.env.PORTKEEPER_TEST_BUNDLE = join(reports, 'workflow-bundle.js');
// All stages that install the package share it too; the stage `pack` makes it.
process.env.PORTKEEPER_TEST_PACKAGE = join(reports, 'packed');
if (isDeep) process.env.PORTKEEPER_DEPTH = 'deep';

/** Resolves when the package is packed, or packing failed; the stages that need it then report that. */
let havePacked = () => undefined;
const packing = new Promise((resolve) => (havePacked = resolve));

/** Running child processes. A signal to this process alone (as npm forwards it) ends them too. */
const children = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    for (const child of children) child.kill('SIGTERM');
    process.exit(130);
  });
}

const servers = suites.some((suite) => suite.needsServers) ? prepareServers() : undefined;
// Two at a time: each uses one core for most of its time.
const gatesDone = Promise.all([runGates(), runGates()]);
for (const suite of suites) {
  if (suite.projects.some((project) => PACKAGED.includes(project))) await packing;
  if (suite.isAlone) await gatesDone;
  await runSuite(suite);
}
await gatesDone;
summarize();

/**
 * Finds or makes the Temporal servers in the background: a build takes minutes, and other stages need not
 * wait for it.
 */
function prepareServers() {
  const child = start(['--import', 'tsx', 'tools/prepare-servers.ts'], { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => console.log(`[servers] ${line}`));
  }
  return new Promise((resolve) => child.on('close', (code) => resolve(code === 0)));
}

async function runGates() {
  for (let gate = gates.shift(); gate !== undefined; gate = gates.shift()) {
    if (gate.needsPackage) await packing;
    const startedAt = Date.now();
    // Suites wait for the package; the other gates use what is left of the CPU.
    const { code, output } = await capture(gate.args, gate.name === 'pack' ? undefined : LOWEST_PRIORITY);
    if (gate.name === 'pack') havePacked();
    heading(`${gate.name}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds(startedAt)}`);
    if (code !== 0) console.log(output);
    results.push(count(gate.name, startedAt, code === 0 ? { passed: 1 } : { failed: 1 }));
  }
}

async function runSuite({ projects, maxWorkers, needsServers }) {
  const name = projects.join(' + ');
  let startedAt = Date.now();
  if (needsServers) {
    if (!(await servers)) {
      heading(`${name}: FAILED, its server could not be found (see [servers] above)`);
      results.push(count(name, startedAt, { failed: 1 }));
      return;
    }
    startedAt = Date.now();
  }
  heading(name);
  const report = join(reports, `${projects[0]}.json`);
  const args = [bin('jest/bin/jest.js'), '--selectProjects', ...projects, `--maxWorkers=${maxWorkers}`];
  const code = await stream([...args, '--json', `--outputFile=${report}`, ...jestArgs]);
  results.push(count(name, startedAt, readReport(report, code)));
}

/** Jest's counts. A file that could not run has no tests, so it counts as one failure. */
function readReport(path, code) {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
    return {
      passed: report.numPassedTests,
      failed: code !== 0 && failed === 0 ? 1 : failed,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return { failed: 1 }; // jest itself failed; its output has the reason
  }
}

function summarize() {
  heading('summary');
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const result of results) {
    for (const key of Object.keys(total)) total[key] += result[key];
    const status = result.failed === 0 ? 'passed' : 'FAILED';
    console.log(`${status}  ${result.name.padEnd(26)} ${sentence(result).padEnd(36)} ${result.took}`);
  }
  process.exitCode = total.failed === 0 ? 0 : 1;
  console.log(sentence(total));
}

function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function count(name, startedAt, { passed = 0, failed = 0, skipped = 0 }) {
  return { name, took: seconds(startedAt), passed, failed, skipped };
}

function capture(args, priority) {
  return new Promise((resolve) => {
    const child = start(args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    });
    if (priority !== undefined && child.pid !== undefined) setPriority(child.pid, priority);
    let output = '';
    for (const pipe of [child.stdout, child.stderr]) pipe.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => resolve({ code, output: output.trim() }));
  });
}

function stream(args) {
  return new Promise((resolve) => {
    // Jest prints its summary to stderr and, with --json, one line to stdout, which is dropped.
    const child = start(args, { stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('close', resolve);
  });
}

function start(args, options) {
  const child = spawn(process.execPath, args, options);
  children.add(child);
  child.on('close', () => children.delete(child));
  return child;
}

function heading(text) {
  console.log(`\n── ${text}`);
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
