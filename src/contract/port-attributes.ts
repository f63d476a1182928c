import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { attentionsOf } from '../domain/attentions';
import { phaseOf } from '../domain/phase';
import type { Port } from '../domain/port';
import type { Instant } from '../domain/time';
import { indexedOrders } from './indexed-orders';
import {
  PortAccount,
  PortActionRequired,
  PortAttentions,
  PortCancelBy,
  PortCountry,
  PortFocAt,
  PortNumberCount,
  PortOrderIds,
  PortPhase,
  PortProvider,
  PortReference,
  PortTenant,
} from './search-attributes';
import { datesOf } from './view';

/** The port's row in the index; `null` unsets. The client sets what it knows at start, the workflow keeps it true. */
export function attributesOf(port: Port): SearchAttributeUpdatePair[] {
  const { provider, account, tenant, reference, numbers } = port.request;
  const causes = [...new Set(attentionsOf(port).map(({ cause }) => cause))];
  const { focAt, cancelBy } =
    port.ending === undefined ? datesOf(port) : { focAt: undefined, cancelBy: undefined };
  return [
    { key: PortPhase, value: phaseOf(port) },
    { key: PortProvider, value: provider },
    { key: PortAccount, value: account },
    { key: PortTenant, value: tenant ?? null },
    { key: PortReference, value: reference ?? null },
    { key: PortCountry, value: port.country ?? null },
    { key: PortNumberCount, value: numbers.length },
    { key: PortOrderIds, value: orNull(indexedOrders(port).keys) },
    { key: PortAttentions, value: orNull(causes) },
    { key: PortActionRequired, value: causes.length > 0 },
    { key: PortFocAt, value: dateOrNull(focAt) },
    { key: PortCancelBy, value: dateOrNull(cancelBy) },
  ];
}

function orNull(values: readonly string[]): string[] | null {
  return values.length === 0 ? null : [...values];
}

function dateOrNull(instant: Instant | undefined): Date | null {
  return instant === undefined ? null : new Date(instant);
}
