import { Context } from '@temporalio/activity';
import { type AccountRef, orderKey } from '../../src/contract/names';
import { orderHoldersInMemosToo } from '../../src/contract/order-holders';

/** Finds the orders that belong to ports other than the caller. */
export type TakenOrders = (account: AccountRef, orderRefs: readonly string[]) => Promise<ReadonlySet<string>>;

/** Through the visibility index. */
export const ordersOfOtherPorts: TakenOrders = async ({ provider, account }, orderRefs) => {
  const { client, info } = Context.current();
  const keyOf = (ref: string) => orderKey(provider, account, ref);
  const holders = await orderHoldersInMemosToo(client.workflow, orderRefs.map(keyOf));
  const own = info.workflowExecution?.workflowId;
  return new Set(orderRefs.filter((ref) => (holders.get(keyOf(ref)) ?? own) !== own));
};
