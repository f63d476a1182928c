import { portOutcome, timelineView } from '../../src/contract/view';
import { attentionsOf } from '../../src/domain/attentions/attentions';
import { DEPTH } from '../support/depth';
import { attentionsRecorded, expectRun } from './run';
import { requestOf, type Scenario } from './scenario';
import { IDEAL_NETWORK, ROUGH_NETWORK, simulate, type Simulated } from './simulator';

/** How many rough networks each scenario meets; each is a whole run of a port. */
const SEEDS = DEPTH.networks;

/** Declares the tests of some scenarios: each once on an ideal network, and on many rough ones. */
export function inAllNetworks(documented: readonly Scenario[], others: readonly Scenario[]): void {
  const rows = [
    ...documented.map((scenario) => ({ ...scenario, seeds: SEEDS })),
    ...others.map((scenario) => ({ ...scenario, seeds: Math.ceil(SEEDS / 4) })),
  ];
  describe.each(rows)('scenario $name: $what', ({ seeds, ...scenario }) => {
    const { name, does, meets } = scenario;
    const input = requestOf(scenario, `sim-${name.replaceAll(/\W+/g, '-')}`);

    test('on an ideal network', async () => {
      const simulated = await simulate(input, 1, IDEAL_NETWORK, { does, meets });
      expectEnd(simulated, scenario);
      expect(recordedBy(simulated)).toMatchSnapshot();
    });

    test(`on ${String(seeds)} rough networks`, async () => {
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
  expectRun({ outcome: portOutcome(port), timeline: timelineView(port), answers, orders }, scenario);
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

/** A port never loops: time passes, or something happens, between two equal steps. */
function expectNoSpin({ steps }: Simulated): void {
  const perInstant = new Map<number, number>();
  for (const { at } of steps) perInstant.set(at, (perInstant.get(at) ?? 0) + 1);
  expect(Math.max(...perInstant.values())).toBeLessThan(8);
  const waitsForThePast = steps.filter(
    ({ at, step }) => step.kind === 'wait' && (step.until ?? Infinity) <= at,
  );
  expect(waitsForThePast).toEqual([]);
}

/** The timeline says at every moment which attentions stand: none is missing, and none is left over. */
function expectAttentionsRecorded({ steps }: Simulated): void {
  const wrong = steps.flatMap(({ at, port }) => {
    const standing = attentionsOf(port).flatMap(({ cause, numbers }) =>
      numbers.length === 0 ? [cause] : numbers.map((number) => `${cause} ${number}`),
    );
    const recorded = attentionsRecorded(port.timeline.entries).standing;
    return standing.sort().join() === recorded.join() ? [] : [{ at, standing, recorded }];
  });
  expect(wrong).toEqual([]);
}

function recordedBy({ port }: Simulated): string[] {
  return port.timeline.entries.map(
    ({ kind, cause, data }) =>
      `${kind} (${cause.kind})${data === undefined ? '' : ` ${JSON.stringify(data)}`}`,
  );
}
