import type { SearchResult } from '../../domain/events';
import type { OrderSnapshot } from '../../domain/snapshot';
import type { CallContext, OrderPlan, SubmissionSearch } from '../provider';
import type { TelnyxV1Client } from './client';
import { hasExactly, isPending, searchFor } from './drafts';
import { areSameNumbers, numbersIn } from './grouping';
import { orderRef } from './order-ref';
import { orderSnapshots, type SnapshotContext } from './snapshot';
import { ordersMade, withAllNumbers } from './submit-draft';

/** A port request that a submission may have become. */
interface Candidate {
  readonly portRequestId: string;
  readonly orders: readonly OrderSnapshot[];
}

/**
 * Looks for the port request of a submission: Telnyx keeps no reference of ours, so it is the one that was made since,
 * has exactly the same numbers, and belongs to nobody. Both lists are asked, because either may lag: a draft that was
 * submitted names its port request.
 */
export async function findSubmission(
  { numbers }: OrderPlan,
  { since, isTaken }: SubmissionSearch,
  context: SnapshotContext,
  client: TelnyxV1Client,
  call: CallContext,
): Promise<SearchResult> {
  const candidates = await candidatesFor(numbers, since, context, client, call);
  const refsOf = ({ portRequestId, orders }: Candidate) => [
    ...new Set([orderRef(portRequestId), ...orders.map(({ ref }) => ref)]),
  ];
  const taken = await isTaken(candidates.flatMap(refsOf));
  const free = candidates.filter(
    (candidate) => !isOver(candidate, context) && !refsOf(candidate).some((ref) => taken.has(ref)),
  );
  const [found, ...others] = free;
  if (found === undefined) return { kind: 'absent' };
  if (others.length > 0) {
    return { kind: 'ambiguous', orderRefs: free.map(({ portRequestId }) => orderRef(portRequestId)) };
  }
  return { kind: 'found', orders: [...found.orders] };
}

async function candidatesFor(
  numbers: readonly string[],
  since: number,
  context: SnapshotContext,
  client: TelnyxV1Client,
  call: CallContext,
): Promise<Candidate[]> {
  const search = searchFor(numbers);
  const isSince = (createdAt: number | undefined) => createdAt === undefined || createdAt >= since;
  const found = new Map<string, Candidate>();
  for await (const portRequest of client.portRequests.list({ search }, call)) {
    const { id, created_at, phone_numbers, sub_requests } = portRequest;
    if (!isSince(created_at)) continue;
    if (!areSameNumbers(numbersIn(phone_numbers, sub_requests ?? []), numbers)) continue;
    const orders = orderSnapshots(portRequest, undefined, context);
    found.set(id, { portRequestId: id, orders: withAllNumbers(orders, id, numbers, context) });
  }
  for await (const draft of client.drafts.list({ search }, call)) {
    const id = draft.port_request_id;
    if (id === undefined || isPending(draft) || found.has(id)) continue;
    if (!isSince(draft.created_at) || !hasExactly(draft, numbers)) continue;
    found.set(id, { portRequestId: id, orders: await ordersMade(id, numbers, context, client, call) });
  }
  return [...found.values()];
}

/** What was canceled as a whole stands in nobody's way. */
function isOver({ orders }: Candidate, { words }: SnapshotContext): boolean {
  return orders.length > 0 && orders.every(({ word }) => words(word) === 'canceled');
}
