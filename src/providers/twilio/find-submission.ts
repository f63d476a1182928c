import { DAY, toRfc3339 } from '../../domain/time';
import { mapConcurrently } from '../concurrently';
import type { CallContext, OrderPlan, SubmissionSearch } from '../provider';
import type { TwilioClient } from './client';
import { e164 } from './number-facts';
import type { PortIn } from './schemas';
import { closesOrder } from './statuses';

/** How many orders are fetched at once while looking. */
const FETCHES_AT_ONCE = 4;

/**
 * The orders that a submission may have become. Twilio keeps no reference of ours and lists no numbers, so each order
 * of the time that no port holds is fetched and compared: the account that is to own the numbers, and exactly the
 * same numbers. Where several fit, the documents decide.
 */
export async function ordersLike(
  plan: OrderPlan,
  ownerSid: string,
  search: SubmissionSearch,
  client: TwilioClient,
  call: CallContext,
): Promise<PortIn[]> {
  // Twilio's filters look date-granular, and it does not say in which zone: a day of slack.
  const createdAfter = toRfc3339(search.since - DAY).slice(0, 10);
  const refs: string[] = [];
  for await (const row of client.listPortIns({ createdAfter }, call)) {
    if (!closesOrder(row.port_in_request_status ?? '')) refs.push(row.port_in_request_sid);
  }
  const taken = await search.isTaken(refs);
  const candidates = await mapConcurrently(
    refs.filter((ref) => !taken.has(ref)),
    FETCHES_AT_ONCE,
    (ref) => client.fetchPortIn(ref, call),
  );
  const alike = candidates.filter(
    (order) =>
      (order.account_sid === undefined || order.account_sid === ownerSid) &&
      isSameSet(
        order.phone_numbers.flatMap(({ phone_number: said }) => e164(said) ?? said ?? []),
        plan.numbers,
      ),
  );
  if (alike.length < 2) return alike;
  const documents = plan.request.documents.flatMap((document) => document.providerId ?? []);
  const sameDocuments = alike.filter((order) => isSameSet(order.documents, documents));
  return sameDocuments.length === 1 ? sameDocuments : alike;
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const set = new Set(a);
  return set.size === new Set(b).size && b.every((member) => set.has(member));
}
