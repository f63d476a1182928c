import type { BenchServer } from './bench-server';

/** What a figure should be. Of a measure with a baseline it bounds the ratio, else the value. */
export type Goal = { readonly atMost: number } | { readonly atLeast: number };

/** A figure of one round: ours, and the baseline's if there is one. */
export interface Round {
  readonly value: number;
  readonly baseline?: number;
}

/** A measure, as `--list` shows it and as it runs. */
export interface Measure {
  readonly name: string;
  readonly what: string;
  readonly unit: string;
  /** Absent: the figure is told, and nothing is promised. */
  readonly goal?: Goal;
  /** Measures once for each round; a measured time has a round more, which is a warm-up and not returned. */
  run(context: BenchContext): Promise<readonly Round[]>;
}

/** What measures get from the command line. */
export interface BenchContext {
  /** How many rounds count. */
  readonly rounds: number;
  readonly server: BenchServer;
  /** Shows progress. */
  readonly report: (line: string) => void;
}

/** The outcome of a measure, as `--json` writes it. */
export interface Result {
  readonly name: string;
  readonly unit: string;
  /** The median of the rounds. */
  readonly value: number;
  readonly baseline: number | null;
  /** The median of the rounds' ratios, value ÷ baseline; null without a baseline. */
  readonly ratio: number | null;
  readonly goal: Goal | null;
  /** Whether the ratio, or without a baseline the value, is as the goal says; null without a goal. */
  readonly holds: boolean | null;
  /** The ratios of the rounds, or without a baseline their values. */
  readonly rounds: readonly number[];
}

/** The outcome of a measure's rounds. */
export function resultOf({ name, unit, goal }: Measure, rounds: readonly Round[]): Result {
  const baselines = rounds.flatMap(({ baseline }) => baseline ?? []);
  const hasBaseline = baselines.length === rounds.length && rounds.length > 0;
  const figures = rounds.map(({ value, baseline }) =>
    hasBaseline && baseline !== undefined ? value / baseline : value,
  );
  return {
    name,
    unit,
    value: median(rounds.map(({ value }) => value)),
    baseline: hasBaseline ? median(baselines) : null,
    ratio: hasBaseline ? median(figures) : null,
    goal: goal ?? null,
    holds: goal === undefined ? null : holds(goal, median(figures)),
    rounds: figures,
  };
}

function holds(goal: Goal, figure: number): boolean {
  return 'atMost' in goal ? figure <= goal.atMost : figure >= goal.atLeast;
}

export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

/**
 * Measures two sides in turn, the other one first in each second round, so that neither has the warmer machine. The
 * first round is a warm-up and does not count.
 */
export async function alternate(
  rounds: number,
  sides: {
    readonly ours: (round: number) => Promise<number>;
    readonly baseline: (round: number) => Promise<number>;
  },
): Promise<Round[]> {
  const measured: Round[] = [];
  for (let round = 0; round <= rounds; round++) {
    if (round % 2 === 0) {
      const value = await sides.ours(round);
      measured.push({ value, baseline: await sides.baseline(round) });
    } else {
      const baseline = await sides.baseline(round);
      measured.push({ value: await sides.ours(round), baseline });
    }
  }
  return measured.slice(1);
}
