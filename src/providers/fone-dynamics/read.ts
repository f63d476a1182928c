import type { CallContext } from '../call-context';
import { type FailedRead, makeReads } from '../orders-read';
import { ProviderError } from '../provider-error';
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
  // A request that the list does not show may be the row that could not be read.
  const note = ({ asked, failure }: Listed) => {
    if (failure !== undefined) failed.push(...asked.map((ref) => ({ ref, error: failure })));
  };
  const chunks = Array.from({ length: Math.ceil(refs.length / REF_CONCURRENCY) }, (_, index) =>
    refs.slice(index * REF_CONCURRENCY, (index + 1) * REF_CONCURRENCY),
  );
  for (const list of await look(chunks, 1)) {
    const { asked, isUnfiltered } = list;
    // How a list of references is written is not published, and one alone is written the same in every way. Where the
    // filter is not kept to, all was read already.
    if (asked.length === 1 || isUnfiltered) note(list);
    else {
      const unseen = asked.filter((ref) => !found.has(ref)).map((ref) => [ref]);
      for (const alone of await look(unseen, REQUEST_CONCURRENCY)) note(alone);
    }
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
  /** A row could not be read. */
  readonly failure?: ProviderError;
}

async function listed(
  asked: readonly string[],
  level: Level,
  client: FoneDynamicsClient,
  call: CallContext,
): Promise<Listed> {
  const wanted = new Set(asked);
  const missing = new Set(asked);
  let isUnfiltered = false;
  const { rows, failure } = await rowsRead(
    client.list(level, { from: BEFORE_ANY_REQUEST, refs: asked }, call),
    {
      isWanted: ({ PortingNo }) => {
        if (!wanted.has(PortingNo)) isUnfiltered = true;
        return wanted.has(PortingNo);
      },
      isEnough: ({ PortingNo }) => {
        missing.delete(PortingNo);
        return missing.size === 0;
      },
    },
  );
  return { asked, requests: gathered(rows), isUnfiltered, ...(failure && { failure }) };
}

/** What of a list could be read. */
export interface RowsRead {
  readonly rows: readonly PortingRequest[];
  /** Why the list may have more. */
  readonly failure?: ProviderError;
}

/**
 * The rows of a list. One that cannot be read hides no other.
 *
 * @param choice - which rows are kept, default all; and after which no more is read, default none
 * @throws ProviderError when nothing of it could be read, or when a page was not answered
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
