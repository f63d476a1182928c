import { DAY, toRfc3339 } from '../../domain/model/time';
import type { CallContext } from '../call-context';
import { instantFrom } from '../dates';
import { makeReads } from '../orders-read';
import type { OrderPlan, SubmissionSearch } from '../provider';
import type { TwilioClient } from './client';
import type { PortIn } from './schemas';
import { numberOf } from './snapshot';
import { closesOrder } from './statuses';

/** How many orders a search fetches concurrently. */
const FETCH_CONCURRENCY = 4;

/** The orders that a submission may have become. */
export interface MatchingOrders {
  /** Orders with the same owner and exactly the same numbers. */
  readonly matching: readonly PortIn[];
  /** Orders created in the time span whose numbers are not shown. */
  readonly unlisted: readonly string[];
}

/**
 * Finds the orders that a submission may have become. Twilio stores no reference of ours and its list shows
 * no numbers, so each order of the time span that no port holds is fetched and compared. If several match,
 * the documents decide.
 *
 * An order that Twilio lists but does not return, or returns without its numbers, proves nothing: its content
 * may lag behind its id.
 */
export async function findMatchingOrders(
  plan: OrderPlan,
  ownerSid: string,
  search: SubmissionSearch,
  client: TwilioClient,
  call: CallContext,
): Promise<MatchingOrders> {
  // Twilio's filter seems to have day granularity in an undocumented zone, so the search starts a day
  // earlier.
  const createdAfter = toRfc3339(search.since - DAY).slice(0, 10);
  const listed = new Map<string, string | undefined>();
  for await (const row of client.listPortIns({ createdAfter }, call)) {
    if (closesOrder(row.port_in_request_status ?? '')) continue;
    listed.set(row.port_in_request_sid, row.date_created);
  }
  const isInTime = (created: string | undefined): boolean => {
    const at = instantFrom(created);
    return at === undefined || at >= search.since;
  };
  const taken = await search.isTaken([...listed.keys()]);
  const free = [...listed.keys()].filter((ref) => !taken.has(ref));
  const reads = free.map((ref) => ({ refs: [ref], read: () => client.fetchPortIn(ref, call) }));
  const { answers, failed } = await makeReads(reads, FETCH_CONCURRENCY, call);
  const ours = answers.filter(({ account_sid: owner }) => owner === undefined || owner === ownerSid);
  const matching = ours.filter((order) => matchNumbers(order, plan.numbers) === 'ours');
  if (matching.length === 0) {
    // A transient failure is retried; an order that Twilio refuses to show remains unlisted.
    const transient = failed.find(({ error }) => error.isTransient);
    if (transient !== undefined) throw transient.error;
  }
  const unlisted = [
    ...ours
      .filter((order) => matchNumbers(order, plan.numbers) === 'unseen')
      .map(({ port_in_request_sid: ref, date_created }) => ({
        ref,
        created: date_created ?? listed.get(ref),
      })),
    ...failed.map(({ ref }) => ({ ref, created: listed.get(ref) })),
  ];
  return {
    matching: matching.length < 2 ? matching : byDocuments(matching, plan),
    unlisted: unlisted.filter(({ created }) => isInTime(created)).map(({ ref }) => ref),
  };
}

/** Whether an order has exactly the submitted numbers, or may have them because it does not show all. */
function matchNumbers(order: PortIn, numbers: readonly string[]): 'ours' | 'unseen' | 'others' {
  const read = order.phone_numbers.map((number) => numberOf(number, order));
  const has = new Set(read.filter((number) => number !== undefined));
  const expected = new Set(numbers);
  if (![...has].every((number) => expected.has(number))) return 'others';
  if (has.size === expected.size) return 'ours';
  return has.size === 0 || !order.lists_numbers || read.includes(undefined) ? 'unseen' : 'others';
}

function byDocuments(matching: readonly PortIn[], { request }: OrderPlan): readonly PortIn[] {
  const documents = request.documents.flatMap((document) => document.providerId ?? []);
  const same = matching.filter((order) => isSameSet(order.documents, documents));
  return same.length === 1 ? same : matching;
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const set = new Set(a);
  return set.size === new Set(b).size && b.every((member) => set.has(member));
}
