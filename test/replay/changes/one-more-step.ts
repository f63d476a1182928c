import { proxyActivities } from '@temporalio/workflow';
import { portRequest as original } from '../../../workflows';

export { providerAccount, providerCall } from '../../../workflows';

const { announce } = proxyActivities<{ announce: () => Promise<void> }>({ startToCloseTimeout: '1 minute' });

/** A change as it could be made in good faith: a call before everything else, and no patch around it. */
export async function portRequest(...args: Parameters<typeof original>): ReturnType<typeof original> {
  await announce();
  return original(...args);
}
