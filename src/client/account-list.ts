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
import { mapInBatches } from '../setup/map-in-batches';

/** One provider account: its open ports, and the state of its own workflow. */
export interface ListedAccount extends AccountRef {
  /** The id of the account's workflow: `account:<provider>:<account>`. */
  readonly workflowId: string;
  /** The number of its running ports. */
  readonly openPorts: number;
  /**
   * The state of the account's workflow; undefined if no worker answers for it now, or if its answer cannot be
   * decrypted here.
   */
  readonly view: AccountView | undefined;
}

const RUNNING = "ExecutionStatus = 'Running'";

/**
 * Lists the accounts that have a workflow of their own: accounts with hints that no port took, and swept
 * accounts.
 */
export async function listAccounts(client: Client): Promise<ListedAccount[]> {
  const named: AccountRef[] = [];
  const query = `WorkflowType = '${PROVIDER_ACCOUNT}' AND ${RUNNING}`;
  for await (const { workflowId } of client.workflow.list({ query })) {
    const account = accountOf(workflowId);
    if (account !== undefined) named.push(account);
  }
  const accounts = await mapInBatches(named, async ({ provider, account }): Promise<ListedAccount> => {
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
  // Account names are letters, digits and dashes, so they need no escaping.
  const conditions = `${PortProvider.name} = '${provider}' AND ${PortAccount.name} = '${account}'`;
  const { count } = await client.workflow.count(
    `WorkflowType = '${PORT_REQUEST}' AND ${RUNNING} AND ${conditions}`,
  );
  return count;
}

/** The time-out of a query. Without a worker, the rest of the list is still shown. */
const ANSWER_TIMEOUT_MS = 3_000;

async function viewOf(client: Client, workflowId: string): Promise<AccountView | undefined> {
  try {
    return await client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
      client.workflow.getHandle(workflowId).query(accountQuery),
    );
  } catch {
    return undefined;
  }
}
