import { Context } from '@temporalio/activity';
import { type AccountRef, orderKey } from '../../src/contract/names';
import { orderHoldersInMemosToo } from '../../src/contract/order-holders';

/** Which of some orders belong to other ports than the one that asks. */
export type TakenOrders = (account: AccountRef, orderRefs: readonly string[]) => Promise<ReadonlySet<string>>;

/** Asks the visibility index. */
export const ordersOfOtherPorts: TakenOrders = async ({ provider, account }, orderRefs) => {
  const { client, info } = Context.current();
  const keyOf = (ref: string) => orderKey(provider, account, ref);
  const holders = await orderHoldersInMemosToo(client.workflow, orderRefs.map(keyOf));
  const own = info.workflowExecution?.workflowId;
  return new Set(orderRefs.filter((ref) => (holders.get(keyOf(ref)) ?? own) !== own));
};
