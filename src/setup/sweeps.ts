import type { Client } from '@temporalio/client';
import type { AccountConfig } from '../config/account-config';
import { scaled } from '../config/day-scale';
import { accountConfigured } from '../contract/messages';
import { accountWorkflowId, PROVIDER_ACCOUNT } from '../contract/names';

/** One account whose orders are gone through now and then. */
export interface ConfiguredSweep {
  readonly provider: string;
  readonly account: string;
  /** Milliseconds. */
  readonly every: number;
}

/**
 * Tells the workflow of each configured account how often to go through its orders, and starts it where there is none.
 * Safe to repeat.
 */
export async function configureSweeps(
  client: Client,
  accounts: readonly AccountConfig[],
  { taskQueue, daySeconds }: { readonly taskQueue: string; readonly daySeconds?: number | undefined },
): Promise<ConfiguredSweep[]> {
  const sweeps = accounts.flatMap(({ account, sweepEvery }) =>
    sweepEvery === undefined
      ? []
      : [{ provider: account.provider, account: account.name, every: scaled(sweepEvery, daySeconds) }],
  );
  for (const { provider, account, every } of sweeps) {
    await client.workflow.signalWithStart(PROVIDER_ACCOUNT, {
      workflowId: accountWorkflowId(provider, account),
      taskQueue,
      args: [],
      signal: accountConfigured,
      signalArgs: [{ sweepEvery: every }],
      staticSummary: `${provider} · ${account} · sweep, and webhooks for orders that no port holds`,
    });
  }
  return sweeps;
}
