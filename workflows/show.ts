import { setCurrentDetails, upsertMemo, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { indexedOrders, MORE_ORDERS_MEMO } from '../src/contract/indexed-orders';
import { attributesOf } from '../src/contract/port-attributes';
import type { Port } from '../src/domain/port';
import { statusCard } from './status-card';

/**
 * Makes the port's state visible: the status card always (it is free), attributes only when one has changed; a memo has
 * the orders for which they have no room.
 */
export function show(port: Port): void {
  setCurrentDetails(statusCard(port));
  const published = workflowInfo().typedSearchAttributes;
  const changed = attributesOf(port).filter(
    ({ key, value }) => !isSame(published.get(key as never) ?? null, value),
  );
  if (changed.length > 0) upsertSearchAttributes(changed);
  const { more } = indexedOrders(port);
  const known = workflowInfo().memo?.[MORE_ORDERS_MEMO] ?? [];
  if (!isSame(known, more)) upsertMemo({ [MORE_ORDERS_MEMO]: more });
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
