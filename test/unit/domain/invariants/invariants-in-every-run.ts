import type { Arbitrary } from 'fast-check';
import { DEPTH, RUNS_FOR_ALL_LANDMARKS } from '../../../support/depth';
import type { Plan } from '../random-run';
import { REACHED_BY_EVERY_KIND } from './landmarks';
import { GeneratedRuns, INVARIANTS, SHRINK_FOR_MS } from './runs';

/** Replaces the seed of every kind; `random` draws one. */
const CHOSEN_SEED = process.env['PORTKEEPER_SEED'];

function seedOr(usual: number): number {
  if (CHOSEN_SEED === undefined) return usual;
  return CHOSEN_SEED === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(CHOSEN_SEED);
}

const GENERATE_TIMEOUT_MS = 600_000;

/**
 * Declares the tests of one kind of run: each run is generated once and checked against every invariant. So every
 * expectation is a test of its own, and no test generates runs for itself.
 *
 * @param usualSeed - one with which the usual number of runs reaches every landmark
 * @param landmarks - what these runs reach beside what every kind reaches, so that no invariant holds for want of a case
 */
export function testInvariants(
  kind: string,
  plans: Arbitrary<Plan>,
  usualSeed: number,
  landmarks: readonly string[],
): void {
  describe(`every run ${kind}`, () => {
    const usedSeed = seedOr(usualSeed);
    const runs = new GeneratedRuns(plans, usedSeed);

    beforeAll(() => {
      const begun = performance.now();
      runs.generate(DEPTH.runs);
      const took = ((performance.now() - begun) / 1_000).toFixed(1);
      const seed = `PORTKEEPER_SEED=${String(usedSeed)}`;
      process.stderr.write(`every run ${kind}: ${String(runs.count)} runs in ${took} s, ${seed}\n`);
    }, GENERATE_TIMEOUT_MS);

    describe.each(Object.entries(INVARIANTS))('%s', (_, invariants) => {
      test.each(Object.entries(invariants))(
        '%s',
        (__, invariant) => runs.throwIfViolated(invariant),
        3 * SHRINK_FOR_MS,
      );
    });

    test(`${String(DEPTH.runs)} runs were generated`, () => {
      expect(runs.count).toBe(DEPTH.runs);
    });

    // Fewer runs, as while a test is written, need not reach every landmark.
    const withEnoughRuns = DEPTH.runs < RUNS_FOR_ALL_LANDMARKS ? test.skip : test;
    withEnoughRuns('the runs reach every landmark', () => {
      const wanted = [...REACHED_BY_EVERY_KIND, ...landmarks];
      expect(wanted.filter((landmark) => !runs.reached.has(landmark))).toEqual([]);
    });
  });
}
