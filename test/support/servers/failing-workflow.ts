import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';

/** Fails after its activity has failed. */
export async function failing(message: string): Promise<void> {
  const { fail } = proxyActivities<{ fail: () => Promise<void> }>({
    startToCloseTimeout: '10 s',
    retry: { maximumAttempts: 2, initialInterval: '100 ms' },
  });
  await fail().catch(() => undefined);
  throw ApplicationFailure.nonRetryable(message);
}
