import { Context } from '@temporalio/activity';
import type { Hint } from '../src/contract/messages';
import { orderKey, requestIdOf } from '../src/contract/names';
import { orderHoldersInMemosToo } from '../src/contract/order-holders';
import type { DeliveryAnswer } from '../src/domain/account/delivery';
import { mapConcurrently } from '../src/providers/concurrently';
import type { AccountActivities, OrderHints } from './account-activities';
import { tellPort } from './tell-port';

/** Which ports hold orders: workflow ids by value of `PortOrderIds`. */
export type OrderHolders = (keys: readonly string[]) => Promise<ReadonlyMap<string, string>>;

const holdersInIndex: OrderHolders = (keys) =>
  orderHoldersInMemosToo(Context.current().client.workflow, keys);

/** Enough for a thousand ports in a few seconds, and nothing that Temporal would notice. */
const SIGNALS_AT_ONCE = 10;

/** @param holdersOf - which ports hold orders; default: as the visibility index says */
export function createAccountActivities(holdersOf: OrderHolders = holdersInIndex): AccountActivities {
  return {
    deliverHints: async ({ provider, account, orders }) => {
      const keyOf = ({ orderRef }: OrderHints) => orderKey(provider, account, orderRef);
      const holders = await holdersOf(orders.map(keyOf));
      const byPort = new Map<string, OrderHints[]>();
      const answers: DeliveryAnswer[] = [];
      for (const order of orders) {
        const workflowId = holders.get(keyOf(order));
        if (workflowId === undefined) answers.push({ orderRef: order.orderRef, result: 'unknown' });
        else if (!byPort.get(workflowId)?.push(order)) byPort.set(workflowId, [order]);
      }
      const told = await mapConcurrently([...byPort], SIGNALS_AT_ONCE, ([workflowId, held]) =>
        answersOf(workflowId, held),
      );
      return [...answers, ...told.flat()];
    },
  };
}

/**
 * One signal for all orders of a port, more where it is a large one. Where that fails there is no answer, and the other
 * ports are told all the same.
 */
async function answersOf(workflowId: string, orders: readonly OrderHints[]): Promise<DeliveryAnswer[]> {
  try {
    const isOpen = await tellPort(Context.current().client.workflow, workflowId, orders.flatMap(hintsOf));
    return orders.map(({ orderRef }) =>
      isOpen
        ? { orderRef, result: 'delivered' }
        : { orderRef, result: 'late', requestId: requestIdOf(workflowId) ?? workflowId },
    );
  } catch (error) {
    Context.current().log.warn('a port could not be told of a kept hint', { workflowId, error });
    return [];
  }
}

/** As if they came from the receiver: a port waits until its reads have caught up with the times in them. */
function hintsOf({ orderRef, receivedAt, numbers }: OrderHints): Hint[] {
  const times = Object.entries(numbers);
  if (times.length === 0) return [{ orderRef, receivedAt }];
  return times.map(([phoneNumber, updatedAt]) => ({ orderRef, phoneNumber, updatedAt, receivedAt }));
}
