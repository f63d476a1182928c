import type { Arbitrary } from 'fast-check';
import { DEPTH, LIVES_THAT_MEET_ALL } from '../../../support/depth';
import type { Plan } from '../random-run';
import { MET_IN_EVERY_KIND } from './landmarks';
import { INVARIANTS, Lives, SHRINK_FOR_MS } from './runs';

/** The same seed lives the same lives: whoever runs the tests finds what everybody finds, unless they look for more. */
const SEED = seedOf(process.env['PORTKEEPER_SEED'] ?? '1');

function seedOf(text: string): number {
  return text === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(text);
}

const LIVE_WITHIN_MS = 600_000;

/**
 * Declares the tests of one kind of life: each is lived once and held against every law. So a law is a test of its own,
 * though none lives a life for itself.
 *
 * @param landmarks - what these lives come by beside what all do, so that the laws are put to the test
 */
export function everyLife(kind: string, plans: Arbitrary<Plan>, landmarks: readonly string[]): void {
  describe(`every life ${kind}`, () => {
    const lives = new Lives(plans, SEED);

    beforeAll(() => {
      const begun = performance.now();
      lives.live(DEPTH.lives);
      const took = ((performance.now() - begun) / 1_000).toFixed(1);
      const seed = `PORTKEEPER_SEED=${String(SEED)}`;
      process.stderr.write(`every life ${kind}: ${String(lives.count)} sequences in ${took} s, ${seed}\n`);
    }, LIVE_WITHIN_MS);

    describe.each(Object.entries(INVARIANTS))('%s', (_, invariants) => {
      test.each(Object.entries(invariants))(
        '%s',
        (__, invariant) => lives.throwIfBroken(invariant),
        3 * SHRINK_FOR_MS,
      );
    });

    test(`${String(DEPTH.lives)} sequences were lived`, () => {
      expect(lives.count).toBe(DEPTH.lives);
    });

    // Fewer lives, as while somebody writes, need not come by all that can be met.
    const whenManyLived = DEPTH.lives < LIVES_THAT_MEET_ALL ? test.skip : test;
    whenManyLived('these lives come by all that the laws are about', () => {
      const wanted = [...MET_IN_EVERY_KIND, ...landmarks];
      expect(wanted.filter((landmark) => !lives.met.has(landmark))).toEqual([]);
    });
  });
}
