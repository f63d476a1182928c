/**
 * How much is tried of what is generated. `npm test` tries what finds a broken invariant within minutes;
 * `npm run test:deep` tries many times as much (docs/testing.md). Each count has a variable of its own, which wins.
 */
interface Depth {
  /** Runs that each of the four files `runs-*.test.ts` generates. */
  readonly runs: number;
  /** Rough networks for each documented scenario of each provider; other scenarios meet a quarter of it. */
  readonly networks: number;
  /** Rough networks for each story of several numbers. */
  readonly storyNetworks: number;
  /** Kinds of commands at random times, for each scenario that they can matter to. */
  readonly commands: number;
  /** Open ports that a sweep goes over, on a real server. */
  readonly sweptPorts: number;
}

const USUAL: Depth = { runs: 750, networks: 8, storyNetworks: 8, commands: 100, sweptPorts: 200 };
const DEEP: Depth = { runs: 5_000, networks: 200, storyNetworks: 50, commands: 2_000, sweptPorts: 1_000 };

const chosen = process.env['PORTKEEPER_DEPTH'] === 'deep' ? DEEP : USUAL;

/** So many that the runs of a file reach every landmark; `npm test` generates as many. */
export const RUNS_FOR_ALL_LANDMARKS = USUAL.runs;

/** What this run tries. */
export const DEPTH: Depth = {
  runs: countOf('PORTKEEPER_RUNS', chosen.runs),
  networks: countOf('PORTKEEPER_SEEDS', chosen.networks),
  storyNetworks: countOf('PORTKEEPER_STORY_SEEDS', chosen.storyNetworks),
  commands: countOf('PORTKEEPER_COMMAND_SEEDS', chosen.commands),
  sweptPorts: countOf('PORTKEEPER_SWEPT_PORTS', chosen.sweptPorts),
};

function countOf(variable: string, usual: number): number {
  const text = process.env[variable];
  if (text === undefined) return usual;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new Error(`${variable} must be a whole number above 0, not ${text}.`);
  return count;
}
