import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { STORIES } from '../scenarios/five-numbers';
import { SIX_NUMBERS } from '../scenarios/six-numbers';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { runStory } from './run-story';
import { SkippedAccount } from './skipped-account';

let environment: TestWorkflowEnvironment;
let twilio: SkippedAccount;
let telnyx: SkippedAccount;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  twilio = await SkippedAccount.open(environment, 'five');
  telnyx = await SkippedAccount.open(environment, 'six', { provider: 'telnyx-v1' });
});
afterEach(() => Promise.all([twilio.clear(), telnyx.clear()]));
afterAll(async () => {
  await Promise.all([twilio.close(), telnyx.close()]);
  await environment.teardown();
});

test.each(STORIES)('five numbers, five scenarios, with skipped time: $name', (story) =>
  runStory(twilio, story),
);

test(`six numbers at Telnyx, with skipped time: ${SIX_NUMBERS.name}`, () => runStory(telnyx, SIX_NUMBERS));
