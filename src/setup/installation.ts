import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { accountWorkflowId } from '../contract/names';
import { inTurns } from './in-turns';

/** The memo key under which the workflow of an account keeps which installation it belongs to. */
export const INSTALLATION_MEMO = 'installation';

/** What tells one installation from another: workers of one share a task queue in a namespace. */
export interface Installation {
  readonly namespace: string;
  /** `PORTKEEPER_TASK_QUEUE` */
  readonly taskQueue: string;
}

/** An account belongs to another installation of the namespace: only a person can say which of them is right. */
export class InstallationConflictError extends Error {
  override readonly name = 'InstallationConflictError';
  readonly code = 'account_of_another_installation';

  constructor(conflicts: readonly string[], { namespace }: Installation) {
    super(
      `${conflicts.join('; ')}. Give each installation a namespace of its own (TEMPORAL_NAMESPACE; this one is ` +
        `${namespace}), or correct PORTKEEPER_TASK_QUEUE. If the other installation is gone for good, terminate that ` +
        'workflow and run `portkeeper setup`',
    );
  }
}

interface AccountName {
  readonly provider: string;
  readonly name: string;
}

/**
 * Sees to it that no other installation has one of these accounts: both would send its orders, each by its own
 * configuration.
 *
 * @throws InstallationConflictError
 */
export async function requireOwnAccounts(
  client: Client,
  accounts: readonly AccountName[],
  installation: Installation,
): Promise<void> {
  const conflicts = await inTurns(accounts, (account) => conflictOf(client, account, installation));
  const found = conflicts.filter((conflict) => conflict !== undefined);
  if (found.length > 0) throw new InstallationConflictError(found, installation);
}

/** Whose an account is, when it is not this installation's; as a sentence without its end. */
export async function conflictOf(
  client: Client,
  { provider, name }: AccountName,
  { taskQueue }: Installation,
): Promise<string | undefined> {
  const workflowId = accountWorkflowId(provider, name);
  const owner = await ownerOf(client, workflowId);
  if (owner === undefined || owner === taskQueue) return undefined;
  return (
    `Account ${provider}/${name} belongs to the installation on task queue ${owner}, as the workflow ${workflowId} ` +
    `says; this one is on ${taskQueue}`
  );
}

/** The task queue of the installation that an account's running workflow belongs to; undefined: nobody's yet. */
async function ownerOf(client: Client, workflowId: string): Promise<string | undefined> {
  try {
    const { status, memo, taskQueue } = await client.workflow.getHandle(workflowId).describe();
    if (status.name !== 'RUNNING') return undefined;
    const recorded = memo?.[INSTALLATION_MEMO] as Partial<Installation> | undefined;
    // A workflow that a webhook began, or an older release, has no record; the queue it runs on says the same.
    return recorded?.taskQueue ?? taskQueue;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}
