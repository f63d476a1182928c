import type { OrderSnapshot } from '../../domain/model/snapshot';
import type { OrderPlan } from '../provider';
import { ProviderError } from '../provider-error';
import { areComplete, findPendingDraft } from './drafts';
import { orderRef } from './order-ref';
import { telnyxErrors } from './paths';
import type { SnapshotContext, TelnyxSession } from './session';
import { orderSnapshots, unassignedOrder } from './snapshot';

/**
 * Submits the draft of an order, which commits it, and returns the orders that Telnyx made of it.
 *
 * @throws ProviderError refused, if the draft is incomplete; unavailable, if there is no draft (yet)
 */
export async function submitDraft({ numbers }: OrderPlan, session: TelnyxSession): Promise<OrderSnapshot[]> {
  const { client, call } = session;
  const draft = await findPendingDraft(numbers, session);
  if (draft === undefined) throw noDraft();
  const listed = draft.sub_requests ?? [];
  const groups = areComplete(listed) ? listed : await client.drafts.listSubRequests(draft.id, call);
  if (!areComplete(groups)) {
    const ifRefused = 'Nothing was submitted. Complete the request and submit it again.';
    const exchange = { what: 'submit the draft port request', method: 'POST', ifRefused } as const;
    throw telnyxErrors.notSendable(exchange, 'Telnyx reports a group of its numbers as incomplete');
  }
  const { port_request_id: id } = await client.drafts.submit(draft.id, call);
  return ordersMade(id, numbers, session);
}

/**
 * The orders of a port request that certainly exists. A failed read must not turn it into an unknown
 * submission; the next read shows more.
 */
export async function ordersMade(
  portRequestId: string,
  numbers: readonly string[],
  { client, snapshots, call }: TelnyxSession,
): Promise<OrderSnapshot[]> {
  try {
    const portRequest = await client.portRequests.get(portRequestId, call);
    const orders = orderSnapshots(portRequest, undefined, snapshots);
    return withAllNumbers(orders, portRequestId, numbers, snapshots);
  } catch (error) {
    if (error instanceof ProviderError) return [unassignedOrder(portRequestId, numbers, snapshots)];
    throw error;
  }
}

/** Telnyx accepts all numbers or none, so a number that its answer omits is still part of the submission. */
export function withAllNumbers(
  orders: readonly OrderSnapshot[],
  portRequestId: string,
  numbers: readonly string[],
  context: SnapshotContext,
): OrderSnapshot[] {
  const listed = new Set(orders.flatMap(({ items }) => items.map(({ phoneNumber }) => phoneNumber)));
  const unlisted = numbers.filter((number) => !listed.has(number));
  if (unlisted.length === 0) return [...orders];
  const more = unassignedOrder(portRequestId, unlisted, context);
  const rest = orders.find(({ ref }) => ref === orderRef(portRequestId));
  // An omitted number may be in any of them, so none is certainly complete.
  const known = orders.map(({ isComplete: _, ...order }) => order);
  if (rest === undefined) return [...known, more];
  return known.map((order) =>
    order.ref === rest.ref ? { ...order, items: [...order.items, ...more.items] } : order,
  );
}

/** The list of drafts may lag behind a draft that was just created. */
function noDraft(): ProviderError {
  return new ProviderError({
    code: 'provider_unavailable',
    outcome: 'unavailable',
    message:
      'Telnyx: could not submit the draft port request: no pending draft with exactly these numbers is listed. ' +
      'Nothing was submitted. Try again.',
  });
}
