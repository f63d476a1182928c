import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import { openAttempt } from './attempts';
import { isFinal } from './item-status';
import { itemsByOrder, setOf } from './lookup';
import { once } from './memoize';

/** The item is at the provider, and the provider may still do something with it. */
export function isOpenAtProvider(item: OrderItem): boolean {
  return item.orderRef !== undefined && !isFinal(item.status);
}

/** The provider may say something new about it, though nobody tells us to look. */
export function isWorthReading(item: OrderItem): boolean {
  return isOpenAtProvider(item) || item.contradiction !== undefined;
}

/** Each number's current item, in the order of the request. */
export function currentItems(port: Port): readonly OrderItem[] {
  return currentOf(port.items);
}

const currentOf = once((items: readonly OrderItem[]): readonly OrderItem[] =>
  items.filter((item) => item.superseded === undefined),
);

/** The numbers whose current items are in an order. */
export function numbersOfOrder(port: Port, orderRef: string): string[] {
  return (itemsByOrder(currentItems(port)).get(orderRef) ?? []).map((item) => item.phoneNumber);
}

const NONE: readonly string[] = [];

/** Something of this number is, or may be, at the provider: in an order, or in one of which nobody knows. */
export function mayBeAtProvider(port: Port, item: OrderItem): boolean {
  if (item.orderRef !== undefined) return true;
  if (item.status !== 'draft') return false;
  const attempt = openAttempt(port);
  const unknown = attempt?.state === 'unknown' ? attempt.numbers : NONE;
  return setOf(unknown).has(item.phoneNumber) || setOf(port.forgotten ?? NONE).has(item.phoneNumber);
}

/** What the provider says now is neither what a person said of the number nor what it said then. */
export function contradictsVerdict({ settled, status }: OrderItem): boolean {
  return settled !== undefined && status !== settled.status && status !== settled.as;
}
