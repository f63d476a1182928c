import type { Client } from '@temporalio/client';
import { conflictOf, type Installation } from '../../setup/installation';
import { bad, good, type Finding } from './finding';

/** Whether an account is this installation's, and not another's of the same namespace. */
export async function checkInstallation(
  client: Client,
  {
    check,
    account,
    installation,
  }: {
    readonly check: string;
    readonly account: { readonly provider: string; readonly name: string };
    readonly installation: Installation;
  },
): Promise<Finding> {
  const conflict = await conflictOf(client, account, installation);
  if (conflict === undefined) return good(check, `task queue ${installation.taskQueue}, no other`);
  return bad(check, `${conflict}; give each installation a namespace of its own`);
}
