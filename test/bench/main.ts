/** The program of `npm run bench` (docs/testing.md#bench). */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { makeWorkflowBundle } from '../support/servers/workflow-bundle';
import { MEASURES } from './all-measures';
import { startBenchServer } from './bench-server';
import { resultOf, type Result } from './measure';
import { HEADING, lineOf, sumLine } from './report';

const HELP = `npm run bench [-- OPTION...]
  Measures cost and speed: each figure is an exact count, or a ratio within this run, so that it means the same on
  any machine. Nothing else should run meanwhile.

  --only NAME    one measure, or those whose names contain NAME
  --rounds N     how many rounds count, of each measure of time; default: 5
  --json FILE    writes {"measures": [...]} to a file
  --list         print the names
  --help         this text

  The exit code is 1 if a goal is missed or a measure fails.`;

/** The exit code of a program that a signal ended. */
const SIGNALED = 130;
const MAX_ROUNDS = 100;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: '' },
      rounds: { type: 'string', default: '5' },
      json: { type: 'string' },
      list: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return say(HELP);
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > MAX_ROUNDS)
    return complain(`--rounds takes a number from 1 to ${String(MAX_ROUNDS)}, not ${values.rounds}.`);
  const measures = MEASURES.filter(({ name }) => name.includes(values.only));
  if (measures.length === 0) return complain('No measure has such a name; --list prints all.');
  if (values.list === true)
    return say(measures.map(({ name, what }) => `${name.padEnd(22)} ${what}`).join('\n'));

  // Without its own handlers of signals, Temporal's runtime would keep the process alive.
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(SIGNALED));
  const report = (line: string) => void process.stderr.write(`${line}\n`);
  await makeWorkflowBundle();
  const server = await startBenchServer(report);
  const results: Result[] = [];
  const failures: string[] = [];
  say(HEADING);
  for (const measure of measures) {
    try {
      const result = resultOf(measure, await measure.run({ rounds, server, report }));
      results.push(result);
      say(lineOf(result));
    } catch (error) {
      failures.push(measure.name);
      complain(`${measure.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  await server.stop();
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ measures: results }, null, 2)}\n`);
  say(sumLine(results));
  if (failures.length > 0) complain(`FAILED: ${failures.join(', ')}`);
  return failures.length === 0 && results.every(({ holds }) => holds !== false) ? 0 : 1;
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
