import { isAgainstCancel, mayStillBeCanceled, renewedCancel } from '../facts/canceling';
import { blockingPredecessors, currentItems, isCurrent, isOpenAtProvider } from '../facts/items';
import { identityOf, itemsByIdentity } from '../facts/lookup';
import { MOVING } from '../facts/superseding';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { Instant } from '../model/time';
import type { NewEntry } from '../model/timeline';
import { portedAgainstCancel } from './cancel';
import { withdrawAttempt } from './change';

/**
 * Applies the consequences of a read to items that the port does not go on with. An open one is canceled. A revived
 * one blocks again. A superseded one that ported becomes current again, and its replacement gives way.
 *
 * @param before - the items before the read
 */
export function reconcileSuperseded(
  port: Port,
  before: readonly OrderItem[],
  at: Instant,
): { port: Port; entries: NewEntry[] } {
  if (port.items.every((item) => isCurrent(item) && item.givenUp === undefined)) return { port, entries: [] };
  const moved = portedSuperseded(port);
  const reassigned = reinstateOldItem(port, moved, at);
  const revived = withRevived(reassigned, before, at);
  const items = revived.items.map((item) => withOwnCancel(revived, item, at));
  const entries = [...moved.values()].map(({ phoneNumber, superseded }): NewEntry => ({
    kind: 'anomaly',
    phoneNumber,
    data: { from: superseded?.status ?? 'canceled', to: 'ported' },
  }));
  const against = currentItems(reassigned).filter(
    (item) => moved.has(item.phoneNumber) && isAgainstCancel(item),
  );
  entries.push(...against.map(portedAgainstCancel));
  return { port: withoutBlockedAttempt({ ...revived, items }), entries };
}

/** Withdraws a waiting submission when an order that it replaces is still active. */
function withoutBlockedAttempt(port: Port): Port {
  const blocked = port.items.filter(
    (item) => isCurrent(item) && item.status === 'draft' && blockingPredecessors(port, item).length > 0,
  );
  return withdrawAttempt(
    port,
    blocked.map((item) => item.phoneNumber),
  );
}

/** Superseded items that ported, one for each number whose current item has not ported. */
function portedSuperseded(port: Port): ReadonlyMap<string, OrderItem> {
  const isMoved = new Set(
    port.items.flatMap((item) => (isCurrent(item) && item.status === 'ported' ? [item.phoneNumber] : [])),
  );
  const moved = port.items.filter(
    (item) => !isCurrent(item) && item.status === 'ported' && !isMoved.has(item.phoneNumber),
  );
  return new Map(moved.map((item) => [item.phoneNumber, item]));
}

function reinstateOldItem(port: Port, moved: ReadonlyMap<string, OrderItem>, at: Instant): Port {
  if (moved.size === 0) return port;
  const cancels = new Map(currentItems(port).map(({ phoneNumber, cancel }) => [phoneNumber, cancel]));
  const items = port.items.map((item): OrderItem => {
    const reassigned = moved.get(item.phoneNumber);
    if (reassigned === undefined) return item;
    const { superseded, cancel: _, ...kept } = item;
    // The old order was canceled only to make room; the newer item's cancel tells whether the number itself is
    // canceled.
    const cancel = cancels.get(item.phoneNumber);
    if (item === reassigned) return cancel === undefined ? kept : { ...kept, cancel };
    return superseded === undefined
      ? { ...item, superseded: { at, status: item.status, isConfirmed: true } }
      : item;
  });
  return withdrawAttempt({ ...port, items }, [...moved.keys()]);
}

/** A person's decision about an old order no longer counts when the order is active again. */
function withRevived(port: Port, before: readonly OrderItem[], at: Instant): Port {
  const known = itemsByIdentity(before);
  const hasMoved = new Set(
    currentItems(port).flatMap((item) => (item.status === 'ported' ? [item.phoneNumber] : [])),
  );
  const items = port.items.map((item): OrderItem => {
    const was = known.get(identityOf(item));
    if (item.superseded === undefined || was === undefined || hasMoved.has(item.phoneNumber)) return item;
    if (!becomesActive(was, item)) return item;
    const { isConfirmed: _, ...superseded } = item.superseded;
    const revived = { ...item, superseded: { ...superseded, revivedAt: at } };
    const cancel = renewedCancel(revived, at);
    return cancel !== undefined && mayStillBeCanceled(port, revived, at) ? { ...revived, cancel } : revived;
  });
  return { ...port, items };
}

function becomesActive(was: OrderItem, { status, superseded }: OrderItem): boolean {
  if (status === was.status || !MOVING.has(status)) return false;
  return status === 'foc_confirmed' || superseded?.isConfirmed === true || !MOVING.has(was.status);
}

/** An item that reads open, though it was closed when it was superseded or given up, is canceled too. */
function withOwnCancel(port: Port, item: OrderItem, at: Instant): OrderItem {
  const isDropped = !isCurrent(item) || item.givenUp !== undefined;
  const isOpen = isDropped && isOpenAtProvider(item);
  if (!isOpen || item.cancel !== undefined || !mayStillBeCanceled(port, item, at)) return item;
  return { ...item, cancel: { askedAt: at, state: 'asked' } };
}
