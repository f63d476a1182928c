import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Onlooker, STORIES } from '../scenarios/five-numbers';
import { isTimeFor } from '../scenarios/scenarios';
import { tell } from '../scenarios/tell';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { SkippedAccount } from './skipped-account';

let environment: TestWorkflowEnvironment;
let account: SkippedAccount;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  account = await SkippedAccount.open(environment, 'five');
});
afterEach(() => account.clear());
afterAll(async () => {
  await account.close();
  await environment.teardown();
});

test.each(STORIES)('five numbers, five fates, with skipped time: $name', async (story) => {
  const port = await account.start(account.request(story.request));
  const onlooker = new Onlooker();
  const acts = [...story.does];
  for (;;) {
    const [act] = acts;
    const isTime = (view: Parameters<typeof isTimeFor>[1]) => act !== undefined && isTimeFor(act, view);
    const view = await account.until(port, (each) => onlooker.isNews(each) || isTime(each));
    const [card, now] = [await account.card(port), await account.now()];
    onlooker.see({ view, card, orders: account.sandbox.orders(), now });
    if (view.outcome !== undefined) break;
    if (act === undefined || !isTime(view)) continue;
    acts.shift();
    const { refused } = await tell(port, act);
    expect(refused).toEqual([]);
  }
  onlooker.expectStages(story);
  const { phase, ending, numbers } = await port.result();
  expect({ phase, ending: ending.kind, numbers }).toEqual(story.end);
});
