import { portOutcome, timelineView } from '../../src/contract/view';
import { attentionsOf } from '../../src/domain/attentions/attentions';
import { DEPTH } from '../support/depth';
import { attentionsRecorded, expectLife } from './run';
import { requestOf, type Scenario } from './scenario';
import { FAIR, ROUGH_NETWORK, simulate, type Simulated } from './simulator';

/** How many different weathers each scenario meets; every one is a port's whole life. */
const SEEDS = DEPTH.networks;

/** Declares the tests of some scenarios: each once in fair weather, and in many kinds of rough weather. */
export function inAllNetworks(documented: readonly Scenario[], others: readonly Scenario[]): void {
  const rows = [
    ...documented.map((scenario) => ({ ...scenario, seeds: SEEDS })),
    ...others.map((scenario) => ({ ...scenario, seeds: Math.ceil(SEEDS / 4) })),
  ];
  describe.each(rows)('scenario $name: $what', ({ seeds, ...scenario }) => {
    const { name, does, meets } = scenario;
    const input = requestOf(scenario, `sim-${name.replaceAll(/\W+/g, '-')}`);

    test('in fair weather', async () => {
      const simulated = await simulate(input, 1, FAIR, { does, meets });
      expectEnd(simulated, scenario);
      expect(recordedBy(simulated)).toMatchSnapshot();
    });

    test(`in ${String(seeds)} kinds of rough webhook weather`, async () => {
      for (let seed = 1; seed <= seeds; seed++) {
        const simulated = await simulate(input, seed, ROUGH_NETWORK, { does, meets });
        try {
          expectEnd(simulated, scenario);
          expectHintRead(simulated);
          expectNoSpin(simulated);
          expectAttentionsRecorded(simulated);
        } catch (error) {
          throw new Error(`seed ${String(seed)}`, { cause: error });
        }
      }
    }, 600_000);
  });
}

function expectEnd({ port, sandbox }: Simulated, scenario: Scenario): void {
  const answers = scenario.does.flatMap(({ id }) =>
    port.recentDecisions.filter((decided) => decided.id === id),
  );
  const orders = sandbox.orders().length;
  expectLife({ outcome: portOutcome(port), timeline: timelineView(port), answers, orders }, scenario);
}

/** hint-read: every webhook that reached the port is followed by a read of its order that began after it, or the end. */
function expectHintRead({ steps, hints, port }: Simulated): void {
  const lastRead = new Map<string, number>();
  for (const { at, step } of steps)
    if (step.kind === 'read') for (const orderRef of step.orderRefs) lastRead.set(orderRef, at);
  const endedAt = port.ending?.at ?? 0;
  const unread = hints.filter(({ at, orderRef }) => at > Math.max(lastRead.get(orderRef) ?? 0, endedAt));
  expect(unread).toEqual([]);
}

/** A port never turns in place: time passes, or something happens, between two equal steps. */
function expectNoSpin({ steps }: Simulated): void {
  const perInstant = new Map<number, number>();
  for (const { at } of steps) perInstant.set(at, (perInstant.get(at) ?? 0) + 1);
  expect(Math.max(...perInstant.values())).toBeLessThan(8);
  const waitsForThePast = steps.filter(
    ({ at, step }) => step.kind === 'wait' && (step.until ?? Infinity) <= at,
  );
  expect(waitsForThePast).toEqual([]);
}

/** Whoever follows the timeline knows at every moment who is asked for what: nothing stands untold, or told too long. */
function expectAttentionsRecorded({ steps }: Simulated): void {
  const wrong = steps.flatMap(({ at, port }) => {
    const standing = attentionsOf(port).flatMap(({ cause, numbers }) =>
      numbers.length === 0 ? [cause] : numbers.map((number) => `${cause} ${number}`),
    );
    const told = attentionsRecorded(port.timeline.entries).standing;
    return standing.sort().join() === told.join() ? [] : [{ at, standing, told }];
  });
  expect(wrong).toEqual([]);
}

function recordedBy({ port }: Simulated): string[] {
  return port.timeline.entries.map(
    ({ kind, cause, data }) =>
      `${kind} (${cause.kind})${data === undefined ? '' : ` ${JSON.stringify(data)}`}`,
  );
}
