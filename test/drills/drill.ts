import type { StartDrillServer } from './drill-server';

/** What a drill counts. */
export interface Tally {
  readonly ports: number;
  /** How many faults were injected. A drill without one proves nothing, so it fails. */
  readonly faults: number;
  /** How many orders the provider has in the end. */
  readonly orders: number;
  /** Ports that did not end as they should, and webhooks that no read followed. */
  readonly lost: number;
  /** Orders, or other effects, beyond what was wanted. */
  readonly twice: number;
  /** What was wrong, a line each. */
  readonly problems: readonly string[];
}

/** A drill that has run. */
export interface DrillResult extends Tally {
  readonly name: string;
  readonly seconds: number;
}

/** A drill, as `--list` shows it. */
export interface DrillDescription {
  /** With slashes, from the coarse to the fine; a part of it selects it. */
  readonly name: string;
  readonly what: string;
}

/** What drills get from the command line. */
export interface DrillContext {
  /** Decides every chance: the same seed is the same drill, as far as a real machine allows. */
  readonly seed: number;
  readonly startServer: StartDrillServer;
  /** The folder for the histories of ports that fail their drill; absent: they are not kept. */
  readonly histories?: string;
  /** Shows progress. */
  readonly report: (line: string) => void;
}

/** Drills that share what is expensive to start. */
export interface DrillSet {
  readonly drills: readonly DrillDescription[];
  /** The servers of `--server` that it can use; absent: any. */
  readonly servers?: readonly string[];
  /** Runs those of the given names; each result is handed on when it is there. */
  run(
    names: ReadonlySet<string>,
    context: DrillContext,
    onResult: (result: DrillResult) => void,
  ): Promise<void>;
}

/** Runs one drill; an error is a problem of it, and counts as lost. */
export async function runDrill(name: string, drill: () => Promise<Tally>): Promise<DrillResult> {
  const startedAt = Date.now();
  const tally = await withFaults(drill, () => undefined);
  return { name, ...tally, seconds: (Date.now() - startedAt) / 1_000 };
}

/**
 * Runs something that is counted, with the faults that it met; an error is a problem, and counts as lost.
 *
 * @param faults - how many were injected by the end; undefined: as the tally itself says
 */
export async function withFaults(
  run: () => Promise<Omit<Tally, 'faults'>>,
  faults: () => number | undefined,
): Promise<Tally> {
  try {
    const tally = await run();
    return { faults: 0, ...tally, ...definedFaults(faults()) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { ports: 1, orders: 0, lost: 1, twice: 0, problems: [problem], faults: faults() ?? 0 };
  }
}

function definedFaults(faults: number | undefined): Partial<Tally> {
  return faults === undefined ? {} : { faults };
}

/** Whether nothing was lost, nothing was there twice, and there was a fault to survive. */
export function hasPassed({ lost, twice, faults }: Tally): boolean {
  return lost === 0 && twice === 0 && faults > 0;
}

/** The sum of some tallies. */
export function sum(tallies: readonly Tally[]): Tally {
  const total = (count: (tally: Tally) => number) => tallies.reduce((all, tally) => all + count(tally), 0);
  return {
    ports: total(({ ports }) => ports),
    faults: total(({ faults }) => faults),
    orders: total(({ orders }) => orders),
    lost: total(({ lost }) => lost),
    twice: total(({ twice }) => twice),
    problems: tallies.flatMap(({ problems }) => problems),
  };
}
