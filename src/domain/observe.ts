import { isSameFoc, type Foc } from './foc';
import { isBackward, isFinal } from './item-status';
import type { OrderItem, Port, ProviderOrder } from './port';
import type { ItemSnapshot, OrderSnapshot } from './snapshot';
import { MINUTE, toRfc3339, type Instant } from './time';
import type { Note } from './timeline';
import { cancelByOf, openWindow } from './window';

/** How long after a contradiction of a final status the second read comes that settles it. */
export const SECOND_LOOK_AFTER = 5 * MINUTE;

/** What a read showed, laid over what we knew. A read is believed; only final statuses ask for a second one. */
export function observe(
  port: Port,
  snapshots: readonly OrderSnapshot[],
  at: Instant,
): { port: Port; notes: Note[] } {
  const notes: Note[] = [];
  let unknownWords = port.unknownWords;
  const seen = new Map(
    snapshots.flatMap((order) =>
      order.items.map((item) => [`${order.ref} ${item.phoneNumber}`, item] as const),
    ),
  );

  const items = port.items.map((item) => {
    const snapshot = seen.get(`${item.orderRef ?? ''} ${item.phoneNumber}`);
    if (snapshot === undefined) return item;
    const isStrange = snapshot.status === undefined && snapshot.word !== '';
    if (isStrange && !unknownWords.includes(snapshot.word)) {
      unknownWords = [...unknownWords, snapshot.word];
      notes.push({
        kind: 'unknown_provider_status',
        phoneNumber: item.phoneNumber,
        data: { word: snapshot.word },
      });
    }
    const observed = observeItem(port, item, snapshot, at);
    notes.push(...observed.notes);
    return observed.item;
  });

  const orders = snapshots.reduce((known, snapshot) => observeOrder(known, snapshot, at), port.orders);
  return { port: { ...port, items, orders, unknownWords }, notes };
}

function observeOrder(
  orders: readonly ProviderOrder[],
  snapshot: OrderSnapshot,
  at: Instant,
): readonly ProviderOrder[] {
  const { items: _, ...order } = snapshot;
  const known = orders.find(({ ref }) => ref === snapshot.ref);
  const observed: ProviderOrder = {
    ...order,
    ...(order.actionRequired && { actionRequiredSince: known?.actionRequiredSince ?? at }),
  };
  return known === undefined
    ? [...orders, observed]
    : orders.map((other) => (other === known ? observed : other));
}

function observeItem(
  port: Port,
  item: OrderItem,
  snapshot: ItemSnapshot,
  at: Instant,
): { item: OrderItem; notes: Note[] } {
  const status = snapshot.status ?? item.status;
  if (isFinal(item.status) && status !== item.status) return contradict(item, status, snapshot.word, at);

  const { contradiction: _c, foc: _f, window: _w, rejection: _r, missingFields: _m, ...kept } = item;
  const foc = snapshot.status === undefined ? item.foc : snapshot.foc;
  const dated = status === 'foc_confirmed' && foc !== undefined ? observeFoc(port, item, foc, at) : undefined;
  const rejection = snapshot.status === undefined ? item.rejection : snapshot.rejection;
  const notes: Note[] = [...statusNotes(item, snapshot, status), ...(dated?.notes ?? [])];
  if (item.foc !== undefined && dated === undefined && !isFinal(status)) {
    notes.push({
      kind: 'foc_withdrawn',
      phoneNumber: item.phoneNumber,
      data: { foc: toRfc3339(item.foc.from) },
    });
  }

  return {
    item: {
      ...kept,
      status,
      word: snapshot.word,
      changedAt: status !== item.status || !isSameFoc(item.foc, dated?.foc) ? at : item.changedAt,
      ...(snapshot.ref !== undefined && { ref: snapshot.ref }),
      ...(snapshot.type !== undefined && { type: snapshot.type }),
      ...(snapshot.country !== undefined && { country: snapshot.country }),
      ...(dated !== undefined && { foc: dated.foc, window: dated.window }),
      ...(isFinal(status) && item.foc !== undefined && { foc: item.foc }),
      ...(rejection !== undefined && { rejection }),
      ...(snapshot.missingFields === true && { missingFields: true }),
    },
    notes,
  };
}

/** A date replaces the one before it, and what hangs on it is armed anew. */
function observeFoc(port: Port, item: OrderItem, foc: Foc, at: Instant) {
  if (item.foc !== undefined && isSameFoc(item.foc, foc)) {
    return { foc: item.foc, window: item.window ?? 'open', notes: [] };
  }
  const { window, notes } = openWindow(item, foc, port.policy, at);
  const dates = { foc: toRfc3339(foc.from), cancelBy: toRfc3339(cancelByOf(foc, port.policy)) };
  const told: Note =
    item.foc === undefined
      ? { kind: 'foc_confirmed', phoneNumber: item.phoneNumber, data: { ...dates, precision: foc.precision } }
      : {
          kind: 'foc_changed',
          phoneNumber: item.phoneNumber,
          data: { ...dates, precision: foc.precision, previous: toRfc3339(item.foc.from) },
        };
  return { foc, window, notes: [told, ...notes] };
}

/** A first date is told as `foc_confirmed`; every other change of status as a move. */
function statusNotes(item: OrderItem, snapshot: ItemSnapshot, status: OrderItem['status']): Note[] {
  if (status === item.status || status === 'foc_confirmed') return [];
  const reason = status === item.status ? undefined : snapshot.rejection;
  return [
    {
      kind: isBackward(item.status, status) ? 'moved_back' : 'status_changed',
      phoneNumber: item.phoneNumber,
      data: {
        from: item.status,
        to: status,
        ...(reason !== undefined && {
          reason: reason.reason,
          ...(reason.code !== undefined && { code: reason.code }),
          ...(reason.message !== undefined && { message: reason.message }),
        }),
      },
    },
  ];
}

/** A final status resists one contradiction; a second read of the same, some minutes later, is believed. */
function contradict(
  item: OrderItem,
  status: OrderItem['status'],
  word: string,
  at: Instant,
): { item: OrderItem; notes: Note[] } {
  const before = item.contradiction;
  if (before?.status !== status) return { item: { ...item, contradiction: { status, at } }, notes: [] };
  if (at < before.at + SECOND_LOOK_AFTER) return { item, notes: [] };

  const { contradiction: _, ...settled } = item;
  const data = { from: item.status, to: status, word };
  return item.status === 'ported'
    ? {
        item: { ...settled, status: 'reversed', word, changedAt: at },
        notes: [{ kind: 'reversed', phoneNumber: item.phoneNumber, data }],
      }
    : {
        item: { ...settled, status, word, changedAt: at },
        notes: [{ kind: 'anomaly', phoneNumber: item.phoneNumber, data }],
      };
}

/** A read that shows the same as the one before it can be the second look that a contradiction waits for. */
export function settleContradictions(port: Port, at: Instant): { port: Port; notes: Note[] } {
  const notes: Note[] = [];
  const items = port.items.map((item) => {
    if (item.contradiction === undefined) return item;
    const settled = contradict(item, item.contradiction.status, item.word ?? '', at);
    notes.push(...settled.notes);
    return settled.item;
  });
  return { port: { ...port, items }, notes };
}
