import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { ALL_SCENARIOS } from '../scenarios/scenarios';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { runScenario } from './run-scenario';
import { SkippedAccount } from './skipped-account';

let environment: TestWorkflowEnvironment;
let account: SkippedAccount;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  account = await SkippedAccount.open(environment, 'scenarios');
});
afterEach(() => account.clear());
afterAll(async () => {
  await account.close();
  await environment.teardown();
});

test.each(ALL_SCENARIOS)('scenario $name on a Temporal server with skipped time: $what', (scenario) =>
  runScenario(account, scenario),
);
