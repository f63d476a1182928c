// `npm test`: every gate and every jest project. `npm test -- unit lint` runs only those stages; arguments that
// begin with a dash or name a file go to jest: `npm test -- unit -t window`. `npm run test:deep` is the same with
// `--deep`: it tries many times as much of what chance makes up (test/support/depth.ts).
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { packedIn } from './pack.mjs';

const bin = (path) => join('node_modules', path);

const reports = mkdtempSync(join(tmpdir(), 'portkeeper-test-'));
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));

const packed = packedIn(join(reports, 'packed'));

/** Checks that need no server and no jest. Each counts as one test. Those that need the package come after `pack`. */
const GATES = [
  // The longest first: others wait for it.
  { name: 'pack', args: ['tools/pack.mjs', join(reports, 'packed')] },
  { name: 'lint', args: [bin('eslint/bin/eslint.js'), '.', '--max-warnings=0'] },
  { name: 'format', args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'] },
  {
    name: 'imports',
    args: [bin('dependency-cruiser/bin/dependency-cruise.mjs'), 'src', 'workflows', 'activities', 'tools'],
  },
  {
    name: 'types',
    // What tsc knows of each file by its content is kept: a second run checks what has changed.
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
 * Jest projects that run together, with how many files at a time. The first whose servers are there runs first, one after
 * the other (docs/decisions/0019). Gates run beside them at the lowest priority, in the time that the others wait.
 */
const SUITES = [
  // Beside a neighbor that takes the cores, a day of two seconds is missed and a measure is none. These leave each other
  // room: both wait for clocks and limits.
  { projects: ['alone'], maxWorkers: 2, needsServers: true },
  { projects: ['unit', 'contract', 'replay'], maxWorkers: 2 },
  // Workflow files compute, each with a server and a clock of its own; system files wait: three fill two cores.
  { projects: ['workflow', 'system', 'package'], maxWorkers: 3, needsServers: true },
];

const LOWEST_PRIORITY = constants.priority.PRIORITY_LOW;
const SERVERS_IN_CACHE_MS = 15_000;

const HELP = `npm test [-- STAGE... [JEST OPTION OR FILE...]]
  Runs every stage, or those that are named: %s.

npm run test:deep [-- the same]
  The same stages with many more lives, weathers and commands (docs/testing.md): for the time before a release. It
  takes much longer than npm test, which takes some 20 minutes on two cores. npm run test:deep -- unit runs what differs most.`;

const isDeep = process.argv.includes('--deep');
const words = process.argv.slice(2).filter((word) => word !== '--deep');
const stageNames = [...GATES.map((gate) => gate.name), ...SUITES.flatMap((suite) => suite.projects)];
const wanted = words.filter((word) => stageNames.includes(word));
const jestArgs = words.filter((word) => !stageNames.includes(word));
const isWanted = (name) => wanted.length === 0 || wanted.includes(name);

if (words.includes('--help')) {
  console.log(HELP.replace('%s', stageNames.join(', ')));
  process.exit(0);
}

/** Real processes run from the package, as users run them. */
const PACKAGED = ['system', 'package', 'alone'];
const isPackageWanted =
  PACKAGED.some(isWanted) || GATES.some(({ name, needsPackage }) => needsPackage && isWanted(name));
const gates = GATES.filter(({ name }) => isWanted(name) || (name === 'pack' && isPackageWanted));
const suites = SUITES.map((suite) => ({ ...suite, projects: suite.projects.filter(isWanted) })).filter(
  (suite) => suite.projects.length > 0,
);
const results = [];
// Every jest run works with the same bundle of the workflows; the first that needs it makes it here.
process.env.PORTKEEPER_TEST_BUNDLE = join(reports, 'workflow-bundle.js');
// So do all that install the package; the stage `pack` makes it.
process.env.PORTKEEPER_TEST_PACKAGE = join(reports, 'packed');
if (isDeep) process.env.PORTKEEPER_DEPTH = 'deep';

/** Settles when the package is packed, or cannot be: what needs it then says so. */
let havePacked = () => undefined;
const packing = new Promise((resolve) => (havePacked = resolve));

/** Running children; a signal to this process alone (npm forwards so) ends them too. */
const children = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    for (const child of children) child.kill('SIGTERM');
    process.exit(130);
  });
}

/** Whether the servers are there; undefined until that is known. */
let haveServers;
const servers = suites.some((suite) => suite.needsServers) ? prepareServers() : undefined;
void servers?.then((found) => (haveServers = found));
/** Servers in the cache are there within seconds; then the order of suites is always the same. */
const order = Promise.race([servers, sleep(SERVERS_IN_CACHE_MS, undefined, { ref: false })]);
const gatesDone = Promise.all([runGates(), runGates()]);
if (isPackageWanted) await packing;
for (let suite = await nextSuite(); suite !== undefined; suite = await nextSuite()) await runSuite(suite);
await gatesDone;
summarize();

/** The first suite that need not wait; if each must, the first once the servers are there. */
async function nextSuite() {
  await order;
  const isReady = ({ needsServers }) => needsServers !== true || haveServers !== undefined;
  const at = suites.findIndex(isReady);
  return suites.splice(Math.max(at, 0), 1)[0];
}

/** Finds or makes the Temporal servers in the background; a build takes minutes and everything else can go on. */
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
    // The package is waited for; the others take what is left of the cores.
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

/** Jest's counts. A file that could not run has no tests to count, so it counts as one failure itself. */
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
    return { failed: 1 }; // jest itself failed; its output says why
  }
}

function summarize() {
  heading('summary');
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const result of results) {
    for (const key of Object.keys(total)) total[key] += result[key];
    const verdict = result.failed === 0 ? 'passed' : 'FAILED';
    console.log(`${verdict}  ${result.name.padEnd(26)} ${sentence(result).padEnd(36)} ${result.took}`);
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
    // Jest prints its summary to stderr and, with --json, only one line to stdout: not wanted.
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
