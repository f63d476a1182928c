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
import { CARD_UNAVAILABLE } from './card-labels';
import { statusCard } from './status-card';

/**
 * Publishes the port's state: the status card always (it is free), search attributes only on a change; a memo has the
 * orders that do not fit into the attributes. A failure here never stops the port: it is logged. The same port
 * publishes the same, so a replay gives the same commands.
 */
export function publishState(port: Port): void {
  setCurrentDetails(orElse(CARD_UNAVAILABLE, 'The status card cannot be drawn', () => statusCard(port)));
  const published = workflowInfo().typedSearchAttributes;
  const changed = attributesOf(port, (name, error) => {
    logFailure(`The search attribute ${name} cannot be set`, error);
  }).filter(({ key, value }) => !isSame(published.get(key as never) ?? null, value));
  if (changed.length > 0) upsertSearchAttributes(changed);
  const known = workflowInfo().memo?.[MORE_ORDERS_MEMO] ?? [];
  const more = orElse(known, 'The orders cannot be listed', () => indexedOrders(port).more);
  if (!isSame(known, more)) upsertMemo({ [MORE_ORDERS_MEMO]: more });
}

/** The result of a function, or a fallback if it throws. */
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
