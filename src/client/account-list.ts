import type { Client } from '@temporalio/client';
import { accountQuery, type AccountView } from '../contract/account-view';
import {
  type AccountRef,
  accountOf,
  accountWorkflowId,
  PORT_REQUEST,
  PROVIDER_ACCOUNT,
} from '../contract/names';
import { PortAccount, PortProvider } from '../contract/search-attributes';
import { inTurns } from '../setup/in-turns';

/** One provider account: what runs through it, and what its own workflow remembers. */
export interface ListedAccount extends AccountRef {
  /** The workflow that looks after it: `account:<provider>:<account>`. */
  readonly workflowId: string;
  /** How many of its ports are running. */
  readonly openPorts: number;
  /** What the account's workflow remembers; undefined when no worker answers for it now, or its answer cannot be read here. */
  readonly view: AccountView | undefined;
}

const RUNNING = "ExecutionStatus = 'Running'";

/** Lists the accounts that have a workflow of their own: those with webhooks that no port took, and those swept. */
export async function listAccounts(client: Client): Promise<ListedAccount[]> {
  const named: AccountRef[] = [];
  const query = `WorkflowType = '${PROVIDER_ACCOUNT}' AND ${RUNNING}`;
  for await (const { workflowId } of client.workflow.list({ query })) {
    const account = accountOf(workflowId);
    if (account !== undefined) named.push(account);
  }
  const accounts = await inTurns(named, async ({ provider, account }): Promise<ListedAccount> => {
    const workflowId = accountWorkflowId(provider, account);
    const [openPorts, view] = await Promise.all([
      openPortsOf(client, { provider, account }),
      viewOf(client, workflowId),
    ]);
    return { provider, account, workflowId, openPorts, view };
  });
  return accounts.sort((a, b) => a.workflowId.localeCompare(b.workflowId));
}

async function openPortsOf(client: Client, { provider, account }: AccountRef): Promise<number> {
  // Names of accounts are letters, digits and dashes: nothing in them ends the quotes.
  const own = `${PortProvider.name} = '${provider}' AND ${PortAccount.name} = '${account}'`;
  const { count } = await client.workflow.count(`WorkflowType = '${PORT_REQUEST}' AND ${RUNNING} AND ${own}`);
  return count;
}

/** A worker may be away for a while: then the rest is worth showing all the same. */
const ANSWER_WITHIN_MS = 3_000;

async function viewOf(client: Client, workflowId: string): Promise<AccountView | undefined> {
  try {
    return await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
      client.workflow.getHandle(workflowId).query(accountQuery),
    );
  } catch {
    return undefined;
  }
}
