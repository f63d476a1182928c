import { Context } from '@temporalio/activity';
import type { Hint } from '../../src/contract/messages';
import { type AccountRef, orderKey, requestIdOf } from '../../src/contract/names';
import { orderHoldersInMemosToo } from '../../src/contract/order-holders';
import { signalPort } from '../../src/contract/signal-port';
import type { DeliveryAnswer } from '../../src/domain/account/delivery';
import { mapConcurrently } from '../../src/providers/concurrently';
import type { AccountActivities, OrderHints } from './account-activities';

/** Finds the ports that hold orders: workflow ids by value of `PortOrderIds`. */
export type OrderHolders = (keys: readonly string[]) => Promise<ReadonlyMap<string, string>>;

const holdersInIndex: OrderHolders = (keys) =>
  orderHoldersInMemosToo(Context.current().client.workflow, keys);

/** A thousand ports take a few seconds, without noticeable load on Temporal. */
const SIGNAL_CONCURRENCY = 10;

/**
 * @param holdersOf - finds the ports that hold orders; default: through the visibility index
 * @param installed - the accounts of this installation: webhooks of a sub-account come to the URL of its parent
 */
export function createAccountActivities(
  holdersOf: OrderHolders = holdersInIndex,
  installed: readonly AccountRef[] = [],
): AccountActivities {
  return {
    deliverHints: async ({ provider, account, orders }) => {
      const accounts = installed.filter((other) => other.provider === provider && other.account !== account);
      const holderOf = await holdersOfOrders({ provider, account }, accounts, orders, holdersOf);
      const byPort = new Map<string, OrderHints[]>();
      const answers: DeliveryAnswer[] = [];
      for (const order of orders) {
        const workflowId = holderOf(order);
        if (workflowId === undefined) answers.push({ orderRef: order.orderRef, result: 'unknown' });
        else if (!byPort.get(workflowId)?.push(order)) byPort.set(workflowId, [order]);
      }
      const signaled = await mapConcurrently([...byPort], SIGNAL_CONCURRENCY, ([workflowId, held]) =>
        answersOf(workflowId, held),
      );
      return [...answers, ...signaled.flat()];
    },
  };
}

/** How many keys of other accounts one search contains: an order is searched for in all of them, or in none. */
const MAX_FOREIGN_KEYS = 2_000;

/** Searches the account itself first, then the other accounts for the remaining orders, oldest first. */
async function holdersOfOrders(
  { provider, account }: AccountRef,
  others: readonly AccountRef[],
  orders: readonly OrderHints[],
  holdersOf: OrderHolders,
): Promise<(order: OrderHints) => string | undefined> {
  const keyOf = ({ orderRef }: OrderHints) => orderKey(provider, account, orderRef);
  const keysOf = ({ orderRef }: OrderHints) =>
    others.map((other) => orderKey(other.provider, other.account, orderRef));
  const own = await holdersOf(orders.map(keyOf));
  if (others.length === 0) return (order) => own.get(keyOf(order));
  const unknown = orders.filter((order) => !own.has(keyOf(order)));
  const foreign = unknown.slice(0, Math.floor(MAX_FOREIGN_KEYS / others.length)).flatMap(keysOf);
  const inOthers = foreign.length === 0 ? own : await holdersOf(foreign);
  return (order) =>
    own.get(keyOf(order)) ??
    keysOf(order)
      .map((key) => inOthers.get(key))
      .find((holder) => holder !== undefined);
}

/**
 * Sends one signal for all orders of a port, or more for a large port. A failure gives no answer and does not affect
 * the other ports.
 */
async function answersOf(workflowId: string, orders: readonly OrderHints[]): Promise<DeliveryAnswer[]> {
  try {
    const isOpen = await signalPort(Context.current().client.workflow, workflowId, orders.map(hintOf));
    return orders.map(({ orderRef }) =>
      isOpen
        ? { orderRef, result: 'delivered' }
        : { orderRef, result: 'late', requestId: requestIdOf(workflowId) ?? workflowId },
    );
  } catch (error) {
    Context.current().log.warn('a hint could not be delivered to a port', { workflowId, error });
    return [];
  }
}

/** The hint as the receiver would send it: a port re-reads until its reads have caught up with these times. */
function hintOf({ orderRef, receivedAt, numbers }: OrderHints): Hint {
  return { orderRef, receivedAt, ...(Object.keys(numbers).length > 0 && { numbers }) };
}
