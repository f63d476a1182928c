import type { SearchResult } from '../../domain/model/events';
import type { OrderSnapshot } from '../../domain/model/snapshot';
import { forPort } from '../port-snapshot';
import type { OrderPlan, SubmissionSearch } from '../provider';
import { hasExactly, isPending, searchFor } from './drafts';
import { areSameNumbers, numbersIn } from './grouping';
import { orderRef } from './order-ref';
import type { SnapshotContext, TelnyxSession } from './session';
import { orderSnapshots } from './snapshot';
import { ordersMade, withAllNumbers } from './submit-draft';

/** A port request that a submission may have become. */
interface Candidate {
  readonly portRequestId: string;
  readonly orders: readonly OrderSnapshot[];
  /** Telnyx does not show all of its numbers, so it may or may not have the submitted ones. */
  readonly isUnlisted?: true;
}

/**
 * Finds the port request of a submission. Telnyx stores no reference of ours, so it is the one that was
 * created since, has exactly the same numbers, and belongs to no port. Both lists are searched, because
 * either may lag: a submitted draft names its port request.
 */
export async function findSubmission(
  { numbers }: OrderPlan,
  { since, isTaken }: SubmissionSearch,
  session: TelnyxSession,
): Promise<SearchResult> {
  const candidates = await candidatesFor(numbers, since, session);
  const refsOf = ({ portRequestId, orders }: Candidate) => [
    ...new Set([orderRef(portRequestId), ...orders.map(({ ref }) => ref)]),
  ];
  const taken = await isTaken(candidates.flatMap(refsOf));
  const free = candidates.filter(
    (candidate) => !isOver(candidate, session.snapshots) && !refsOf(candidate).some((ref) => taken.has(ref)),
  );
  const fitting = free.filter(({ isUnlisted }) => isUnlisted !== true);
  const [found, ...others] = fitting;
  if (found === undefined) {
    const unlisted = free.map(({ portRequestId }) => orderRef(portRequestId));
    return unlisted.length > 0 ? { kind: 'unlisted', orderRefs: unlisted } : { kind: 'absent' };
  }
  if (others.length > 0) {
    return { kind: 'ambiguous', orderRefs: fitting.map(({ portRequestId }) => orderRef(portRequestId)) };
  }
  return { kind: 'found', orders: forPort(found.orders) };
}

async function candidatesFor(
  numbers: readonly string[],
  since: number,
  session: TelnyxSession,
): Promise<Candidate[]> {
  const { client, snapshots, call } = session;
  const search = searchFor(numbers);
  const isSince = (createdAt: number | undefined) => createdAt === undefined || createdAt >= since;
  const found = new Map<string, Candidate>();
  for await (const portRequest of client.portRequests.list({ search }, call)) {
    const { id, created_at, phone_numbers, sub_requests } = portRequest;
    if (!isSince(created_at)) continue;
    const orders = orderSnapshots(portRequest, undefined, snapshots);
    const listed = numbersIn(phone_numbers, sub_requests ?? []);
    if (!areSameNumbers(listed, numbers)) {
      // The search found it by one of the submitted numbers; it may have the others without showing them.
      const mayHaveThem = !portRequest.has_all_numbers && listed.every((number) => numbers.includes(number));
      if (mayHaveThem) found.set(id, { portRequestId: id, orders, isUnlisted: true });
      continue;
    }
    found.set(id, { portRequestId: id, orders: withAllNumbers(orders, id, numbers, snapshots) });
  }
  for await (const draft of client.drafts.list({ search }, call)) {
    const id = draft.port_request_id;
    if (id === undefined || isPending(draft) || (found.get(id)?.isUnlisted === undefined && found.has(id)))
      continue;
    if (!isSince(draft.created_at)) continue;
    if (!hasExactly(draft, numbers)) {
      const listed = numbersIn(draft.phone_numbers, draft.sub_requests ?? []);
      if (listed.length === 0 && !found.has(id))
        found.set(id, { portRequestId: id, orders: [], isUnlisted: true });
      continue;
    }
    found.set(id, { portRequestId: id, orders: await ordersMade(id, numbers, session) });
  }
  return [...found.values()];
}

/** Whether all of its orders are canceled; such a port request is no match. */
function isOver({ orders }: Candidate, { statusMap }: SnapshotContext): boolean {
  return orders.length > 0 && orders.every(({ providerStatus }) => statusMap(providerStatus) === 'canceled');
}
