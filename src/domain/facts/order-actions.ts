import type { OrderItem } from '../model/item';
import type { OrderAction } from '../model/order-action';
import type { Port } from '../model/port';
import type { Instant } from '../model/time';
import { isBeingCanceled } from './canceling';
import { currentItems, isActive, isOpenAtProvider } from './items';
import { itemsByOrder } from './lookup';

/** The next action that is due. */
export function nextOrderAction(port: Port, now: Instant): OrderAction | undefined {
  return pendingOrderActions(port).find(({ failure }) => now >= (failure?.retryAt ?? now));
}

/** When failed order actions are tried again. */
export function orderActionRetries(port: Port): Instant[] {
  return pendingOrderActions(port).flatMap(({ failure }) => failure?.retryAt ?? []);
}

/** Order actions without an answer. An edit of an order that is final or being canceled is dropped. */
export function pendingOrderActions(port: Port): OrderAction[] {
  return (port.orderActions ?? []).filter(
    (action) => action.isRefused !== true && (action.task.kind !== 'edit' || isEdited(port, action)),
  );
}

/** Edits that the provider refused, of orders that are still open. */
export function refusedEdits(port: Port): OrderAction[] {
  return (port.orderActions ?? []).filter((action) => action.isRefused === true && isEdited(port, action));
}

function isEdited(port: Port, { orderRef }: OrderAction): boolean {
  const items = itemsByOrder(currentItems(port)).get(orderRef) ?? [];
  return items.some((item) => isEditable(port, item));
}

/** The provider has the number and can edit its order. */
export function isEditable(port: Port, item: OrderItem): boolean {
  return port.capabilities.edits && isOpenAtProvider(item) && !isBeingCanceled(item) && isActive(item);
}

/** The orders of the given numbers that can be edited at the provider. */
export function editableOrders(port: Port, numbers: readonly string[]): string[] {
  const chosen = new Set(numbers);
  const refs = currentItems(port).flatMap((item) =>
    chosen.has(item.phoneNumber) && isEditable(port, item) ? (item.orderRef ?? []) : [],
  );
  return [...new Set(refs)];
}
