import type { Goal, Result } from './measure';

const NAME_WIDTH = 22;
const WIDTH = 12;

/** The names of the columns. */
export const HEADING = `${'measure'.padEnd(NAME_WIDTH)}${['ours', 'baseline', 'ratio', 'spread', 'goal']
  .map((name) => name.padStart(name === 'spread' ? WIDTH + 4 : WIDTH))
  .join('')}  unit`;

/** A line of the table. */
export function lineOf({ name, unit, value, baseline, ratio, goal, holds, rounds }: Result): string {
  const cells = [
    figure(value).padStart(WIDTH),
    (baseline === null ? '' : figure(baseline)).padStart(WIDTH),
    (ratio === null ? '' : figure(ratio)).padStart(WIDTH),
    spreadOf(rounds).padStart(WIDTH + 4),
    goalText(goal).padStart(WIDTH),
  ];
  return `${name.padEnd(NAME_WIDTH)}${cells.join('')}  ${unit}${holds === false ? '  MISSED' : ''}`;
}

/** The sums, and the names of the measures that missed their goals. */
export function sumLine(results: readonly Result[]): string {
  const missed = results.flatMap(({ name, holds }) => (holds === false ? [name] : []));
  return missed.length === 0 ? 'Every goal holds.' : `MISSED: ${missed.join(', ')}`;
}

function goalText(goal: Goal | null): string {
  if (goal === null) return '';
  return 'atMost' in goal ? `≤ ${figure(goal.atMost)}` : `≥ ${figure(goal.atLeast)}`;
}

/** The smallest and the largest of the rounds. */
function spreadOf(rounds: readonly number[]): string {
  const [least, most] = [Math.min(...rounds), Math.max(...rounds)];
  return least === most ? '' : `${figure(least)}–${figure(most)}`;
}

/** Three digits that count, without an exponent. */
function figure(value: number): string {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toLocaleString('en', { maximumFractionDigits: Math.min(digits, 4) });
}
