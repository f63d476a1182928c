import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { PortRequest } from '../model/request';
import { currentItems } from './items';
import { grouped, setOf } from './lookup';
import { sendableItems } from './submission';

/**
 * The orders that the drafts of a port make, each as its numbers: as many in one as the provider takes, and apart by
 * their account at the losing carrier where the provider wants one account in an order.
 */
export function planOrders(port: Port): string[][] {
  const { numbersPerOrder, mixesAccounts } = port.capabilities;
  const accountOf = new Map(
    port.request.numbers.map(({ phoneNumber, accountNumber }) => [phoneNumber, accountNumber]),
  );
  const usual = port.request.subscriber?.accountNumber;
  const planned = plannedItems(port).map((item) => item.phoneNumber);
  const accounts = grouped(planned, (number) =>
    mixesAccounts ? '' : (accountOf.get(number) ?? usual ?? ''),
  );
  return [...accounts.values()].flatMap((numbers) => {
    const orders = Math.ceil(numbers.length / numbersPerOrder);
    return Array.from({ length: orders }, (_, index) =>
      numbers.slice(index * numbersPerOrder, (index + 1) * numbersPerOrder),
    );
  });
}

/** What was forgotten was planned as if nothing stood in its way, for so it may have been sent. */
function plannedItems(port: Port): readonly OrderItem[] {
  const possiblySubmitted = possiblySubmittedItems(port);
  return possiblySubmitted.length > 0 ? possiblySubmitted : sendableItems(port);
}

/** Drafts that may have been sent all the same: also those that nobody wants any more, for they have to be canceled. */
export function possiblySubmittedItems(port: Port): readonly OrderItem[] {
  const { possiblySubmitted } = port;
  if (possiblySubmitted === undefined) return [];
  return currentItems(port).filter(
    (item) =>
      item.status === 'draft' && item.settled === undefined && setOf(possiblySubmitted).has(item.phoneNumber),
  );
}

/** The numbers of the order that goes out next; one that is about given numbers, where some are given. */
export function nextOrder(port: Port, about?: readonly string[]): string[] {
  const orders = planOrders(port);
  const wanted = about && orders.find((numbers) => numbers.some((number) => setOf(about).has(number)));
  return wanted ?? orders[0] ?? [];
}

/** The same request for some of its numbers. What goes to the provider for one order takes no more along. */
export function narrowedTo(numbers: readonly string[], request: PortRequest): PortRequest {
  const chosen = setOf(numbers);
  return { ...request, numbers: request.numbers.filter(({ phoneNumber }) => chosen.has(phoneNumber)) };
}
