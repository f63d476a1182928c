import { mapConcurrently } from '../concurrently';
import type { CallContext } from '../provider';
import { BEFORE_ANY_REQUEST, type FoneDynamicsClient, type Level } from './client';
import { gathered } from './history';
import type { PortingRequest } from './schemas';

/** So many references fit into one URL. */
const REFS_AT_ONCE = 50;

/** The rate limit is not published. */
const REQUESTS_AT_ONCE = 4;

/**
 * Porting requests as they are now, in the order of their references. There is no way to read one: they are picked from
 * the status list. One that the list does not show is left out.
 */
export async function readRequests(
  refs: readonly string[],
  level: Level,
  client: FoneDynamicsClient,
  call: CallContext,
): Promise<PortingRequest[]> {
  const found = new Map<string, PortingRequest>();
  for (let start = 0; start < refs.length; start += REFS_AT_ONCE) {
    const asked = refs.slice(start, start + REFS_AT_ONCE);
    const answer = await listed(asked, level, client, call);
    for (const request of answer.requests) found.set(request.PortingNo, request);
    const unseen = asked.filter((ref) => !found.has(ref));
    // How a list of references is written is not published, and one alone is written the same in every way. Where the
    // filter is not kept to, all was read already.
    if (asked.length === 1 || answer.isUnfiltered) continue;
    const alone = await mapConcurrently(unseen, REQUESTS_AT_ONCE, (ref) =>
      listed([ref], level, client, call),
    );
    for (const { requests } of alone) for (const request of requests) found.set(request.PortingNo, request);
  }
  return refs.flatMap((ref) => found.get(ref) ?? []);
}

async function listed(refs: readonly string[], level: Level, client: FoneDynamicsClient, call: CallContext) {
  const wanted = new Set(refs);
  const missing = new Set(refs);
  const rows: PortingRequest[] = [];
  let isUnfiltered = false;
  for await (const row of client.list(level, { from: BEFORE_ANY_REQUEST, refs }, call)) {
    if (wanted.has(row.PortingNo)) rows.push(row);
    else isUnfiltered = true;
    missing.delete(row.PortingNo);
    if (missing.size === 0) break;
  }
  return { requests: gathered(rows), isUnfiltered };
}
