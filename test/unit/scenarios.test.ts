import { portOutcome } from '../../src/contract/view';
import { numberWithFate, twilioRequest } from '../scenarios/request';
import { SCENARIOS, type Scenario } from '../scenarios/scenarios';
import { FAIR, ROUGH, simulate, type Simulated } from '../scenarios/simulator';

/** How many different weathers each scenario meets; every one is a port's whole life. */
const SEEDS = Number(process.env['PORTKEEPER_SEEDS'] ?? 200);

describe.each(SCENARIOS)('fate $fate: $what', (scenario) => {
  const { fate } = scenario;
  const input = twilioRequest({ requestId: `sim-${fate}`, numbers: [{ phoneNumber: numberWithFate(fate) }] });

  test('in fair weather', async () => {
    const simulated = await simulate(input, 1, FAIR, scenario.does);
    expectEnd(simulated, scenario);
    expect(toldBy(simulated)).toMatchSnapshot();
  });

  test(`in ${String(SEEDS)} kinds of rough webhook weather`, async () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const simulated = await simulate(input, seed, ROUGH, scenario.does);
      expectEnd(simulated, scenario);
      expectHintRead(simulated);
      expectNoSpin(simulated);
    }
  });
});

function expectEnd({ port, sandbox }: Simulated, { end }: Scenario): void {
  const outcome = portOutcome(port);
  expect(outcome.phase).toBe(end.phase);
  // all-accounted: every number of the input is in the outcome, exactly once.
  expect(outcome.numbers).toEqual(
    port.request.numbers.map(({ phoneNumber }) => ({ phoneNumber, outcome: end.outcome })),
  );
  const counted = Object.keys(end.told).map((kind) => [
    kind,
    port.timeline.entries.filter((entry) => entry.kind === kind).length,
  ]);
  expect(Object.fromEntries(counted)).toEqual(end.told);
  expect(sandbox.orders()).toHaveLength(end.orders);
}

/** hint-read: every webhook that reached the port is followed by a read that began after it, or by the end. */
function expectHintRead({ steps, hintedAt, port }: Simulated): void {
  const reads = steps.filter(({ step }) => step.kind === 'read').map(({ at }) => at);
  for (const hinted of hintedAt) {
    const isRead = reads.some((at) => at >= hinted);
    expect(isRead || (port.ending?.at ?? 0) >= hinted).toBe(true);
  }
}

/** A port never turns in place: time passes, or something happens, between two equal steps. */
function expectNoSpin({ steps }: Simulated): void {
  const perInstant = new Map<number, number>();
  for (const { at, step } of steps) {
    perInstant.set(at, (perInstant.get(at) ?? 0) + 1);
    if (step.kind === 'wait' && step.until !== undefined) expect(step.until).toBeGreaterThan(at);
  }
  expect(Math.max(...perInstant.values())).toBeLessThan(8);
}

function toldBy({ port }: Simulated): string[] {
  return port.timeline.entries.map(
    ({ kind, cause, data }) =>
      `${kind} (${cause.kind})${data === undefined ? '' : ` ${JSON.stringify(data)}`}`,
  );
}
