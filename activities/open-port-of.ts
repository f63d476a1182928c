import { Context } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/common';
import { orderKey, requestIdOf } from '../src/contract/names';
import { orderHoldersInMemosToo } from '../src/contract/order-holders';
import type { AccountRef } from './port-activities';

/** The request id of the open port that has an order; undefined: none has it. */
export type OpenPortOf = (account: AccountRef, orderRef: string) => Promise<string | undefined>;

/** Asks the visibility index who has it, and the port itself whether it is open: the index may lag. */
export const openPortInIndex: OpenPortOf = async ({ provider, account }, orderRef) => {
  const { client } = Context.current();
  const key = orderKey(provider, account, orderRef);
  const workflowId = (await orderHoldersInMemosToo(client.workflow, [key])).get(key);
  if (workflowId === undefined) return undefined;
  try {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    return status.name === 'RUNNING' ? requestIdOf(workflowId) : undefined;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined; // retention has removed it
    throw error;
  }
};
