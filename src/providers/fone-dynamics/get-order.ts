import type { OrderDetail, OrderInput, RawResponse } from '../../contract/order-operations';
import { type Instant, toRfc3339 } from '../../domain/model/time';
import type { CallContext } from '../call-context';
import { orderDetail } from '../order-detail';
import { ProviderError } from '../provider-error';
import { withoutUndefined } from '../../domain/facts/without-undefined';
import type { FoneDynamicsClient, Level } from './client';
import { mergeHistory } from './history';
import { readRequests } from './read';
import type { PortingNumber, PortingRequest, StatusChange } from './schemas';
import { orderSnapshot, type SnapshotContext } from './snapshot';

/**
 * Reads one porting request from the status list.
 *
 * @throws ProviderError `provider_not_found` if the list does not show it
 */
export async function getOrder(
  { orderRef }: OrderInput,
  level: Level,
  client: FoneDynamicsClient,
  context: SnapshotContext,
  call: CallContext,
): Promise<OrderDetail> {
  const {
    requests: [request],
    failed: [failure],
  } = await readRequests([orderRef], level, client, call);
  if (failure !== undefined) throw failure.error;
  if (request === undefined) throw notListed(level);
  return orderDetail(orderSnapshot(request, context), rawOrderOf(request));
}

/** The fields of the raw response; schemas.ts drops people, the account number and the webhook URL. */
function rawOrderOf({ Created, PortDate, PortingNumbers, ...raw }: PortingRequest): RawResponse {
  return withoutUndefined<Record<string, unknown>>({
    ...raw,
    Created: written(Created),
    PortDate: written(PortDate?.instant) ?? PortDate?.raw,
    PortingNumbers: PortingNumbers.map(rawNumber),
  });
}

function rawNumber({ StatusHistory, ...raw }: PortingNumber): RawResponse {
  return withoutUndefined<Record<string, unknown>>({
    ...raw,
    StatusHistory: mergeHistory([], StatusHistory).map(rawChange),
  });
}

function rawChange({ Created, ...raw }: StatusChange): RawResponse {
  return withoutUndefined<Record<string, unknown>>({ ...raw, Created: written(Created) });
}

function written(instant: Instant | undefined): string | undefined {
  return instant === undefined ? undefined : toRfc3339(instant);
}

/** Fone Dynamics returns an empty list, not a 404, for an unknown request. */
function notListed({ scope }: Level): ProviderError {
  const whose =
    scope === 'property'
      ? 'that it belongs to the property of this account (with `scope: account` all its properties are read)'
      : 'that it belongs to this account';
  return new ProviderError({
    code: 'provider_not_found',
    outcome: 'refused',
    message:
      'Fone Dynamics: could not read the porting request: its status list does not show it. ' +
      `Check the reference, and ${whose}; a new request may come into the list late.`,
  });
}
