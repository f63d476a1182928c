import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { AccountConfig } from '../config/account-config';
import { scaled } from '../config/day-scale';
import { accountConfigured } from '../contract/messages';
import { type AccountRef, accountOf, accountWorkflowId, PROVIDER_ACCOUNT } from '../contract/names';
import { INSTALLATION_MEMO, requireOwnAccounts, type Installation } from './installation';

/** One account whose orders are gone through now and then. */
export interface ConfiguredSweep extends AccountRef {
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
 * Tells the workflow of each configured account how often to go through its orders, or that it is not to be swept, and
 * starts it where there is none: its memo records which installation has the account. One that has left the configuration
 * is told so. Safe to repeat.
 *
 * Only accounts of the same task queue count as having left: another installation in the namespace has its own.
 *
 * @throws InstallationConflictError when another installation has one of the accounts; nothing is changed then
 */
export async function configureSweeps(
  client: Client,
  accounts: readonly AccountConfig[],
  { daySeconds, ...installation }: Installation & { readonly daySeconds?: number | undefined },
): Promise<Sweeps> {
  const { namespace, taskQueue } = installation;
  await requireOwnAccounts(
    client,
    accounts.map(({ account }) => account),
    installation,
  );
  const sweeps: ConfiguredSweep[] = [];
  for (const { account: configured, sweepEvery } of accounts) {
    const { provider, name: account } = configured;
    const every = sweepEvery === undefined ? undefined : scaled(sweepEvery, daySeconds);
    if (every !== undefined) sweeps.push({ provider, account, every });
    await client.workflow.signalWithStart(PROVIDER_ACCOUNT, {
      workflowId: accountWorkflowId(provider, account),
      taskQueue,
      args: [],
      signal: accountConfigured,
      signalArgs: [every === undefined ? {} : { sweepEvery: every }],
      memo: { [INSTALLATION_MEMO]: { namespace, taskQueue } },
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

/** An account whose workflow has just ended is swept by nothing. */
async function unconfigure(client: Client, workflowId: string): Promise<void> {
  try {
    await client.workflow.getHandle(workflowId).signal(accountConfigured, {});
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
