import { isDeepStrictEqual } from 'node:util';
import { portOutcome, timelineView } from '../../src/contract/view';
import type { ProviderName } from '../support/providers';
import { FONE_DYNAMICS_SCENARIOS, OTHER_FONE_DYNAMICS_SCENARIOS } from '../scenarios/fone-dynamics';
import { random } from '../scenarios/random';
import { comparison } from '../scenarios/run';
import { numbersOf, requestOf, type Scenario } from '../scenarios/scenario';
import { ALL_SCENARIOS } from '../scenarios/scenarios';
import {
  IDEAL_NETWORK,
  ROUGH_NETWORK,
  simulate,
  type NetworkConditions,
  type Simulated,
} from '../scenarios/simulator';
import { OTHER_TELNYX_SCENARIOS, TELNYX_SCENARIOS } from '../scenarios/telnyx-v1';
import { runDrill, sum, type DrillContext, type DrillSet, type Tally } from './drill';
import { FAULTS, type Fault } from './fault';
import { answersTo, repairsOf } from './operator';
import { canMeet, SimulatedFaults } from './simulated-faults';

/** Every scenario of every provider. */
const SCENARIOS: Readonly<Record<ProviderName, readonly Scenario[]>> = {
  twilio: ALL_SCENARIOS,
  'telnyx-v1': [...TELNYX_SCENARIOS, ...OTHER_TELNYX_SCENARIOS],
  'fone-dynamics': [...FONE_DYNAMICS_SCENARIOS, ...OTHER_FONE_DYNAMICS_SCENARIOS],
};

const DRILLS = Object.entries(SCENARIOS).flatMap(([provider, scenarios]) =>
  FAULTS.map((fault) => ({ provider, scenarios, fault, name: `simulator/${provider}/${fault}` })),
);

/**
 * The whole product in the pure simulator: each call of each scenario meets each fault, in a run of its own; and in
 * some more runs of each scenario many do.
 */
export const SIMULATOR_DRILLS: DrillSet = {
  drills: DRILLS.map(({ name, scenarios, fault }) => ({
    name,
    what: `each call of ${String(scenarios.length)} scenarios: ${fault}`,
  })),
  async run(names, context, onResult) {
    for (const { name, scenarios, fault } of DRILLS)
      if (names.has(name)) onResult(await runDrill(name, () => runAll(scenarios, fault, context)));
  },
};

async function runAll(scenarios: readonly Scenario[], fault: Fault, context: DrillContext): Promise<Tally> {
  const tallies: Tally[] = [];
  for (const scenario of scenarios) {
    tallies.push(await eachCall(scenario, fault, context.seed));
    context.report(`${scenario.provider} ${scenario.name}: ${fault}`);
  }
  return sum(tallies);
}

/** How many runs of a scenario meet faults by chance, on a rough network. */
const ROUGH_RUNS = 3;
/** How many of their calls do. */
const SHARE = 0.3;
/** One scenario sends the same cancel for weeks: a run for each of its calls would take most of the time of all. */
const CALLS_OF_A_KIND = 25;

/**
 * A run of the scenario for each of its calls, in which this call meets the fault: the first 25 of each kind. Then some
 * in which many calls do.
 */
export async function eachCall(scenario: Scenario, fault: Fault, seed: number): Promise<Tally> {
  const undisturbed = new SimulatedFaults(fault, () => false);
  await runWith(undisturbed, scenario, seed, IDEAL_NETWORK);
  const tallies: Tally[] = [];
  const counts = new Map<string, number>();
  for (const [index, kind] of undisturbed.calls.entries()) {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    if (!canMeet(fault, kind) || count > CALLS_OF_A_KIND) continue;
    const faults = new SimulatedFaults(fault, (call) => call === index);
    tallies.push(await runOnce(faults, scenario, seed, IDEAL_NETWORK, `call ${String(index + 1)}, ${kind}`));
  }
  for (let run = 0; run < ROUGH_RUNS; run++) {
    const chance = random(seed + run);
    const faults = new SimulatedFaults(fault, () => chance() < SHARE);
    tallies.push(
      await runOnce(faults, scenario, seed + run, ROUGH_NETWORK, `seed ${String(seed + run)}, many calls`),
    );
  }
  return sum(tallies);
}

async function runOnce(
  faults: SimulatedFaults,
  scenario: Scenario,
  seed: number,
  network: NetworkConditions,
  where: string,
): Promise<Tally> {
  const label = `${scenario.provider} ${scenario.name}, ${where}`;
  try {
    return tallyOf(await runWith(faults, scenario, seed, network), scenario, faults.injected, label);
  } catch (error) {
    const problem = `${label}: ${error instanceof Error ? error.message : String(error)}`;
    return { ports: 1, faults: faults.injected, orders: 0, lost: 1, twice: 0, problems: [problem] };
  }
}

function runWith(
  { around }: SimulatedFaults,
  scenario: Scenario,
  seed: number,
  network: NetworkConditions,
): Promise<Simulated> {
  const { does, meets, name } = scenario;
  const input = requestOf(scenario, `drill-${name.replaceAll(/\W+/g, '-')}`);
  return simulate(input, seed, network, { does, meets, around, repairs: repairsOf(scenario) });
}

/** What a fault may change: how often something is asked, and whether a person is. */
const CHANGED_BY_FAULTS = [
  'submission_unknown',
  'attention_raised',
  'attention_cleared',
  'checked',
  'resubmitted',
  'edited',
];

function tallyOf({ port, sandbox }: Simulated, scenario: Scenario, faults: number, label: string): Tally {
  const orders = sandbox.orders();
  const { actual, expected } = comparison(
    {
      outcome: portOutcome(port),
      timeline: timelineView(port),
      answers: answersTo(port, scenario),
      orders: orders.length,
    },
    scenario,
  );
  const wrong = Object.entries(expected).flatMap(([key, wanted]) => {
    if (key === 'attentions') return [];
    const found = essence(actual[key as keyof typeof actual]);
    return isDeepStrictEqual(found, essence(wanted))
      ? []
      : [`${key}: ${JSON.stringify(found)} instead of ${JSON.stringify(essence(wanted))}`];
  });
  const twice = Math.max(0, orders.length - scenario.end.orders);
  return {
    ports: 1,
    faults,
    orders: orders.length,
    lost: twice === 0 && wrong.length > 0 ? numbersOf(scenario).length : 0,
    twice,
    problems: wrong.map((line) => `${label}: ${line}`),
  };
}

/** Plain JSON, without the counts that a fault may change. */
function essence(value: unknown): unknown {
  const plain: unknown = JSON.parse(JSON.stringify(value));
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return plain;
  return Object.fromEntries(Object.entries(plain).filter(([kind]) => !CHANGED_BY_FAULTS.includes(kind)));
}
