import { isOpenAtProvider } from '../domain/facts/items';
import { utf8Bytes } from '../domain/facts/json-size';
import type { Port } from '../domain/model/port';
import { orderKey } from './names';
import { MAX_INDEXED_ORDERS } from './search-attributes';

/** What the attribute's value may take: 2 KB, with something to spare for how it is written. */
const MAX_BYTES = 1_900;

/** The memo key under which a port keeps the references that its attribute has no room for. */
export const MORE_ORDERS_MEMO = 'moreOrders';

/** Stands in the attribute of a port that has more orders than fit: it is how such ports are found. */
export function moreOrdersKey(provider: string, account: string): string {
  return orderKey(provider, account, 'and.more');
}

/** A port's orders, as the index and the memo hold them. */
export interface IndexedOrders {
  /** Values of `PortOrderIds`. */
  readonly keys: readonly string[];
  /** References beside those; mostly none. */
  readonly more: readonly string[];
}

/** Open orders first: those are the ones that webhooks speak of. */
export function indexedOrders(port: Port): IndexedOrders {
  const { provider, account } = port.request;
  const open = new Set(port.items.filter(isOpenAtProvider).flatMap((item) => item.orderRef ?? []));
  const refs = port.orders.map((order) => order.ref);
  const sorted = [...refs.filter((ref) => open.has(ref)), ...refs.filter((ref) => !open.has(ref))];
  const keys = sorted.map((ref) => orderKey(provider, account, ref));
  const room = roomFor(keys);
  if (room === keys.length) return { keys, more: [] };
  // One place is the marker's.
  const shown = Math.max(0, room - 1);
  return { keys: [...keys.slice(0, shown), moreOrdersKey(provider, account)], more: sorted.slice(shown) };
}

function roomFor(keys: readonly string[]): number {
  let bytes = 0;
  const over = keys.findIndex((key, index) => {
    bytes += utf8Bytes(key) + 3;
    return index >= MAX_INDEXED_ORDERS || bytes > MAX_BYTES;
  });
  return over < 0 ? keys.length : over;
}
