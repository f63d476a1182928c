import { isOpenAtProvider } from '../domain/facts/items';
import { utf8Bytes } from '../domain/facts/json-size';
import type { Port } from '../domain/model/port';
import { orderKey } from './names';
import { MAX_INDEXED_ORDERS } from './search-attributes';

/** The maximum size of the attribute's value: 2 KB, less a margin for its encoding. */
const MAX_BYTES = 1_900;

/** The memo key of the references that do not fit into the attribute. */
export const MORE_ORDERS_MEMO = 'moreOrders';

/** The marker in the attribute of a port with more orders than fit; such ports are found by it. */
export function moreOrdersKey(provider: string, account: string): string {
  return orderKey(provider, account, 'and.more');
}

/** A port's orders in the index and in the memo. */
export interface IndexedOrders {
  /** Values of `PortOrderIds`. */
  readonly keys: readonly string[];
  /** The remaining references; usually none. */
  readonly more: readonly string[];
}

/** The index entries of a port. Open orders come first, because webhooks are about those. */
export function indexedOrders(port: Port): IndexedOrders {
  const { provider, account } = port.request;
  const open = new Set(port.items.filter(isOpenAtProvider).flatMap((item) => item.orderRef ?? []));
  const refs = port.orders.map((order) => order.ref);
  const sorted = [...refs.filter((ref) => open.has(ref)), ...refs.filter((ref) => !open.has(ref))];
  const keys = sorted.map((ref) => orderKey(provider, account, ref));
  const room = roomFor(keys);
  if (room === keys.length) return { keys, more: [] };
  // The marker needs one place.
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
