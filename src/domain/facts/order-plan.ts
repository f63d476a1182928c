import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { PortRequest } from '../model/request';
import { currentItems } from './items';
import { grouped, setOf } from './lookup';
import { sendableItems } from './submission';

/**
 * The orders that the drafts of a port make, each as its numbers: at most as many in one order as the provider
 * allows, and split by account at the losing carrier if the provider wants one account in each order.
 */
export function planOrders(port: Port): string[][] {
  const { numbersPerOrder, mixesAccounts } = port.capabilities;
  const accountOf = new Map(
    port.request.numbers.map(({ phoneNumber, accountNumber }) => [phoneNumber, accountNumber]),
  );
  const defaultAccount = port.request.subscriber?.accountNumber;
  const planned = plannedItems(port).map((item) => item.phoneNumber);
  const accounts = grouped(planned, (number) =>
    mixesAccounts ? '' : (accountOf.get(number) ?? defaultAccount ?? ''),
  );
  return [...accounts.values()].flatMap((numbers) => {
    const orders = Math.ceil(numbers.length / numbersPerOrder);
    return Array.from({ length: orders }, (_, index) =>
      numbers.slice(index * numbersPerOrder, (index + 1) * numbersPerOrder),
    );
  });
}

/** Possibly submitted items are planned as if no predecessor were open: that is how they may have been sent. */
function plannedItems(port: Port): readonly OrderItem[] {
  const possiblySubmitted = possiblySubmittedItems(port);
  return possiblySubmitted.length > 0 ? possiblySubmitted : sendableItems(port);
}

/** Drafts that a run may have sent. Includes unwanted ones, because they must be canceled. */
export function possiblySubmittedItems(port: Port): readonly OrderItem[] {
  const { possiblySubmitted } = port;
  if (possiblySubmitted === undefined) return [];
  return currentItems(port).filter(
    (item) =>
      item.status === 'draft' && item.settled === undefined && setOf(possiblySubmitted).has(item.phoneNumber),
  );
}

/** The numbers of the next order; with `about`, the order that contains one of those numbers. */
export function nextOrder(port: Port, about?: readonly string[]): string[] {
  const orders = planOrders(port);
  const wanted = about && orders.find((numbers) => numbers.some((number) => setOf(about).has(number)));
  return wanted ?? orders[0] ?? [];
}

/** The request reduced to some of its numbers. A call for one order carries no more. */
export function narrowedTo(numbers: readonly string[], request: PortRequest): PortRequest {
  const chosen = setOf(numbers);
  return { ...request, numbers: request.numbers.filter(({ phoneNumber }) => chosen.has(phoneNumber)) };
}
