import { Context } from '@temporalio/activity';
import { orderKey } from '../src/contract/names';
import { PortOrderIds } from '../src/contract/search-attributes';
import type { AccountRef } from './port-activities';

/** Which of some orders belong to other ports than the one that asks. */
export type TakenOrders = (account: AccountRef, orderRefs: readonly string[]) => Promise<ReadonlySet<string>>;

/** How many references one query names: a query has a length limit. */
const REFS_PER_QUERY = 50;

/** Asks the visibility index. */
export const ordersOfOtherPorts: TakenOrders = async ({ provider, account }, orderRefs) => {
  const { client, info } = Context.current();
  const taken = new Set<string>();
  for (let from = 0; from < orderRefs.length; from += REFS_PER_QUERY) {
    const byKey = new Map(
      orderRefs.slice(from, from + REFS_PER_QUERY).map((ref) => [orderKey(provider, account, ref), ref]),
    );
    const values = [...byKey.keys()].map((key) => `'${key}'`).join(', ');
    for await (const port of client.workflow.list({ query: `${PortOrderIds.name} IN (${values})` })) {
      if (port.workflowId === info.workflowExecution?.workflowId) continue;
      for (const key of port.typedSearchAttributes.get(PortOrderIds) ?? []) {
        const ref = byKey.get(key);
        if (ref !== undefined) taken.add(ref);
      }
    }
  }
  return taken;
};
