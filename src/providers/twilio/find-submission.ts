import { DAY, toRfc3339 } from '../../domain/model/time';
import type { CallContext } from '../call-context';
import { instantFrom } from '../dates';
import { makeReads } from '../orders-read';
import type { OrderPlan, SubmissionSearch } from '../provider';
import type { TwilioClient } from './client';
import type { PortIn } from './schemas';
import { numberOf } from './snapshot';
import { closesOrder } from './statuses';

/** How many orders are fetched at once while looking. */
const FETCH_CONCURRENCY = 4;

/** What there is that a submission may have become. */
export interface OrdersLike {
  /** The account that is to own the numbers, and exactly the same numbers. */
  readonly alike: readonly PortIn[];
  /** Made in the time, and whether they have these numbers cannot be seen. */
  readonly unlisted: readonly string[];
}

/**
 * The orders that a submission may have become. Twilio keeps no reference of ours and lists no numbers, so each order
 * of the time that no port holds is fetched and compared. Where several fit, the documents decide.
 *
 * An order that Twilio lists and does not show, or shows without its numbers, proves nothing: its contents may lag behind
 * its id.
 */
export async function ordersLike(
  plan: OrderPlan,
  ownerSid: string,
  search: SubmissionSearch,
  client: TwilioClient,
  call: CallContext,
): Promise<OrdersLike> {
  // Twilio's filters look date-granular, and it does not say in which zone: a day of slack.
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
  const alike = ours.filter((order) => shows(order, plan.numbers) === 'ours');
  if (alike.length === 0) {
    // What may be answered at another attempt is asked again; what Twilio refuses to show stays unseen.
    const passing = failed.find(({ error }) => error.isTransient);
    if (passing !== undefined) throw passing.error;
  }
  const unlisted = [
    ...ours
      .filter((order) => shows(order, plan.numbers) === 'unseen')
      .map(({ port_in_request_sid: ref, date_created }) => ({
        ref,
        created: date_created ?? listed.get(ref),
      })),
    ...failed.map(({ ref }) => ({ ref, created: listed.get(ref) })),
  ];
  return {
    alike: alike.length < 2 ? alike : byDocuments(alike, plan),
    unlisted: unlisted.filter(({ created }) => isInTime(created)).map(({ ref }) => ref),
  };
}

/** Whether an order has exactly our numbers, or may have them because it does not show all. */
function shows(order: PortIn, numbers: readonly string[]): 'ours' | 'unseen' | 'others' {
  const read = order.phone_numbers.map((number) => numberOf(number, order));
  const has = new Set(read.filter((number) => number !== undefined));
  const wanted = new Set(numbers);
  if (![...has].every((number) => wanted.has(number))) return 'others';
  if (has.size === wanted.size) return 'ours';
  return has.size === 0 || !order.lists_numbers || read.includes(undefined) ? 'unseen' : 'others';
}

function byDocuments(alike: readonly PortIn[], { request }: OrderPlan): readonly PortIn[] {
  const documents = request.documents.flatMap((document) => document.providerId ?? []);
  const same = alike.filter((order) => isSameSet(order.documents, documents));
  return same.length === 1 ? same : alike;
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const set = new Set(a);
  return set.size === new Set(b).size && b.every((member) => set.has(member));
}
