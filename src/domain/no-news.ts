import type { OrderItem, Port } from './port';
import type { Instant } from './time';

/** When silence about an item becomes an attention; undefined for items that are not waiting for news. */
export function noNewsAt(port: Port, item: OrderItem): Instant | undefined {
  if (item.superseded !== undefined || item.givenUp !== undefined || item.settled !== undefined)
    return undefined;
  const waits =
    item.status === 'in_review' || item.status === 'awaiting_signature' || item.status === 'submitted';
  return waits || item.status === 'canceling' ? item.changedAt + port.policy.noNews : undefined;
}
