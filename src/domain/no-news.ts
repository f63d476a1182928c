import type { OrderItem, Port } from './port';
import type { Instant } from './time';

/** When silence about an item becomes an attention; undefined for items that are not waiting for news. */
export function noNewsAt(port: Port, item: OrderItem): Instant | undefined {
  if (item.superseded !== undefined || item.givenUp !== undefined || item.settled !== undefined)
    return undefined;
  const since = waitsSince(item);
  return since === undefined ? undefined : since + port.policy.noNews;
}

function waitsSince({ status, changedAt, cancel, orderRef }: OrderItem): Instant | undefined {
  if (['in_review', 'awaiting_signature', 'submitted', 'canceling'].includes(status)) return changedAt;
  // A cancel that the provider took, and that it does not carry out.
  const isRefused = status === 'rejected' || status === 'not_portable';
  const isCanceled = cancel !== undefined && cancel.state !== 'refused' && orderRef !== undefined;
  return isRefused && isCanceled ? Math.max(changedAt, cancel.askedAt) : undefined;
}
