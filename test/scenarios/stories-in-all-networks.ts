import { portOutcome, portView } from '../../src/contract/view';
import type { Port } from '../../src/domain/model/port';
import { statusCard } from '../../workflows/port/status-card';
import { DEPTH } from '../support/depth';
import { requestFor } from './request';
import { FAIR, ROUGH_NETWORK, simulate } from './simulator';
import { expectStoryEnd, Observer, type Story } from './story';

const SEEDS = DEPTH.storyNetworks;

/** Declares the tests of a story: stage by stage in fair weather, and its end in many kinds of rough weather. */
export function storyInAllNetworks(story: Story): void {
  const { does, provider, request } = story;
  // The name chooses at what time of the day the port looks by itself: in the middle, so that no two things meet.
  const input = requestFor(provider, { requestId: 'five', ...request });

  test('stage by stage, as the provider has it', async () => {
    const onlooker = new Observer(story);
    const { port } = await simulate(input, 1, FAIR, {
      does,
      sees: (seen, sandbox, now) => {
        onlooker.see({ view: portView(seen), card: statusCard(seen), orders: sandbox.orders(), now });
      },
    });
    onlooker.expectStages();
    expectEnd(port, story);
  });

  test(`the same end in ${String(SEEDS)} kinds of rough webhook weather`, async () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { port } = await simulate(input, seed, ROUGH_NETWORK, { does });
      expectEnd(port, story);
    }
  }, 600_000);
}

function expectEnd(port: Port, story: Story): void {
  expectStoryEnd(story, portOutcome(port), port.timeline.entries);
}
