import type { PortView } from '../../src/contract/port-view';
import { isTimeFor } from '../scenarios/scenario';
import { expectStoryEnd, Observer, type Story } from '../scenarios/story';
import { tell } from '../scenarios/tell';
import type { SkippedAccount } from './skipped-account';

/** Runs a story with skipped time, looks at the port whenever it shows something new, and at its end. */
export async function runStory(account: SkippedAccount, story: Story): Promise<void> {
  const port = await account.start(account.request(story.request));
  const observer = new Observer(story);
  const acts = [...story.does];
  let actsAt = Infinity;
  for (;;) {
    const [act] = acts;
    const isNews = (each: PortView) => observer.isNews(each, account.sandbox.orders());
    const isTime = (each: PortView) => actsAt === Infinity && act !== undefined && isTimeFor(act, each);
    const view = await account.until(port, (each) => isNews(each) || isTime(each), actsAt);
    const [card, now] = [await account.card(port), await account.now()];
    observer.see({ view, card, orders: account.sandbox.orders(), now });
    if (view.outcome !== undefined) break;
    if (isTime(view)) actsAt = now + (act?.after ?? 0);
    if (act === undefined || now < actsAt) continue;
    acts.shift();
    actsAt = Infinity;
    const { refused } = await tell(port, act, now);
    expect(refused).toEqual([]);
  }
  observer.expectStages();
  expectStoryEnd(story, await port.result(), await port.timeline());
}
