import {
  log,
  setCurrentDetails,
  upsertMemo,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { indexedOrders, MORE_ORDERS_MEMO } from '../../src/contract/indexed-orders';
import { attributesOf } from '../../src/contract/port-attributes';
import type { Port } from '../../src/domain/model/port';
import { UNDRAWN } from './card-words';
import { statusCard } from './status-card';

/**
 * Makes the port's state visible: the status card always (it is free), attributes only when one has changed; a memo has
 * the orders for which they have no room. None of it can stop the port: what cannot be shown is logged. The same port
 * shows the same, so a replay gives the same commands.
 */
export function publishState(port: Port): void {
  setCurrentDetails(orElse(UNDRAWN, 'The status card cannot be drawn', () => statusCard(port)));
  const published = workflowInfo().typedSearchAttributes;
  const changed = attributesOf(port, (name, error) => {
    logFailure(`The search attribute ${name} cannot be set`, error);
  }).filter(({ key, value }) => !isSame(published.get(key as never) ?? null, value));
  if (changed.length > 0) upsertSearchAttributes(changed);
  const known = workflowInfo().memo?.[MORE_ORDERS_MEMO] ?? [];
  const more = orElse(known, 'The orders cannot be listed', () => indexedOrders(port).more);
  if (!isSame(known, more)) upsertMemo({ [MORE_ORDERS_MEMO]: more });
}

/** What is shown, or what stands for it when it cannot be made. */
function orElse<Shown>(otherwise: Shown, what: string, make: () => Shown): Shown {
  try {
    return make();
  } catch (error) {
    logFailure(what, error);
    return otherwise;
  }
}

function logFailure(what: string, error: unknown): void {
  log.warn(what, { why: error instanceof Error ? error.message : String(error) });
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
