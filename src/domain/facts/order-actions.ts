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

/** When orderActions that failed are tried again. */
export function orderActionRetries(port: Port): Instant[] {
  return pendingOrderActions(port).flatMap(({ failure }) => failure?.retryAt ?? []);
}

/** Errands that nobody has answered. An order that is over, or on its way out, needs no new data. */
export function pendingOrderActions(port: Port): OrderAction[] {
  return (port.orderActions ?? []).filter(
    (action) => action.isRefused !== true && (action.task.kind !== 'edit' || isEdited(port, action)),
  );
}

/** Edits that the provider did not take, of orders for which that still matters. */
export function refusedEdits(port: Port): OrderAction[] {
  return (port.orderActions ?? []).filter((action) => action.isRefused === true && isEdited(port, action));
}

function isEdited(port: Port, { orderRef }: OrderAction): boolean {
  const items = itemsByOrder(currentItems(port)).get(orderRef) ?? [];
  return items.some((item) => isEditable(port, item));
}

/** The provider has the number, and what it has of it can be changed there. */
export function isEditable(port: Port, item: OrderItem): boolean {
  return port.capabilities.edits && isOpenAtProvider(item) && !isBeingCanceled(item) && isActive(item);
}

/** The orders of some numbers that can be changed at the provider. */
export function editableOrders(port: Port, numbers: readonly string[]): string[] {
  const chosen = new Set(numbers);
  const refs = currentItems(port).flatMap((item) =>
    chosen.has(item.phoneNumber) && isEditable(port, item) ? (item.orderRef ?? []) : [],
  );
  return [...new Set(refs)];
}
