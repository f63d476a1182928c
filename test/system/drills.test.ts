import { DRILL_SETS } from '../drills/all-drills';
import { hasPassed, type DrillResult } from '../drills/drill';
import { DRILL_SERVERS } from '../drills/drill-servers';
import { eachCall } from '../drills/simulator-drills';
import { FAULTS } from '../drills/fault';
import { DOCUMENTED_SCENARIOS } from '../scenarios/scenarios';

/**
 * A few of the drills, so that each kind runs with every change; `npm run drills` runs all (docs/testing.md#fault-drills).
 */
const SELECTED = [
  'temporal/twilio/submitOrder/failed-before',
  'temporal/twilio/submitOrder/failed-after',
  'temporal/telnyx-v1/runOrderAction/failed-after',
  'temporal/fone-dynamics/readOrders/twice',
  'temporal/twilio/searchOrder/killed-after',
];

/** A date that moves, and an answer that is lost. */
const SCENARIOS = DOCUMENTED_SCENARIOS.filter(({ name }) => ['05', '12'].includes(name));

test.each(FAULTS)('in the simulator: %s', async (fault) => {
  for (const scenario of SCENARIOS) {
    const tally = await eachCall(scenario, fault, 1);
    expect(tally).toMatchObject({ lost: 0, twice: 0, problems: [] });
    expect(tally.faults).toBeGreaterThan(0);
  }
});

describe('on a real server', () => {
  const results = new Map<string, DrillResult>();
  beforeAll(async () => {
    const names = new Set(SELECTED);
    const context = { seed: 1, startServer: DRILL_SERVERS.dev, report: () => undefined };
    for (const set of DRILL_SETS)
      await set.run(names, context, (result) => void results.set(result.name, result));
  }, 300_000);

  test.each(SELECTED)('%s', (name) => {
    const result = results.get(name);
    expect(result).toMatchObject({ lost: 0, twice: 0, problems: [] });
    expect(hasPassed(result!)).toBe(true);
  });
});
