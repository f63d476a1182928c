import { portOutcome, portView } from '../../src/contract/view';
import type { Port } from '../../src/domain/model/port';
import { statusCard } from '../../workflows/port/status-card';
import { DEPTH } from '../support/depth';
import { requestFor } from './request';
import { IDEAL_NETWORK, ROUGH_NETWORK, simulate } from './simulator';
import { expectStoryEnd, Observer, type Story } from './story';

const SEEDS = DEPTH.storyNetworks;

/** Declares the tests of a story: stage by stage on an ideal network, and its end on many rough ones. */
export function storyInAllNetworks(story: Story): void {
  const { does, provider, request } = story;
  // The name chooses at what time of the day the port looks by itself: in the middle, so that no two things meet.
  const input = requestFor(provider, { requestId: 'five', ...request });

  test('stage by stage, as the provider has it', async () => {
    const observer = new Observer(story);
    const { port } = await simulate(input, 1, IDEAL_NETWORK, {
      does,
      sees: (seen, sandbox, now) => {
        observer.see({ view: portView(seen), card: statusCard(seen), orders: sandbox.orders(), now });
      },
    });
    observer.expectStages();
    expectEnd(port, story);
  });

  test(`the same end on ${String(SEEDS)} rough networks`, async () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { port } = await simulate(input, seed, ROUGH_NETWORK, { does });
      expectEnd(port, story);
    }
  }, 600_000);
}

function expectEnd(port: Port, story: Story): void {
  expectStoryEnd(story, portOutcome(port), port.timeline.entries);
}
