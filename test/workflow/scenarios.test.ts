import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Decision } from '../../src/domain/commands';
import { expectLife } from '../scenarios/life';
import { ALL_SCENARIOS, isTimeFor } from '../scenarios/scenarios';
import { tell } from '../scenarios/tell';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { SkippedAccount } from './skipped-account';

let environment: TestWorkflowEnvironment;
let account: SkippedAccount;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  account = await SkippedAccount.open(environment, 'fates');
});
afterEach(() => account.clear());
afterAll(async () => {
  await account.close();
  await environment.teardown();
});

test.each(ALL_SCENARIOS)('fate $name on a Temporal server with skipped time: $what', async (scenario) => {
  const { phoneNumber, does } = scenario;
  const port = await account.start(account.request({ numbers: [{ phoneNumber }] }));
  const answers: Decision[] = [];
  for (const act of does) {
    await account.until(port, (view) => isTimeFor(act, view));
    answers.push(await tell(port, act));
  }
  const { attentions } = await account.untilEnd(port);
  expect(attentions).toEqual([]);
  const orders = account.sandbox.orders().length;
  expectLife({ outcome: await port.result(), timeline: await port.timeline(), answers, orders }, scenario);
});
