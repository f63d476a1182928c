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

import type { Attempt } from '../model/attempt';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { ItemStatus, StrandedStatus } from '../model/status';
import { itemsByNumber, itemsByOrder, memoizeByIdentity, setOf } from './lookup';

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

/** The provider status differs both from the settlement and from the status at the time of the settlement. */
export function contradictsSettlement({ settled, status }: OrderItem): boolean {
  return settled !== undefined && status !== settled.status && status !== settled.as;
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

/** The attempt that is in progress. */
export function openAttempt(port: Port): Attempt | undefined {
  const newest = port.attempts.at(-1);
  return newest !== undefined && isOpenAttempt(newest) ? newest : undefined;
}

export function isOpenAttempt({ state }: Attempt): boolean {
  return state === 'ready' || state === 'delayed' || state === 'unknown';
}

/** The number is, or may be, at the provider: in an order, or in one whose submission has an unknown outcome. */
export function mayBeAtProvider(port: Port, item: OrderItem): boolean {
  if (item.orderRef !== undefined) return true;
  if (item.status !== 'draft') return false;
  const attempt = openAttempt(port);
  const unknown = attempt?.state === 'unknown' ? attempt.numbers : NO_NUMBERS;
  return (
    setOf(unknown).has(item.phoneNumber) || setOf(port.possiblySubmitted ?? NO_NUMBERS).has(item.phoneNumber)
  );
}

const NO_NUMBERS: readonly string[] = [];

/** The check found the number not portable, the request continues without it, and it never had an order. */
export function isLeftBehind(port: Port, item: OrderItem): boolean {
  return (
    item.status === 'not_portable' &&
    item.orderRef === undefined &&
    item.attempt === 1 &&
    port.request.onNotPortable === 'continue_without'
  );
}

/** The newest item of the number that a newer one superseded: the one that the current item replaces. */
export function replacedItem(port: Port, { phoneNumber }: OrderItem): OrderItem | undefined {
  return itemsByNumber(port.items)
    .get(phoneNumber)
    ?.findLast((item) => !isCurrent(item));
}

/**
 * The superseded items of a number that the provider may still act on. The current item waits for their end, until a
 * person decides that it need not.
 */
export function blockingPredecessors(port: Port, item: OrderItem): readonly OrderItem[] {
  return waitedFor(port.items).get(item.phoneNumber) ?? NONE;
}

/**
 * The same, including items that the current item no longer waits for: the provider may still move the number by one
 * of them.
 */
export function openPredecessors(port: Port, item: OrderItem): readonly OrderItem[] {
  return stillOpen(port.items).get(item.phoneNumber) ?? NONE;
}

const NONE: readonly OrderItem[] = [];

const stillOpen = memoizeByIdentity((items: readonly OrderItem[]) => itemsByNumber(items.filter(isOpen)));

const waitedFor = memoizeByIdentity((items: readonly OrderItem[]) =>
  itemsByNumber(items.filter((item) => isOpen(item) && item.superseded?.isConfirmed !== true)),
);

function isOpen(item: OrderItem): boolean {
  return !isCurrent(item) && item.orderRef !== undefined && !isOver(item);
}

/** The provider does nothing more with it, and no read contradicts that. */
function isOver(item: OrderItem): boolean {
  return isFinal(item.status) && item.contradiction === undefined;
}

/** Final: the provider does nothing more with this item. */
export function isFinal(status: ItemStatus): boolean {
  return FINAL.has(status);
}

const FINAL: ReadonlySet<ItemStatus> = new Set(['ported', 'canceled', 'expired', 'reversed']);

/** Only a person moves a number on from this status, unless a command here caused it. */
export function isStranded(status: ItemStatus): status is StrandedStatus {
  return ['rejected', 'not_portable', 'expired', 'canceled'].includes(status);
}

/** Whether `to` is behind `from` on the regular path: legal, and recorded as its own timeline entry. */
export function isBackward(from: ItemStatus, to: ItemStatus): boolean {
  const a = PROGRESS[from];
  const b = PROGRESS[to];
  return a !== undefined && b !== undefined && b < a;
}

/** The rank of an open status, for "the furthest-behind item"; statuses off the path rank last. */
export function progressOf(status: ItemStatus): number {
  return PROGRESS[status] ?? Number.POSITIVE_INFINITY;
}

/** How far a status is on the regular path; statuses off the path have no rank. */
const PROGRESS: Partial<Record<ItemStatus, number>> = {
  draft: 0,
  in_review: 1,
  awaiting_signature: 2,
  submitted: 3,
  foc_confirmed: 4,
  ported: 5,
};
