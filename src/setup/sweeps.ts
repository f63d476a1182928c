import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { AccountConfig } from '../config/account-config';
import { scaled } from '../config/day-scale';
import { accountConfigured } from '../contract/messages';
import { accountOf, accountWorkflowId, PROVIDER_ACCOUNT } from '../contract/names';

/** One account whose orders are gone through now and then. */
export interface ConfiguredSweep {
  readonly provider: string;
  readonly account: string;
  /** Milliseconds. */
  readonly every: number;
}

/** What the sweeps are after a setup. */
export interface Sweeps {
  readonly sweeps: readonly ConfiguredSweep[];
  /** Accounts that have a workflow here and are not configured any more, like `twilio/east`: they are swept no longer. */
  readonly stopped: readonly string[];
}

/**
 * Tells the workflow of each configured account how often to go through its orders, and starts it where there is none;
 * one that is not to be swept any more, or that has left the configuration, is told so. Safe to repeat.
 *
 * Only accounts of the same task queue count as having left: another installation in the namespace has its own.
 */
export async function configureSweeps(
  client: Client,
  accounts: readonly AccountConfig[],
  { taskQueue, daySeconds }: { readonly taskQueue: string; readonly daySeconds?: number | undefined },
): Promise<Sweeps> {
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
  return { sweeps, stopped: await stopOthers(client, accounts, taskQueue) };
}

async function stopOthers(
  client: Client,
  accounts: readonly AccountConfig[],
  taskQueue: string,
): Promise<string[]> {
  const configured = new Set(
    accounts.map(({ account: { provider, name } }) => accountWorkflowId(provider, name)),
  );
  const stopped: string[] = [];
  const query = `WorkflowType = '${PROVIDER_ACCOUNT}' AND ExecutionStatus = 'Running'`;
  for await (const { workflowId, taskQueue: queue } of client.workflow.list({ query })) {
    const named = accountOf(workflowId);
    if (named === undefined || queue !== taskQueue || configured.has(workflowId)) continue;
    await unconfigure(client, workflowId);
    stopped.push(`${named.provider}/${named.account}`);
  }
  return stopped.sort();
}

/** An account without a workflow is swept by nobody. */
async function unconfigure(client: Client, workflowId: string): Promise<void> {
  try {
    await client.workflow.getHandle(workflowId).signal(accountConfigured, {});
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
