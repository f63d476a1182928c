import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { attentionsOf } from '../domain/attentions/attentions';
import { phaseOf } from '../domain/facts/phase';
import { jsonBytes, utf8Bytes } from '../domain/facts/json-size';
import type { Port } from '../domain/model/port';
import type { Instant } from '../domain/model/time';
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

/**
 * The search attributes of a port; `null` unsets one. The client sets the known ones at the start, and the workflow
 * keeps them current. A value that cannot be computed or written unsets only its own attribute: the index must not
 * stop a port.
 *
 * @param report - called with each value that failed, and why
 */
export function attributesOf(
  port: Port,
  report: (name: string, error: unknown) => void = () => undefined,
): SearchAttributeUpdatePair[] {
  const { provider, account, tenant, reference, numbers } = port.request;
  const causes = () => [...new Set(attentionsOf(port).map(({ cause }) => cause))];
  const dates = () => (port.ending === undefined ? datesOf(port) : undefined);
  const orNothing = <Value>({ name }: { readonly name: string }, valueOf: () => Value): Value | null => {
    try {
      return valueOf();
    } catch (error) {
      report(name, error);
      return null;
    }
  };
  const text = (key: typeof PortPhase, valueOf: () => string | undefined) => ({
    key,
    value: orNothing(key, () => textOrNull(valueOf())),
  });
  const list = (key: typeof PortOrderIds, valueOf: () => readonly string[]) => ({
    key,
    value: orNothing(key, () => listOrNull(valueOf())),
  });
  const date = (key: typeof PortFocAt, valueOf: () => Instant | undefined) => ({
    key,
    value: orNothing(key, () => dateOrNull(valueOf())),
  });
  return [
    text(PortPhase, () => phaseOf(port)),
    text(PortProvider, () => provider),
    text(PortAccount, () => account),
    text(PortTenant, () => tenant),
    text(PortReference, () => reference),
    text(PortCountry, () => port.country),
    { key: PortNumberCount, value: numbers.length },
    list(PortOrderIds, () => indexedOrders(port).keys),
    list(PortAttentions, causes),
    { key: PortActionRequired, value: orNothing(PortActionRequired, () => causes().length > 0) },
    date(PortFocAt, () => dates()?.focAt),
    date(PortCancelBy, () => dates()?.cancelBy),
  ];
}

/** The maximum size of one value on a server. */
const MAX_BYTES = 2_000;

function textOrNull(text: string | undefined): string | null {
  return text === undefined || utf8Bytes(text) > MAX_BYTES ? null : text;
}

function listOrNull(values: readonly string[]): string[] | null {
  return values.length === 0 || jsonBytes(values) > MAX_BYTES ? null : [...values];
}

/** The range of dates in every kind of visibility store: Elasticsearch counts nanoseconds in 64 bits. */
const FIRST_DATE: Instant = 0;
const LAST_DATE: Instant = Date.UTC(2262, 0);

function dateOrNull(instant: Instant | undefined): Date | null {
  const isDate = instant !== undefined && instant >= FIRST_DATE && instant < LAST_DATE;
  return isDate ? new Date(instant) : null;
}
