import { datesOf, isAgainstCancel, windowAt } from '../facts/canceling';
import { isBackward, isCurrent, isFinal } from '../facts/items';
import { type Foc, isSameFoc } from '../model/foc';
import type { OrderItem, WindowState } from '../model/item';
import type { Policy } from '../model/policy';
import type { Port } from '../model/port';
import type { ItemSnapshot } from '../model/snapshot';
import { type Instant, MINUTE } from '../model/time';
import type { NewEntry } from '../model/timeline';
import { portedAgainstCancel } from './cancel';

export interface Observed {
  readonly item: OrderItem;
  readonly entries: readonly NewEntry[];
}

/**
 * Applies what a read shows about one item. A final status withstands one contradiction; a second read that confirms
 * it, some minutes later, is believed.
 *
 * @param text - the order's text about a rejection
 */
export function observeItem(
  port: Port,
  item: OrderItem,
  shown: ItemSnapshot,
  at: Instant,
  text?: string,
): Observed {
  const status = statusShown(item, shown);
  const isContradicted = isFinal(item.status) && status !== item.status;
  if (isContradicted) {
    const since = item.contradiction?.status === status ? item.contradiction.at : at;
    if (at < since + SECOND_READ_DELAY)
      return { item: { ...item, contradiction: { status, at: since, shown } }, entries: [] };
  }
  // What ported and is not ported any more was reversed, whatever the provider calls it.
  const believed = isContradicted && item.status === 'ported' ? 'reversed' : status;
  const applied = applySnapshot(port, item, shown, believed, at);
  if (isContradicted) return { ...applied, entries: [contradicted(item, shown, status), ...applied.entries] };
  const isNew = status !== item.status && isCurrent(item);
  const against = isNew && isAgainstCancel({ ...item, status }) ? [portedAgainstCancel(item)] : [];
  return {
    ...applied,
    entries: [...statusEntries(item, shown, status, text), ...applied.entries, ...against],
  };
}

/** The item status that a snapshot shows. */
function statusShown(item: OrderItem, { status, foc }: ItemSnapshot): OrderItem['status'] {
  // A reversed number stays reversed whatever the provider reports, unless it ports after all.
  if (status === undefined || (item.status === 'reversed' && status !== 'ported')) return item.status;
  return status === 'foc_confirmed' && foc === undefined ? 'submitted' : status;
}

function contradicted(item: OrderItem, shown: ItemSnapshot, status: OrderItem['status']): NewEntry {
  return {
    kind: item.status === 'ported' ? 'reversed' : 'anomaly',
    phoneNumber: item.phoneNumber,
    data: { from: item.status, to: status, providerStatus: shown.providerStatus },
  };
}

/** How long after a contradiction of a final status the second read is made. */
export const SECOND_READ_DELAY = 5 * MINUTE;

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
      data: { foc: item.foc.from },
    });
  }

  return {
    item: {
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
    },
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
  const dates = datesOf(foc, port.policy);
  const entry: NewEntry =
    item.foc === undefined
      ? { kind: 'foc_confirmed', phoneNumber: item.phoneNumber, data: { ...dates, precision: foc.precision } }
      : {
          kind: 'foc_changed',
          phoneNumber: item.phoneNumber,
          data: { ...dates, precision: foc.precision, previous: item.foc.from },
        };
  return { foc, window, entries: [entry, ...entries] };
}

/**
 * The window of an item for a new or changed date. If the notice or the deadline of the date has already passed, it
 * is recorded at once.
 */
function openWindow(
  item: OrderItem,
  foc: Foc,
  policy: Policy,
  at: Instant,
): { window: WindowState; entries: NewEntry[] } {
  const window = windowAt(foc, policy, at);
  const entryOf = (kind: NewEntry['kind']): NewEntry => ({
    kind,
    phoneNumber: item.phoneNumber,
    data: datesOf(foc, policy),
  });
  if (window === 'closed') {
    return { window, entries: item.window === 'closed' ? [] : [entryOf('window_closed_on_arrival')] };
  }
  const entries: NewEntry[] = [];
  if (item.window === 'closed') entries.push(entryOf('cancellation_window_reopened'));
  if (window === 'closing') entries.push(entryOf('cancellation_window_closing'));
  return { window, entries };
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
