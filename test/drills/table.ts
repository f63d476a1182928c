import { hasPassed, sum, type DrillResult, type Tally } from './drill';

const NAME_WIDTH = 54;
const WIDTH = 8;
/** Of a drill that fails in many ways, the first few say enough. */
const MAX_PROBLEMS = 10;

const COLUMNS = ['ports', 'faults', 'orders', 'lost', 'twice'] as const;

/** The names of the columns. */
export const HEADING = [
  'drill'.padEnd(NAME_WIDTH),
  ...[...COLUMNS, 'seconds'].map((name) => name.padStart(WIDTH)),
].join('');

/** One line of a drill, and below it what was wrong. */
export function lineOf(result: DrillResult): string {
  const { name, seconds, faults, problems } = result;
  const counted = faults === 0 ? ['0 faults: nothing was proved'] : [];
  const wrong = [...problems, ...counted];
  const more = wrong.length - MAX_PROBLEMS;
  return [
    `${row(name, result)}${seconds.toFixed(1).padStart(WIDTH)}${hasPassed(result) ? '' : '  FAILED'}`,
    ...wrong.slice(0, MAX_PROBLEMS).map((line) => `    ${line}`),
    ...(more > 0 ? [`    and ${String(more)} more`] : []),
  ].join('\n');
}

/** The sums, and the names of the drills that failed. */
export function sumLine(results: readonly DrillResult[]): string {
  const failed = results.filter((result) => !hasPassed(result)).map(({ name }) => name);
  return [
    row(`${String(results.length)} drills`, sum(results)),
    failed.length === 0 ? 'Nothing was lost, and nothing was there twice.' : `FAILED: ${failed.join(', ')}`,
  ].join('\n');
}

function row(name: string, tally: Tally): string {
  return `${name.padEnd(NAME_WIDTH)}${COLUMNS.map((column) => String(tally[column]).padStart(WIDTH)).join('')}`;
}
