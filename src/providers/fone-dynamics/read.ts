import type { CallContext } from '../call-context';
import { type FailedRead, makeReads } from '../orders-read';
import { ProviderError } from '../provider-error';
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
  // A request that the list does not show may be its unreadable row.
  const recordFailure = ({ requestedRefs, failure }: Listed) => {
    if (failure !== undefined) failed.push(...requestedRefs.map((ref) => ({ ref, error: failure })));
  };
  const chunks = Array.from({ length: Math.ceil(refs.length / REF_CONCURRENCY) }, (_, index) =>
    refs.slice(index * REF_CONCURRENCY, (index + 1) * REF_CONCURRENCY),
  );
  for (const list of await readLists(chunks, 1)) {
    const { requestedRefs, isUnfiltered } = list;
    // The format of a list of references is not published; a single one is the same in every format. If the
    // filter was ignored, everything was read already.
    if (requestedRefs.length === 1 || isUnfiltered) recordFailure(list);
    else {
      const unseen = requestedRefs.filter((ref) => !found.has(ref)).map((ref) => [ref]);
      for (const single of await readLists(unseen, REQUEST_CONCURRENCY)) recordFailure(single);
    }
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
  /** A row could not be read. */
  readonly failure?: ProviderError;
}

async function listed(
  requestedRefs: readonly string[],
  level: Level,
  client: FoneDynamicsClient,
  call: CallContext,
): Promise<Listed> {
  const requested = new Set(requestedRefs);
  const missing = new Set(requestedRefs);
  let isUnfiltered = false;
  const { rows, failure } = await rowsRead(
    client.list(level, { from: BEFORE_ANY_REQUEST, refs: requestedRefs }, call),
    {
      isWanted: ({ PortingNo }) => {
        if (!requested.has(PortingNo)) isUnfiltered = true;
        return requested.has(PortingNo);
      },
      isEnough: ({ PortingNo }) => {
        missing.delete(PortingNo);
        return missing.size === 0;
      },
    },
  );
  return { requestedRefs, requests: gathered(rows), isUnfiltered, ...(failure && { failure }) };
}

/** The readable rows of a list. */
export interface RowsRead {
  readonly rows: readonly PortingRequest[];
  /** Why the list may have more rows. */
  readonly failure?: ProviderError;
}

/**
 * Reads the rows of a list. An unreadable row hides no other row.
 *
 * @param choice - which rows are kept, default all; and the row after which reading stops, default none
 * @throws ProviderError when no row could be read, or when a page was not answered
 */
export async function rowsRead(
  list: AsyncIterable<PortingRequest>,
  choice: {
    readonly isWanted?: (row: PortingRequest) => boolean;
    readonly isEnough?: (row: PortingRequest) => boolean;
  } = {},
): Promise<RowsRead> {
  const { isWanted = () => true, isEnough = () => false } = choice;
  const rows: PortingRequest[] = [];
  let seen = 0;
  try {
    for await (const row of list) {
      seen += 1;
      if (isWanted(row)) rows.push(row);
      if (isEnough(row)) break;
    }
    return { rows };
  } catch (error) {
    const isUnreadable =
      error instanceof ProviderError && error.problem.code === 'provider_answer_unreadable';
    if (!isUnreadable || seen === 0) throw error;
    return { rows, failure: error };
  }
}
