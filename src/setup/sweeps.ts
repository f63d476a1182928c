import type { Client } from '@temporalio/client';
import type { AccountConfig } from '../config/account-config';
import { scaled } from '../config/day-scale';
import { accountConfigured } from '../contract/messages';
import { accountWorkflowId, PROVIDER_ACCOUNT } from '../contract/names';
import { INSTALLATION_MEMO, requireOwnAccounts, type Installation } from './installation';

/** One account whose orders are gone through now and then. */
export interface ConfiguredSweep {
  readonly provider: string;
  readonly account: string;
  /** Milliseconds. */
  readonly every: number;
}

/**
 * Tells the workflow of each configured account how often to go through its orders, or that it is not to be swept, and
 * starts it where there is none: its memo records which installation has the account. Safe to repeat.
 *
 * @throws InstallationConflictError when another installation has one of the accounts; nothing is changed then
 */
export async function configureSweeps(
  client: Client,
  accounts: readonly AccountConfig[],
  { daySeconds, ...installation }: Installation & { readonly daySeconds?: number | undefined },
): Promise<ConfiguredSweep[]> {
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
  return sweeps;
}
