import { isByTicket, mayStillBeCanceled, takeBack } from './cancel';
import { confirmedBy, hasWaitedFor } from './confirmation';
import { isFinal } from './item-status';
import { once } from './once';
import type { OrderItem, Port } from './port';
import type { Instant } from './time';
import type { Note } from './timeline';

/** The items whose place a number's current one took, and that the provider may still act on. */
export function standingInTheWay(port: Port, { phoneNumber }: OrderItem): readonly OrderItem[] {
  return oldOrders(port.items).get(phoneNumber) ?? [];
}

const oldOrders = once((items: readonly OrderItem[]): ReadonlyMap<string, readonly OrderItem[]> => {
  const found = new Map<string, OrderItem[]>();
  for (const item of items) {
    if (item.superseded === undefined || item.superseded.isConfirmed === true) continue;
    if (item.orderRef === undefined || isOver(item)) continue;
    const own = found.get(item.phoneNumber);
    if (own === undefined) found.set(item.phoneNumber, [item]);
    else own.push(item);
  }
  return found;
});

/** The provider does nothing more with it, and no read says otherwise. */
function isOver(item: OrderItem): boolean {
  return isFinal(item.status) && item.contradiction === undefined;
}

/**
 * The provider has not confirmed in time that an old item is out, or refuses to take it out. Where only its support
 * can, it was not asked, and there is nothing to wait for.
 */
export function isOverdue(port: Port, { superseded, cancel }: OrderItem): boolean {
  if (superseded === undefined) return false;
  return isByTicket(port) || cancel?.state === 'refused' || hasWaitedFor(port, superseded.at);
}

/** Since when that is so. */
export function overdueSince(port: Port, { superseded, cancel }: OrderItem): Instant {
  const since = superseded?.at ?? port.asOf;
  if (isByTicket(port)) return since;
  return cancel?.state === 'refused'
    ? Math.max(since, cancel.failure?.since ?? since)
    : confirmedBy(port, since);
}

/**
 * A number that waits for the end of its old order, in vain: only a person can say that a new one may go out, or what
 * became of it when it was to be out.
 */
export function isBlocked(port: Port, item: OrderItem): boolean {
  if (item.givenUp !== undefined || item.settled !== undefined) return false;
  const isOut = item.cancel !== undefined && (item.status === 'canceled' || item.status === 'expired');
  const inTheWay = standingInTheWay(port, item);
  return (
    (isOut || item.status === 'draft') && inTheWay.length > 0 && inTheWay.every((old) => isOverdue(port, old))
  );
}

/**
 * What reads showed of items that nobody goes on with has consequences: one that is open is canceled, and one that
 * moved all the same is the number's own again, and what took its place makes room.
 */
export function reconcileSuperseded(port: Port, at: Instant): { port: Port; notes: Note[] } {
  if (port.items.every((item) => item.superseded === undefined && item.givenUp === undefined))
    return { port, notes: [] };
  const moved = movedAllTheSame(port);
  const adopted = adopt(port, moved, at);
  const items = adopted.items.map((item) => withOwnCancel(adopted, item, at));
  const notes = [...moved.values()].map(({ phoneNumber, superseded }): Note => ({
    kind: 'anomaly',
    phoneNumber,
    data: { from: superseded?.status ?? 'canceled', to: 'ported' },
  }));
  return { port: withoutBlockedAttempt({ ...adopted, items }), notes };
}

/** What was about to be sent waits when an order that it replaces turns out to be alive. */
function withoutBlockedAttempt(port: Port): Port {
  const blocked = port.items.filter(
    (item) =>
      item.superseded === undefined && item.status === 'draft' && standingInTheWay(port, item).length > 0,
  );
  return takeBack(
    port,
    blocked.map((item) => item.phoneNumber),
  );
}

/** Superseded items that ported, one for each number that has not moved by its current item. */
function movedAllTheSame(port: Port): ReadonlyMap<string, OrderItem> {
  const isMoved = new Set(
    port.items.flatMap((item) =>
      item.superseded === undefined && item.status === 'ported' ? [item.phoneNumber] : [],
    ),
  );
  const moved = port.items.filter(
    (item) => item.superseded !== undefined && item.status === 'ported' && !isMoved.has(item.phoneNumber),
  );
  return new Map(moved.map((item) => [item.phoneNumber, item]));
}

function adopt(port: Port, moved: ReadonlyMap<string, OrderItem>, at: Instant): Port {
  if (moved.size === 0) return port;
  const items = port.items.map((item): OrderItem => {
    const adopted = moved.get(item.phoneNumber);
    if (adopted === undefined) return item;
    const { superseded, ...kept } = item;
    if (item === adopted) return kept;
    return superseded === undefined
      ? { ...item, superseded: { at, status: item.status, isConfirmed: true } }
      : item;
  });
  return takeBack({ ...port, items }, [...moved.keys()]);
}

/** An item that reads open, though it was closed when nobody went on with it, is to be canceled too. */
function withOwnCancel(port: Port, item: OrderItem, at: Instant): OrderItem {
  const isNobodys = item.superseded !== undefined || item.givenUp !== undefined;
  const isOpen = isNobodys && item.orderRef !== undefined && !isFinal(item.status);
  if (!isOpen || item.cancel !== undefined || !mayStillBeCanceled(port, item, at)) return item;
  return { ...item, cancel: { askedAt: at, state: 'asked' } };
}
