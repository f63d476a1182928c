import { isCurrent, isFinal, openPredecessors } from '../facts/items';
import type { OrderItem } from '../model/item';
import type { ProviderOrder } from '../model/order';
import type { Port } from '../model/port';
import type { ItemSnapshot, OrderSnapshot } from '../model/snapshot';
import { type Instant } from '../model/time';
import type { NewEntry } from '../model/timeline';
import { type Change, withoutEntries } from './change';
import { observeItem } from './observe-item';
import { reconcileSuperseded } from './superseded';

/**
 * Applies what the provider shows, by a read or as the answer to a submission, with its consequences for replaced
 * items. A read is believed; only a final status needs a second one.
 *
 * @param snapshots - the orders that differ from the previous read
 * @param isRead - whether an order was read; default: only those that differ
 */
export function observe(
  port: Port,
  snapshots: readonly OrderSnapshot[],
  at: Instant,
  isRead: (orderRef: string) => boolean = () => false,
): Change {
  const known = new Set(port.unknownStatuses);
  const unknownStatuses = new Set(port.unknownStatuses);
  const seen = seenIn(snapshots);

  const orders = observeOrders(port.orders, snapshots, at);
  const reassigned = reassignOrders(port, snapshots, seen);
  const entries = [...reassigned.entries];
  const resolved: NewEntry[] = [];
  const complete = new Set(snapshots.flatMap(({ ref, isComplete }) => (isComplete === true ? [ref] : [])));
  const texts = new Map(snapshots.map(({ ref, rejectionText }) => [ref, rejectionText]));
  const items = reassigned.port.items.map((item) => {
    const { orderRef = '', contradiction } = item;
    const changed = seen.get(keyOf(item));
    // An order that no longer lists the number does not confirm its status.
    if (changed === undefined && complete.has(orderRef)) return unlisted(item, at);
    // A read without changes can be the second read that a contradiction waits for.
    const snapshot = changed ?? (isRead(orderRef) ? contradiction?.shown : undefined);
    if (snapshot === undefined) return item;
    // An empty provider status means that the provider reports nothing about this number.
    if (snapshot.status === undefined && snapshot.providerStatus !== '') {
      unknownStatuses.add(snapshot.providerStatus);
      if (!known.has(snapshot.providerStatus)) entries.push(unknownStatus(item, snapshot.providerStatus));
    }
    const observed = observeItem(port, item, snapshot, at, texts.get(orderRef));
    (changed === undefined ? resolved : entries).push(...observed.entries);
    return observed.item;
  });
  for (const { ref, providerStatus, isStatusUnknown } of snapshots) {
    if (isStatusUnknown !== true || providerStatus === '' || unknownStatuses.has(providerStatus)) continue;
    unknownStatuses.add(providerStatus);
    entries.push({ kind: 'unknown_provider_status', data: { providerStatus, orderRef: ref } });
  }

  const observed: Port = {
    ...reassigned.port,
    items,
    orders,
    unknownStatuses: [...unknownStatuses].slice(-MAX_UNKNOWN_STATUSES),
  };
  const reconciled = reconcileSuperseded(observed, port.items, at);
  return { port: reconciled.port, entries: [...entries, ...resolved, ...reconciled.entries] };
}

/** How many unknown provider statuses a port keeps. */
const MAX_UNKNOWN_STATUSES = 100;

/** The order lists all of its numbers, and this one is not among them. */
function unlisted(item: OrderItem, at: Instant): OrderItem {
  const isNewlyUnlisted = item.unlistedSince === undefined && !isFinal(item.status);
  return isNewlyUnlisted ? { ...item, unlistedSince: at } : item;
}

/**
 * Moves items to the orders that list their numbers now: a provider can move numbers into other orders, new or known.
 * An order of an older item of the number does not count, and neither does a new part of it: while an older order is
 * open, the item stays in its own order as long as that lists it. Pending edits follow their numbers.
 */
function reassignOrders(
  port: Port,
  snapshots: readonly OrderSnapshot[],
  seen: ReadonlyMap<string, ItemSnapshot>,
): Change {
  const known = new Set(port.items.map(keyOf));
  const movedTo = new Map<string, string>();
  for (const { ref, items } of snapshots) {
    for (const { phoneNumber } of items) {
      if (!known.has(keyOf({ orderRef: ref, phoneNumber }))) movedTo.set(phoneNumber, ref);
    }
  }
  if (movedTo.size === 0) return withoutEntries(port);
  const entries: NewEntry[] = [];
  const moves: OrderMove[] = [];
  const items = port.items.map((item) => {
    const to = movedTo.get(item.phoneNumber);
    const isMoved =
      to !== undefined &&
      isCurrent(item) &&
      item.orderRef !== undefined &&
      !(seen.has(keyOf(item)) && openPredecessors(port, item).length > 0) &&
      !isFinal(item.status);
    if (!isMoved) return item;
    moves.push({ from: item.orderRef, to });
    entries.push({
      kind: 'order_split',
      phoneNumber: item.phoneNumber,
      data: { from: item.orderRef, to },
    });
    return { ...item, orderRef: to };
  });
  return { port: withMovedEdits({ ...port, items }, moves), entries };
}

/** A number that moved from one order to another. */
interface OrderMove {
  readonly from: string;
  readonly to: string;
}

/** A pending edit follows the numbers that moved to another order. */
function withMovedEdits(port: Port, moves: readonly OrderMove[]): Port {
  if (port.orderActions === undefined || moves.length === 0) return port;
  const edits = port.orderActions.filter(({ task }) => task.kind === 'edit');
  const known = new Map([...edits].reverse().map((edit) => [edit.orderRef, edit]));
  const isThere = new Set(known.keys());
  const orderActions = [...port.orderActions];
  for (const { from, to } of moves) {
    const edit = known.get(from);
    if (edit === undefined || isThere.has(to)) continue;
    isThere.add(to);
    const { failure: _f, isRefused: _r, ...asked } = edit;
    orderActions.push({ ...asked, id: `${edit.id}>${to}`, orderRef: to });
  }
  return { ...port, orderActions };
}

function seenIn(orders: readonly OrderSnapshot[]): ReadonlyMap<string, ItemSnapshot> {
  return new Map(
    orders.flatMap((order) =>
      order.items.map((item) => [keyOf({ ...item, orderRef: order.ref }), item] as const),
    ),
  );
}

function keyOf({
  orderRef,
  phoneNumber,
}: {
  readonly orderRef?: string;
  readonly phoneNumber: string;
}): string {
  return `${orderRef ?? ''} ${phoneNumber}`;
}

function unknownStatus({ phoneNumber }: OrderItem, providerStatus: string): NewEntry {
  return { kind: 'unknown_provider_status', phoneNumber, data: { providerStatus } };
}

/** Applies order snapshots; a known order keeps its position. */
function observeOrders(
  orders: readonly ProviderOrder[],
  snapshots: readonly OrderSnapshot[],
  at: Instant,
): readonly ProviderOrder[] {
  const byRef = new Map(orders.map((order) => [order.ref, order]));
  for (const snapshot of snapshots) {
    byRef.set(snapshot.ref, observeOrder(byRef.get(snapshot.ref), snapshot, at));
  }
  return [...byRef.values()];
}

function observeOrder(
  known: ProviderOrder | undefined,
  { items: _, isComplete: _c, isStatusUnknown: _w, ...order }: OrderSnapshot,
  at: Instant,
): ProviderOrder {
  return {
    ...order,
    ...(order.actionRequired && { actionRequiredSince: known?.actionRequiredSince ?? at }),
  };
}
