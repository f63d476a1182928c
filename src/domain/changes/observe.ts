import { isAgainstCancel, cancelByOf } from '../facts/canceling';
import { isCurrent, isBackward, isFinal, openPredecessors } from '../facts/items';
import { withoutUndefined } from '../facts/without-undefined';
import { type Foc, isSameFoc } from '../model/foc';
import type { OrderItem, WindowState } from '../model/item';
import type { ProviderOrder } from '../model/order';
import type { Port } from '../model/port';
import type { ItemSnapshot, OrderSnapshot } from '../model/snapshot';
import { type Instant, MINUTE, toRfc3339 } from '../model/time';
import type { NewEntry } from '../model/timeline';
import { portedAgainstCancel } from './cancel';
import { type OrderMove, withMovedOrderActions } from './moved-order-actions';
import { openWindow } from './window';

/** How long after a contradiction of a final status the second read is made. */
export const SECOND_READ_DELAY = 5 * MINUTE;

/** Applies a read to the port. A read is believed; only a final status needs a second one. */
export function observe(
  port: Port,
  snapshots: readonly OrderSnapshot[],
  at: Instant,
): { port: Port; entries: NewEntry[] } {
  const entries: NewEntry[] = [];
  const known = new Set(port.unknownStatuses);
  const unknownStatuses = new Set(port.unknownStatuses);
  const seen = seenIn(snapshots);

  const reassigned = reassignOrders(port, snapshots, seen);
  entries.push(...reassigned.entries);
  const complete = new Set(snapshots.flatMap(({ ref, isComplete }) => (isComplete === true ? [ref] : [])));
  const texts = new Map(snapshots.map(({ ref, rejectionText }) => [ref, rejectionText]));
  const items = reassigned.items.map((item) => {
    const snapshot = seen.get(keyOf(item));
    if (snapshot === undefined) return complete.has(item.orderRef ?? '') ? unlisted(item, at) : item;
    // An empty provider status means that the provider reports nothing about this number.
    if (snapshot.status === undefined && snapshot.providerStatus !== '') {
      unknownStatuses.add(snapshot.providerStatus);
      if (!known.has(snapshot.providerStatus)) entries.push(unknownStatus(item, snapshot.providerStatus));
    }
    const observed = observeItem(port, item, snapshot, at, texts.get(item.orderRef ?? ''));
    entries.push(...observed.entries);
    return observed.item;
  });
  for (const { ref, providerStatus, isStatusUnknown } of snapshots) {
    if (isStatusUnknown !== true || providerStatus === '' || unknownStatuses.has(providerStatus)) continue;
    unknownStatuses.add(providerStatus);
    entries.push({ kind: 'unknown_provider_status', data: { providerStatus, orderRef: ref } });
  }

  const orders = observeOrders(port.orders, snapshots, at);
  const observed: Port = {
    ...port,
    items,
    orders,
    unknownStatuses: [...unknownStatuses].slice(-MAX_UNKNOWN_STATUSES),
  };
  return { port: withMovedOrderActions(observed, reassigned.moves), entries };
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
 * open, the item stays in its own order as long as that lists it.
 */
function reassignOrders(
  port: Port,
  snapshots: readonly OrderSnapshot[],
  seen: ReadonlyMap<string, ItemSnapshot>,
): {
  readonly items: readonly OrderItem[];
  readonly entries: readonly NewEntry[];
  readonly moves: readonly OrderMove[];
} {
  const known = new Set(port.items.map(keyOf));
  const movedTo = new Map<string, string>();
  for (const { ref, items } of snapshots) {
    for (const { phoneNumber } of items) {
      if (!known.has(keyOf({ orderRef: ref, phoneNumber }))) movedTo.set(phoneNumber, ref);
    }
  }
  if (movedTo.size === 0) return { items: port.items, entries: [], moves: [] };
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
  return { items, entries, moves };
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

function observeItem(
  port: Port,
  item: OrderItem,
  snapshot: ItemSnapshot,
  at: Instant,
  text: string | undefined,
): Observed {
  const status = statusShown(item, snapshot);
  if (isFinal(item.status) && status !== item.status) return contradict(port, item, snapshot, status, at);
  const applied = applySnapshot(port, item, snapshot, status, at);
  const moved = { ...item, status };
  return {
    item: applied.item,
    entries: [
      ...statusEntries(item, snapshot, status, text),
      ...applied.entries,
      ...(status !== item.status && isCurrent(item) && isAgainstCancel(moved)
        ? [portedAgainstCancel(item)]
        : []),
    ],
  };
}

interface Observed {
  readonly item: OrderItem;
  readonly entries: readonly NewEntry[];
}

/** The item status that a snapshot shows. */
function statusShown(item: OrderItem, { status, foc }: ItemSnapshot): OrderItem['status'] {
  // A reversed number stays reversed whatever the provider reports, unless it ports after all.
  if (status === undefined || (item.status === 'reversed' && status !== 'ported')) return item.status;
  return status === 'foc_confirmed' && foc === undefined ? 'submitted' : status;
}

/** Applies the facts of a snapshot to an item. */
function applySnapshot(
  port: Port,
  item: OrderItem,
  snapshot: ItemSnapshot,
  status: OrderItem['status'],
  at: Instant,
): Observed {
  const isUnknown = snapshot.status === undefined;
  // Until a cancel is confirmed, the number can still move on its date.
  const isDated = status === 'foc_confirmed' || status === 'canceling';
  const keepsDate = isUnknown || status === 'canceling' || isFinal(status);
  const shown = snapshot.foc ?? (keepsDate ? item.foc : undefined);
  const dated = isDated && shown !== undefined ? observeFoc(port, item, shown, at) : undefined;
  const foc = dated?.foc ?? (isFinal(status) ? shown : undefined);
  // The reason why a number was given up stays its reason, whatever happens to its order.
  const keepsReason = isUnknown || item.givenUp !== undefined;
  const rejection = snapshot.rejection ?? (keepsReason ? item.rejection : undefined);
  const providerStatus = snapshot.providerStatus === '' ? item.providerStatus : snapshot.providerStatus;
  const isRejectedAnew = isOtherRejection(item, snapshot, status);
  const hasChanged =
    status !== item.status ||
    (!isFinal(status) &&
      !(
        isSameFoc(item.foc, foc) &&
        providerStatus === item.providerStatus &&
        !isRejectedAnew &&
        item.unlistedSince === undefined
      ));
  const entries = [...(dated?.entries ?? [])];
  const { unreadableDate } = snapshot;
  if (unreadableDate !== undefined && unreadableDate !== item.unreadableDate) {
    entries.push({ kind: 'date_unreadable', phoneNumber: item.phoneNumber, data: { said: unreadableDate } });
  }
  if (item.foc !== undefined && foc === undefined) {
    entries.push({
      kind: 'foc_withdrawn',
      phoneNumber: item.phoneNumber,
      data: { foc: toRfc3339(item.foc.from) },
    });
  }

  return {
    item: withoutUndefined({
      ...item,
      status,
      changedAt: hasChanged ? at : item.changedAt,
      providerStatus,
      ref: snapshot.ref ?? item.ref,
      updatedAt: snapshot.updatedAt ?? item.updatedAt,
      type: snapshot.type ?? item.type,
      country: snapshot.country ?? item.country,
      foc,
      window: dated?.window,
      rejection,
      missingFieldsSince: snapshot.missingFields === true ? (item.missingFieldsSince ?? at) : undefined,
      unreadableDate,
      unlistedSince: undefined,
      contradiction: undefined,
    }),
    entries,
  };
}

/** A new date replaces the previous one and re-arms its window. */
function observeFoc(
  port: Port,
  item: OrderItem,
  foc: Foc,
  at: Instant,
): { foc: Foc; window: WindowState; entries: NewEntry[] } {
  const isSame = isSameFoc(item.foc, foc);
  if (isSame && item.window !== undefined) return { foc, window: item.window, entries: [] };
  const { window, entries } = openWindow(item, foc, port.policy, at);
  if (isSame) return { foc, window, entries };
  const dates = { foc: toRfc3339(foc.from), cancelBy: toRfc3339(cancelByOf(foc, port.policy)) };
  const entry: NewEntry =
    item.foc === undefined
      ? { kind: 'foc_confirmed', phoneNumber: item.phoneNumber, data: { ...dates, precision: foc.precision } }
      : {
          kind: 'foc_changed',
          phoneNumber: item.phoneNumber,
          data: { ...dates, precision: foc.precision, previous: toRfc3339(item.foc.from) },
        };
  return { foc, window, entries: [entry, ...entries] };
}

/**
 * The provider refuses the number for another reason than before, or refuses it again: the person who corrected the
 * first reason must see that. A changed text alone does not count, because texts can change by themselves.
 */
function isOtherRejection(
  item: OrderItem,
  { rejection, updatedAt }: ItemSnapshot,
  status: OrderItem['status'],
): boolean {
  const isRefused = status === 'rejected' || status === 'not_portable';
  if (!isRefused || status !== item.status || rejection === undefined || item.rejection === undefined)
    return false;
  const { reason, code } = item.rejection;
  // Our own cancel changes the update time too, and says nothing about the reason.
  const isUntouched = item.cancel === undefined && item.givenUp === undefined;
  const isLater =
    isUntouched && updatedAt !== undefined && item.updatedAt !== undefined && updatedAt > item.updatedAt;
  return rejection.reason !== reason || rejection.code !== code || isLater;
}

/** The entries of a status change. A first date is recorded as `foc_confirmed` instead. */
function statusEntries(
  item: OrderItem,
  snapshot: ItemSnapshot,
  status: OrderItem['status'],
  text: string | undefined,
): NewEntry[] {
  const { phoneNumber } = item;
  const reason = reasonOf(snapshot, text);
  if (isOtherRejection(item, snapshot, status)) {
    return [{ kind: 'rejection_changed', phoneNumber, data: reason }];
  }
  if (status === item.status || (status === 'foc_confirmed' && item.foc === undefined)) return [];
  return [
    {
      kind: isBackward(item.status, status) ? 'moved_back' : 'status_changed',
      phoneNumber,
      data: { from: item.status, to: status, ...reason },
    },
  ];
}

/** The rejection as timeline data. */
function reasonOf({ rejection }: ItemSnapshot, text: string | undefined): Record<string, string> {
  if (rejection === undefined) return {};
  const message = rejection.isTextOfOrder === true ? text : rejection.message;
  return {
    reason: rejection.reason,
    ...(rejection.code !== undefined && { code: rejection.code }),
    ...(message !== undefined && { message }),
  };
}

/** A final status withstands one contradiction; a second read that confirms it, some minutes later, is believed. */
function contradict(
  port: Port,
  item: OrderItem,
  shown: ItemSnapshot,
  status: OrderItem['status'],
  at: Instant,
): Observed {
  const since = item.contradiction?.status === status ? item.contradiction.at : at;
  if (at < since + SECOND_READ_DELAY) {
    return { item: { ...item, contradiction: { status, at: since, shown } }, entries: [] };
  }
  const isReversed = item.status === 'ported';
  const applied = applySnapshot(port, item, shown, isReversed ? 'reversed' : status, at);
  const entry: NewEntry = {
    kind: isReversed ? 'reversed' : 'anomaly',
    phoneNumber: item.phoneNumber,
    data: { from: item.status, to: status, providerStatus: shown.providerStatus },
  };
  return { item: applied.item, entries: [entry, ...applied.entries] };
}

/**
 * A read without changes can be the second read that a contradiction waits for.
 *
 * @param orders - the orders that the read changed: their items are handled already
 * @param isRead - whether an order was read: the read says nothing about others
 */
export function resolveContradictions(
  port: Port,
  at: Instant,
  orders: readonly OrderSnapshot[],
  isRead: (orderRef: string) => boolean,
): { port: Port; entries: NewEntry[] } {
  const entries: NewEntry[] = [];
  const shown = seenIn(orders);
  const complete = new Set(orders.flatMap(({ ref, isComplete }) => (isComplete === true ? [ref] : [])));
  const items = port.items.map((item) => {
    if (item.contradiction === undefined || shown.has(keyOf(item))) return item;
    if (item.orderRef === undefined || !isRead(item.orderRef)) return item;
    // An order that no longer lists the number does not confirm its status.
    if (complete.has(item.orderRef)) return item;
    const resolved = contradict(port, item, item.contradiction.shown, item.contradiction.status, at);
    entries.push(...resolved.entries);
    return resolved.item;
  });
  return { port: { ...port, items }, entries };
}
