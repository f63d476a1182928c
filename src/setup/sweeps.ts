import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { AccountConfig } from '../config/account-config';
import { scaled } from '../config/day-scale';
import { accountConfigured } from '../contract/messages';
import { type AccountRef, accountOf, accountWorkflowId, PROVIDER_ACCOUNT } from '../contract/names';
import { INSTALLATION_MEMO, requireOwnAccounts, type Installation } from './installation';

/** An account with a sweep. */
export interface ConfiguredSweep extends AccountRef {
  /** The interval, milliseconds. */
  readonly every: number;
}

/** The sweeps after a setup. */
export interface Sweeps {
  readonly sweeps: readonly ConfiguredSweep[];
  /**
   * Accounts that have a workflow here but are not configured any more, such as `twilio/east`; their sweep
   * was stopped.
   */
  readonly stopped: readonly string[];
}

/**
 * Signals the sweep interval to the workflow of each configured account, or that there is no sweep. It starts
 * the workflow if it does not run; its memo stores the installation. The sweep of an account that is not
 * configured any more is stopped. Safe to repeat.
 *
 * Only accounts of the same task queue are stopped: another installation in the namespace has its own.
 *
 * @param index - lists and describes; accounts of other installations may be encrypted with other keys
 * @throws InstallationConflictError if another installation has one of the accounts; then nothing is changed
 */
export async function configureSweeps(
  client: Client,
  accounts: readonly AccountConfig[],
  { daySeconds, ...installation }: Installation & { readonly daySeconds?: number | undefined },
  index: Client = client,
): Promise<Sweeps> {
  const { namespace, taskQueue } = installation;
  await requireOwnAccounts(
    index,
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
  return { sweeps, stopped: await stopOthers(client, index, accounts, taskQueue) };
}

async function stopOthers(
  client: Client,
  index: Client,
  accounts: readonly AccountConfig[],
  taskQueue: string,
): Promise<string[]> {
  const configured = new Set(
    accounts.map(({ account: { provider, name } }) => accountWorkflowId(provider, name)),
  );
  const stopped: string[] = [];
  const query = `WorkflowType = '${PROVIDER_ACCOUNT}' AND ExecutionStatus = 'Running'`;
  for await (const { workflowId, taskQueue: queue } of index.workflow.list({ query })) {
    const named = accountOf(workflowId);
    if (named === undefined || queue !== taskQueue || configured.has(workflowId)) continue;
    await unconfigure(client, workflowId);
    stopped.push(`${named.provider}/${named.account}`);
  }
  return stopped.sort();
}

/** Stops the sweep of an account; if its workflow has just ended, there is nothing to stop. */
async function unconfigure(client: Client, workflowId: string): Promise<void> {
  try {
    await client.workflow.getHandle(workflowId).signal(accountConfigured, {});
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
