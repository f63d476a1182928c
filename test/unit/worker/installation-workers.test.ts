import { MockActivityEnvironment } from '@temporalio/testing';
import type { AccountActivities } from '../../../activities/account/account-activities';
import { installationWorkers } from '../../../src/worker/worker';
import { sandboxAccount } from '../../scenarios/sandbox-account';

test('a worker looks for an order in all accounts of the provider that the installation has', async () => {
  const asked: string[] = [];
  const { workflows } = installationWorkers({
    taskQueue: 'porting',
    accounts: ['parent', 'west'].map((name) => sandboxAccount('http://sandbox', name)),
    orderHolders: (keys) => {
      asked.push(...keys);
      return Promise.resolve(new Map());
    },
    own: { workflowsPath: __filename },
  });
  const { deliverHints } = workflows.activities as AccountActivities;
  const orders = [{ orderRef: 'KW1', receivedAt: 1, numbers: {} }];
  const input = { provider: 'twilio', account: 'parent', orders };
  await new MockActivityEnvironment().run(deliverHints, input);
  expect(asked).toEqual(['twilio/parent/KW1', 'twilio/west/KW1']);
});
