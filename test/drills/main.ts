/** The program of `npm run drills` (docs/testing.md). */
import { parseArgs } from 'node:util';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { makeWorkflowBundle } from '../support/servers/workflow-bundle';
import { DRILL_SETS } from './all-drills';
import { hasPassed, sum, type DrillContext, type DrillResult } from './drill';
import { DRILL_SERVERS } from './drill-servers';
import { HEADING, lineOf, sumLine } from './table';

const HELP = `npm run drills [-- [OPTION...] [NAME...]]
  Injects faults into ports and kills processes, and counts what was lost and what was there twice.
  NAME selects drills: a part of their names. Without one, all run.

  --list           print the names
  --seed N         what is decided by chance; default: 1
  --server NAME    the Temporal server: ${Object.keys(DRILL_SERVERS).join(', ')}; default: dev
  --histories DIR  keep the history of each port that fails its drill, which has its whole story
  --json           a line of JSON for each drill, and one with the sums
  --help           this text

  The exit code is 1 if anything was lost, or there twice, or if a drill had no fault to survive.`;

/** The exit code of a program that a signal ended. */
const SIGNALED = 130;

/** A line this often, while a drill prints nothing. */
const PROGRESS_EVERY_MS = 15_000;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      list: { type: 'boolean' },
      seed: { type: 'string', default: '1' },
      server: { type: 'string', default: 'dev' },
      histories: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return say(HELP);
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed)) return complain(`--seed takes a whole number, not ${values.seed}.`);
  const startServer = (DRILL_SERVERS as Readonly<Record<string, DrillContext['startServer']>>)[values.server];
  if (startServer === undefined)
    return complain(
      `There is no server ${values.server}; there are ${Object.keys(DRILL_SERVERS).join(', ')}.`,
    );
  const sets = DRILL_SETS.filter(({ servers }) => servers?.includes(values.server) ?? true);
  const drills = sets
    .flatMap((set) => set.drills)
    .filter(({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)));
  if (drills.length === 0) return complain('No drill has such a name; --list prints all.');
  if (values.list === true)
    return say(drills.map(({ name, what }) => `${name.padEnd(50)} ${what}`).join('\n'));

  // Without its own handlers of signals, Temporal's runtime would keep the process alive.
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(SIGNALED));
  await makeWorkflowBundle();
  const results: DrillResult[] = [];
  const show = values.json === true ? JSON.stringify : lineOf;
  if (values.json !== true) say(`seed ${String(seed)}, server ${values.server}\n${HEADING}`);
  const progress = openProgress();
  const names = new Set(drills.map(({ name }) => name));
  const { histories } = values;
  const context = {
    seed,
    startServer,
    report: progress.report,
    ...(histories !== undefined && { histories }),
  };
  for (const set of sets) {
    await set.run(names, context, (result) => {
      results.push(result);
      progress.rest();
      say(show(result));
    });
  }
  progress.stop();
  const failed = results.filter((result) => !hasPassed(result));
  const { problems: _, ...total } = sum(results);
  if (values.json === true)
    say(JSON.stringify({ seed, drills: results.length, ...total, failed: failed.map(({ name }) => name) }));
  else say(sumLine(results));
  const isComplete = results.length === drills.length;
  if (!isComplete)
    process.stderr.write(`Only ${String(results.length)} of ${String(drills.length)} drills ran.\n`);
  return failed.length === 0 && isComplete ? 0 : 1;
}

/** Shows the newest report to whoever waits, unless a result was shown just before. */
function openProgress() {
  const startedAt = Date.now();
  let newest = '';
  let isQuiet = false;
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    if (!isQuiet && newest !== '') process.stderr.write(`[${String(seconds)} s] ${newest}\n`);
    isQuiet = false;
  }, PROGRESS_EVERY_MS);
  return {
    report: (line: string) => void (newest = line),
    rest: () => void (isQuiet = true),
    stop: () => clearInterval(timer),
  };
}

function say(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
}

function complain(text: string): 2 {
  process.stderr.write(`${text}\n`);
  return 2;
}

void main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
