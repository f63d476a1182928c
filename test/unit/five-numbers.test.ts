import { portOutcome, portView } from '../../src/contract/view';
import type { Port } from '../../src/domain/port';
import { statusCard } from '../../workflows/status-card';
import { Onlooker, STORIES, type Story } from '../scenarios/five-numbers';
import { attentionsTold } from '../scenarios/life';
import { twilioRequest } from '../scenarios/request';
import { FAIR, ROUGH, simulate } from '../scenarios/simulator';

const SEEDS = 50;

describe.each(STORIES)('five numbers, five fates: $name', (story) => {
  const { does, request } = story;
  const input = twilioRequest({ requestId: 'five', ...request });

  test('stage by stage, as the provider has it', async () => {
    const onlooker = new Onlooker();
    const { port } = await simulate(input, 1, FAIR, {
      does,
      sees: (seen, sandbox, now) => {
        onlooker.see({ view: portView(seen), card: statusCard(seen), orders: sandbox.orders(), now });
      },
    });
    onlooker.expectStages(story);
    expectEnd(port, story);
  });

  test(`the same end in ${String(SEEDS)} kinds of rough webhook weather`, async () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { port } = await simulate(input, seed, ROUGH, { does });
      expectEnd(port, story);
    }
  });
});

function expectEnd(port: Port, { end }: Story): void {
  const { phase, ending, numbers } = portOutcome(port);
  expect({ phase, ending: ending.kind, numbers }).toEqual(end);
  expect(attentionsTold(port.timeline.entries).standing).toEqual([]);
}
