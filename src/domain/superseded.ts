import { mayStillBeCanceled, takeBack } from './cancel';
import { hasWaitedFor } from './confirmation';
import { isFinal } from './item-status';
import type { OrderItem, Port } from './port';
import type { Instant } from './time';
import type { Note } from './timeline';

/** The items whose place a number's current one took, and that the provider may still act on. */
export function standingInTheWay(port: Port, { phoneNumber }: OrderItem): readonly OrderItem[] {
  return oldOrders(port.items).get(phoneNumber) ?? [];
}

/** Found once for each state of the items: a thousand numbers ask, one after the other. */
const known = new WeakMap<readonly OrderItem[], ReadonlyMap<string, readonly OrderItem[]>>();

function oldOrders(items: readonly OrderItem[]): ReadonlyMap<string, readonly OrderItem[]> {
  const before = known.get(items);
  if (before !== undefined) return before;
  const found = new Map<string, OrderItem[]>();
  for (const item of items) {
    if (item.superseded === undefined || item.superseded.isConfirmed === true) continue;
    if (item.orderRef === undefined || isFinal(item.status)) continue;
    found.set(item.phoneNumber, [...(found.get(item.phoneNumber) ?? []), item]);
  }
  known.set(items, found);
  return found;
}

/** The provider has not confirmed in time that an old item is out, or refuses to take it out. */
export function isOverdue(port: Port, { superseded, cancel }: OrderItem): boolean {
  return superseded !== undefined && (cancel?.state === 'refused' || hasWaitedFor(port, superseded.at));
}

/** A number that waits for the end of its old order, in vain: only a person can say that the new one may go out. */
export function isBlocked(port: Port, item: OrderItem): boolean {
  return item.status === 'draft' && standingInTheWay(port, item).some((old) => isOverdue(port, old));
}

/**
 * What reads showed of superseded items has consequences: one that is open is canceled, and one that moved all the
 * same is the number's own again, and what took its place makes room.
 */
export function reconcileSuperseded(port: Port, at: Instant): { port: Port; notes: Note[] } {
  if (port.items.every((item) => item.superseded === undefined)) return { port, notes: [] };
  const moved = port.items.filter((item) => item.superseded !== undefined && item.status === 'ported');
  const adopted = adopt(port, moved, at);
  const items = adopted.items.map((item) => withOwnCancel(adopted, item, at));
  const notes = moved.map(({ phoneNumber, superseded }): Note => ({
    kind: 'anomaly',
    phoneNumber,
    data: { from: superseded?.status ?? 'canceled', to: 'ported' },
  }));
  return { port: { ...adopted, items }, notes };
}

function adopt(port: Port, moved: readonly OrderItem[], at: Instant): Port {
  if (moved.length === 0) return port;
  const numbers = new Set(moved.map((item) => item.phoneNumber));
  const items = port.items.map((item): OrderItem => {
    if (!numbers.has(item.phoneNumber)) return item;
    const { superseded, ...kept } = item;
    if (moved.includes(item)) return kept;
    return superseded === undefined
      ? { ...item, superseded: { at, status: item.status, isConfirmed: true } }
      : item;
  });
  return takeBack({ ...port, items }, [...numbers]);
}

/** An old item that reads open, though it was closed when it was superseded, is to be canceled too. */
function withOwnCancel(port: Port, item: OrderItem, at: Instant): OrderItem {
  const isOpen = item.superseded !== undefined && item.orderRef !== undefined && !isFinal(item.status);
  if (!isOpen || item.cancel !== undefined || !mayStillBeCanceled(port, item, at)) return item;
  return { ...item, cancel: { askedAt: at, state: 'asked' } };
}
