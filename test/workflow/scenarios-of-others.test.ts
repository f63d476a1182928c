import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { FONE_DYNAMICS_SCENARIOS, OTHER_FONE_DYNAMICS_SCENARIOS } from '../scenarios/fone-dynamics';
import type { Scenario } from '../scenarios/scenario';
import { OTHER_TELNYX_SCENARIOS, TELNYX_SCENARIOS } from '../scenarios/telnyx-v1';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { runScenario } from './run-scenario';
import { SkippedAccount } from './skipped-account';

/**
 * The same workflow carries the other providers. Every scenario of theirs runs in the simulator; here are those that go
 * ways which Twilio's do not: orders that are changed where they are, appear later and divide, and a provider that can
 * do little more than tell.
 */
const ROWS = {
  'telnyx-v1': rows(
    [...TELNYX_SCENARIOS, ...OTHER_TELNYX_SCENARIOS],
    ['02', '06', '12', '21', '22', '00-another date', '00-rate'],
  ),
  'fone-dynamics': rows(
    [...FONE_DYNAMICS_SCENARIOS, ...OTHER_FONE_DYNAMICS_SCENARIOS],
    ['12', '21', '00-cancel', '00-look and send again'],
  ),
};

function rows(all: readonly Scenario[], names: readonly string[]): Scenario[] {
  return names.map((name) => all.find((scenario) => scenario.name === name)!);
}

let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
});
afterAll(() => environment.teardown());

describe.each(['telnyx-v1', 'fone-dynamics'] as const)('%s', (provider) => {
  let account: SkippedAccount;
  beforeAll(async () => {
    account = await SkippedAccount.open(environment, `of-${provider}`, { provider });
  });
  afterEach(() => account.clear());
  afterAll(() => account.close());

  test.each(ROWS[provider])('scenario $name with skipped time: $what', (scenario) =>
    runScenario(account, scenario),
  );
});
