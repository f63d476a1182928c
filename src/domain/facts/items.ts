/**
 * # facts: pure questions about a port
 *
 * Each function here answers one question about a port, an item or an attempt at an instant that it is given: is the
 * item open at its provider, may a number still be canceled, when does its window close, what became of it. Nothing
 * here changes a port. Facts see the model and each other.
 *
 * A porting rule that two folders need is a named fact. A condition that is written twice needs a name.
 *
 * The main distinction is which item a question is about. A number has one *current* item, the one that no newer item
 * superseded (`currentItems`), and possibly older ones that its provider may still act on (superseding.ts). Questions
 * about what the caller wants use current items. Questions about what the provider may do use all items.
 *
 * A port has up to a thousand numbers, so a fact about the whole port is computed once for each immutable list
 * (`memoizeByIdentity`) and never inside a loop over items (lookup.ts).
 */

import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import { openAttempt } from './attempts';
import { isFinal } from './item-status';
import { itemsByOrder, setOf } from './lookup';
import { memoizeByIdentity } from './memoize';

/** No newer item of the same number superseded it. */
export function isCurrent(item: OrderItem): boolean {
  return item.superseded === undefined;
}

/** The port still works on it: the number was neither given up nor settled. */
export function isActive(item: OrderItem): boolean {
  return item.givenUp === undefined && item.settled === undefined;
}

/** The item is at the provider, and the provider may still do something with it. */
export function isOpenAtProvider(item: OrderItem): boolean {
  return item.orderRef !== undefined && !isFinal(item.status);
}

/** A poll may show something new about it. */
export function isWorthReading(item: OrderItem): boolean {
  return isOpenAtProvider(item) || item.contradiction !== undefined;
}

/** Each number's current item, in the order of the request. */
export function currentItems(port: Port): readonly OrderItem[] {
  return currentOf(port.items);
}

const currentOf = memoizeByIdentity((items: readonly OrderItem[]): readonly OrderItem[] =>
  items.filter(isCurrent),
);

/** The numbers whose current items are in an order. */
export function numbersOfOrder(port: Port, orderRef: string): string[] {
  return (itemsByOrder(currentItems(port)).get(orderRef) ?? []).map((item) => item.phoneNumber);
}

const NONE: readonly string[] = [];

/** The number is, or may be, at the provider: in an order, or in one whose submission has an unknown outcome. */
export function mayBeAtProvider(port: Port, item: OrderItem): boolean {
  if (item.orderRef !== undefined) return true;
  if (item.status !== 'draft') return false;
  const attempt = openAttempt(port);
  const unknown = attempt?.state === 'unknown' ? attempt.numbers : NONE;
  return setOf(unknown).has(item.phoneNumber) || setOf(port.possiblySubmitted ?? NONE).has(item.phoneNumber);
}

/** The provider status differs both from the settlement and from the status at the time of the settlement. */
export function contradictsSettlement({ settled, status }: OrderItem): boolean {
  return settled !== undefined && status !== settled.status && status !== settled.as;
}
