import type { Client } from '@temporalio/client';
import { accountWorkflowId } from '../contract/names';
import { unlessGone } from '../contract/unless-gone';
import { mapInBatches } from './map-in-batches';

/** The memo key under which the workflow of an account stores its installation. */
export const INSTALLATION_MEMO = 'installation';

/** The identity of an installation: its workers share a task queue in a namespace. */
export interface Installation {
  readonly namespace: string;
  /** `PORTKEEPER_TASK_QUEUE` */
  readonly taskQueue: string;
}

/** An account belongs to another installation of the namespace. A person must decide which one is right. */
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
 * Ensures that no other installation has one of these accounts. Otherwise both would send its orders, each
 * with its own configuration.
 *
 * @throws InstallationConflictError
 */
export async function requireOwnAccounts(
  client: Client,
  accounts: readonly AccountName[],
  installation: Installation,
): Promise<void> {
  const conflicts = await mapInBatches(accounts, (account) => conflictOf(client, account, installation));
  const found = conflicts.filter((conflict) => conflict !== undefined);
  if (found.length > 0) throw new InstallationConflictError(found, installation);
}

/**
 * The conflict of an account with another installation, as a sentence without its end; undefined if there is
 * none.
 */
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

/**
 * The task queue of the installation of an account's running workflow; undefined if there is no such
 * workflow.
 */
async function ownerOf(client: Client, workflowId: string): Promise<string | undefined> {
  const described = await unlessGone(() => client.workflow.getHandle(workflowId).describe());
  if (described?.status.name !== 'RUNNING') return undefined;
  const recorded = described.memo?.[INSTALLATION_MEMO] as Partial<Installation> | undefined;
  // A workflow that a webhook or an older release started has no memo; its own task queue has the same
  // value.
  return recorded?.taskQueue ?? described.taskQueue;
}
