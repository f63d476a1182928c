import type { OrderItem } from '../model/item';
import type { Errand } from '../model/order-action';
import type { Port } from '../model/port';
import type { Instant } from '../model/time';
import { isBeingCanceled } from './canceling';
import { currentItems, isOpenAtProvider } from './items';
import { itemsByOrder } from './lookup';

/** The next errand that is due. */
export function errandToRun(port: Port, now: Instant): Errand | undefined {
  return pendingErrands(port).find(({ failure }) => now >= (failure?.retryAt ?? now));
}

/** When errands that failed are tried again. */
export function errandRetries(port: Port): Instant[] {
  return pendingErrands(port).flatMap(({ failure }) => failure?.retryAt ?? []);
}

/** Errands that nobody has answered. An order that is over, or on its way out, needs no new data. */
export function pendingErrands(port: Port): Errand[] {
  return (port.errands ?? []).filter(
    (errand) => errand.isRefused !== true && (errand.task.kind !== 'edit' || isEdited(port, errand)),
  );
}

/** Edits that the provider did not take, of orders for which that still matters. */
export function refusedEdits(port: Port): Errand[] {
  return (port.errands ?? []).filter((errand) => errand.isRefused === true && isEdited(port, errand));
}

function isEdited(port: Port, { orderRef }: Errand): boolean {
  const items = itemsByOrder(currentItems(port)).get(orderRef) ?? [];
  return items.some((item) => isEditable(port, item));
}

/** The provider has the number, and what it has of it can be changed there. */
export function isEditable(port: Port, item: OrderItem): boolean {
  return (
    port.capabilities.edits &&
    isOpenAtProvider(item) &&
    !isBeingCanceled(item) &&
    item.givenUp === undefined &&
    item.settled === undefined
  );
}

/** The orders of some numbers that can be changed at the provider. */
export function editableOrders(port: Port, numbers: readonly string[]): string[] {
  const chosen = new Set(numbers);
  const refs = currentItems(port).flatMap((item) =>
    chosen.has(item.phoneNumber) && isEditable(port, item) ? (item.orderRef ?? []) : [],
  );
  return [...new Set(refs)];
}
