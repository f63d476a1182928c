import { WorkflowNotFoundError, type Client } from '@temporalio/client';
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
 * Tells the workflow of each configured account how often to go through its orders, and starts it where there is none;
 * one that is not to be swept any more is told so. Safe to repeat.
 */
export async function configureSweeps(
  client: Client,
  accounts: readonly AccountConfig[],
  { taskQueue, daySeconds }: { readonly taskQueue: string; readonly daySeconds?: number | undefined },
): Promise<ConfiguredSweep[]> {
  const sweeps: ConfiguredSweep[] = [];
  for (const { account: configured, sweepEvery } of accounts) {
    const { provider, name: account } = configured;
    if (sweepEvery === undefined) {
      await unconfigure(client, accountWorkflowId(provider, account));
      continue;
    }
    const every = scaled(sweepEvery, daySeconds);
    sweeps.push({ provider, account, every });
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

/** An account without a workflow is swept by nobody. */
async function unconfigure(client: Client, workflowId: string): Promise<void> {
  try {
    await client.workflow.getHandle(workflowId).signal(accountConfigured, {});
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
