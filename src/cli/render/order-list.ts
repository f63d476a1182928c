import type { OrderRow } from '../../contract/provider-operations';
import { columns } from './columns';

const HEAD = ['ORDER', 'STATUS', 'NUMBERS', 'PORTED', 'CREATED', 'UPDATED', 'SUGGESTED ACTION'];

/** A provider's orders as a table for people. */
export function orderLines(orders: readonly OrderRow[]): string[] {
  if (orders.length === 0) return ['No orders.'];
  return columns([
    HEAD,
    ...orders.map((order) => [
      order.ref,
      order.status,
      String(order.numbers ?? '-'),
      String(order.ported ?? '-'),
      order.created ?? '-',
      order.updated ?? '-',
      order.suggestedAction ?? '',
    ]),
  ]);
}
