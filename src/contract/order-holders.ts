import { MORE_ORDERS_MEMO, moreOrdersKey } from './indexed-orders';
import { orderKey } from './names';
import { PortOrderIds } from './search-attributes';

/** What a look-up needs of `WorkflowClient` from @temporalio/client. */
export interface PortIndex {
  list(options: { query: string; pageSize: number }): AsyncIterable<{
    readonly workflowId: string;
    readonly status: { readonly name: string };
    readonly typedSearchAttributes: { get(key: typeof PortOrderIds): string[] | undefined };
    readonly memo?: Record<string, unknown> | undefined;
  }>;
}

/** How many orders one query names: its length has a limit. */
export const ORDERS_PER_QUERY = 50;
const PAGE_SIZE = 100;
/**
 * A reference comes from outside. Escaping is not enough: a quotation mark inside the quotes reaches the full-text
 * syntax of the SQLite behind Temporal (1.31.2). No provider's references have such characters.
 */
const SEARCHABLE = /^[A-Za-z0-9._:/-]{1,255}$/;

/**
 * Looks up which ports hold orders.
 *
 * @param keys - values of `PortOrderIds`; what cannot be one is held by nobody
 * @returns workflow ids by key: the open port if there is one, else the newest that has ended. The index may lag, so
 *   only a signal tells whether a port is open
 */
export async function orderHolders(
  index: PortIndex,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const searchable = [...new Set(keys)].filter((key) => SEARCHABLE.test(key));
  const holders = new Map<string, string>();
  for (let from = 0; from < searchable.length; from += ORDERS_PER_QUERY) {
    await addHolders(holders, index, new Set(searchable.slice(from, from + ORDERS_PER_QUERY)));
  }
  return holders;
}

/**
 * The same, and what no attribute names is looked for in the memos of ports that have more orders than an attribute has
 * room for. It asks more, so it is for those who have time.
 */
export async function orderHoldersInMemosToo(
  index: PortIndex,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const holders = new Map(await orderHolders(index, keys));
  const unknown = keys.filter((key) => SEARCHABLE.test(key) && !holders.has(key));
  if (unknown.length > 0) await addHoldersOfMany(holders, index, new Set(unknown));
  return holders;
}

async function addHoldersOfMany(
  holders: Map<string, string>,
  index: PortIndex,
  keys: ReadonlySet<string>,
): Promise<void> {
  const accounts = new Set([...keys].flatMap((key) => /^[^/]+\/[^/]+/.exec(key) ?? []));
  for (const named of accounts) {
    const [provider = '', account = ''] = named.split('/');
    const query = `${PortOrderIds.name} = '${moreOrdersKey(provider, account)}'`;
    for await (const port of index.list({ query, pageSize: PAGE_SIZE })) {
      for (const ref of moreOrdersOf(port.memo)) {
        const key = orderKey(provider, account, ref);
        const isBetter = port.status.name === 'RUNNING' || !holders.has(key);
        if (keys.has(key) && isBetter) holders.set(key, port.workflowId);
      }
    }
  }
}

/** The references in a port's memo for which its attribute has no room. */
export function moreOrdersOf(memo: Record<string, unknown> | undefined): readonly string[] {
  const more = memo?.[MORE_ORDERS_MEMO];
  return Array.isArray(more) ? more.filter((ref) => typeof ref === 'string') : [];
}

async function addHolders(
  holders: Map<string, string>,
  index: PortIndex,
  keys: ReadonlySet<string>,
): Promise<void> {
  const open = new Set<string>();
  const query = `${PortOrderIds.name} IN (${[...keys].map((key) => `'${key}'`).join(', ')})`;
  for await (const port of index.list({ query, pageSize: PAGE_SIZE })) {
    // The next run of a port that continued may not be indexed yet.
    const isOpen = port.status.name === 'RUNNING' || port.status.name === 'CONTINUED_AS_NEW';
    for (const key of port.typedSearchAttributes.get(PortOrderIds) ?? []) {
      if (!keys.has(key) || open.has(key)) continue;
      if (isOpen) open.add(key);
      if (isOpen || !holders.has(key)) holders.set(key, port.workflowId);
    }
    if (open.size === keys.size) return;
  }
}
