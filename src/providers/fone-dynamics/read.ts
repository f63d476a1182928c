import type { CallContext } from '../call-context';
import { type FailedRead, makeReads } from '../orders-read';
import { BEFORE_ANY_REQUEST, type FoneDynamicsClient, type Level } from './client';
import { gathered } from './history';
import type { PortingRequest } from './schemas';

/** The number of references in one URL. */
const REF_CONCURRENCY = 50;

/** The rate limit is not published. */
const REQUEST_CONCURRENCY = 4;

/** The result of reading several porting requests. One that the list does not show is in neither. */
export interface RequestsRead {
  /** In the order of their references. */
  readonly requests: readonly PortingRequest[];
  readonly failed: readonly FailedRead[];
}

/**
 * Reads porting requests as they are now. The API cannot read one, so they are selected from the status list.
 */
export async function readRequests(
  refs: readonly string[],
  level: Level,
  client: FoneDynamicsClient,
  call: CallContext,
): Promise<RequestsRead> {
  const found = new Map<string, PortingRequest>();
  const failed: FailedRead[] = [];
  const readLists = async (lists: readonly (readonly string[])[], concurrency: number): Promise<Listed[]> => {
    const reads = lists.map((requestedRefs) => ({
      refs: requestedRefs,
      read: () => listed(requestedRefs, level, client, call),
    }));
    const result = await makeReads(reads, concurrency, call);
    failed.push(...result.failed);
    for (const { requests } of result.answers) for (const one of requests) found.set(one.PortingNo, one);
    return [...result.answers];
  };
  const chunks = Array.from({ length: Math.ceil(refs.length / REF_CONCURRENCY) }, (_, index) =>
    refs.slice(index * REF_CONCURRENCY, (index + 1) * REF_CONCURRENCY),
  );
  for (const { requestedRefs, isUnfiltered } of await readLists(chunks, 1)) {
    // The format of a list of references is not published; a single one is the same in every format. If the
    // filter was ignored, everything was read already.
    if (requestedRefs.length === 1 || isUnfiltered) continue;
    const unseen = requestedRefs.filter((ref) => !found.has(ref)).map((ref) => [ref]);
    await readLists(unseen, REQUEST_CONCURRENCY);
  }
  return {
    requests: refs.flatMap((ref) => found.get(ref) ?? []),
    failed: failed.filter(({ ref }) => !found.has(ref)),
  };
}

interface Listed {
  readonly requestedRefs: readonly string[];
  readonly requests: readonly PortingRequest[];
  readonly isUnfiltered: boolean;
}

async function listed(
  requestedRefs: readonly string[],
  level: Level,
  client: FoneDynamicsClient,
  call: CallContext,
): Promise<Listed> {
  const requested = new Set(requestedRefs);
  const missing = new Set(requestedRefs);
  const rows: PortingRequest[] = [];
  let isUnfiltered = false;
  for await (const row of client.list(level, { from: BEFORE_ANY_REQUEST, refs: requestedRefs }, call)) {
    if (requested.has(row.PortingNo)) rows.push(row);
    else isUnfiltered = true;
    missing.delete(row.PortingNo);
    if (missing.size === 0) break;
  }
  return { requestedRefs, requests: gathered(rows), isUnfiltered };
}
