import type { CallContext } from '../call-context';
import { type FailedRead, makeReads } from '../orders-read';
import { BEFORE_ANY_REQUEST, type FoneDynamicsClient, type Level } from './client';
import { gathered } from './history';
import type { PortingRequest } from './schemas';

/** So many references fit into one URL. */
const REF_CONCURRENCY = 50;

/** The rate limit is not published. */
const REQUEST_CONCURRENCY = 4;

/** What came of reading some porting requests. One that the list does not show is in neither. */
export interface RequestsRead {
  /** In the order of their references. */
  readonly requests: readonly PortingRequest[];
  readonly failed: readonly FailedRead[];
}

/** Porting requests as they are now. There is no way to read one: they are picked from the status list. */
export async function readRequests(
  refs: readonly string[],
  level: Level,
  client: FoneDynamicsClient,
  call: CallContext,
): Promise<RequestsRead> {
  const found = new Map<string, PortingRequest>();
  const failed: FailedRead[] = [];
  const look = async (lists: readonly (readonly string[])[], atOnce: number): Promise<Listed[]> => {
    const reads = lists.map((asked) => ({ refs: asked, read: () => listed(asked, level, client, call) }));
    const made = await makeReads(reads, atOnce, call);
    failed.push(...made.failed);
    for (const { requests } of made.answers) for (const one of requests) found.set(one.PortingNo, one);
    return [...made.answers];
  };
  const chunks = Array.from({ length: Math.ceil(refs.length / REF_CONCURRENCY) }, (_, index) =>
    refs.slice(index * REF_CONCURRENCY, (index + 1) * REF_CONCURRENCY),
  );
  for (const { asked, isUnfiltered } of await look(chunks, 1)) {
    // How a list of references is written is not published, and one alone is written the same in every way. Where the
    // filter is not kept to, all was read already.
    if (asked.length === 1 || isUnfiltered) continue;
    const unseen = asked.filter((ref) => !found.has(ref)).map((ref) => [ref]);
    await look(unseen, REQUEST_CONCURRENCY);
  }
  return {
    requests: refs.flatMap((ref) => found.get(ref) ?? []),
    failed: failed.filter(({ ref }) => !found.has(ref)),
  };
}

interface Listed {
  readonly asked: readonly string[];
  readonly requests: readonly PortingRequest[];
  readonly isUnfiltered: boolean;
}

async function listed(
  asked: readonly string[],
  level: Level,
  client: FoneDynamicsClient,
  call: CallContext,
): Promise<Listed> {
  const wanted = new Set(asked);
  const missing = new Set(asked);
  const rows: PortingRequest[] = [];
  let isUnfiltered = false;
  for await (const row of client.list(level, { from: BEFORE_ANY_REQUEST, refs: asked }, call)) {
    if (wanted.has(row.PortingNo)) rows.push(row);
    else isUnfiltered = true;
    missing.delete(row.PortingNo);
    if (missing.size === 0) break;
  }
  return { asked, requests: gathered(rows), isUnfiltered };
}
