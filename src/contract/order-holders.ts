import { MORE_ORDERS_MEMO, moreOrdersKey } from './indexed-orders';
import { orderKey } from './names';
import { PortOrderIds } from './search-attributes';

/** The part of `WorkflowClient` from @temporalio/client that a search needs. */
export interface PortIndex {
  list(options: { query: string; pageSize: number }): AsyncIterable<{
    readonly workflowId: string;
    readonly status: { readonly name: string };
    readonly typedSearchAttributes: { get(key: typeof PortOrderIds): string[] | undefined };
    readonly memo?: Record<string, unknown> | undefined;
  }>;
}

/** How many orders one query contains: its length is limited. */
export const ORDERS_PER_QUERY = 50;
const PAGE_SIZE = 100;
/**
 * A reference comes from outside. Escaping is not enough: a quotation mark inside the quotes reaches the full-text
 * syntax of the SQLite behind Temporal (1.31.2). No provider's references have such characters.
 */
const SEARCHABLE = /^[A-Za-z0-9._:/-]{1,255}$/;

/**
 * Finds the ports that hold orders.
 *
 * @param keys - values of `PortOrderIds`; an invalid key has no holder
 * @returns workflow ids by key: the open port if there is one, else the newest ended one. The index may lag, so
 *   only a signal shows whether a port is open
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
 * The same; also searches the memos of ports with more orders than fit into the attribute. It needs more queries, so
 * it is for callers with time.
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

/** The references in a port's memo that do not fit into its attribute. */
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
    // The next run of a continued port may not be indexed yet.
    const isOpen = port.status.name === 'RUNNING' || port.status.name === 'CONTINUED_AS_NEW';
    for (const key of port.typedSearchAttributes.get(PortOrderIds) ?? []) {
      if (!keys.has(key) || open.has(key)) continue;
      if (isOpen) open.add(key);
      if (isOpen || !holders.has(key)) holders.set(key, port.workflowId);
    }
    if (open.size === keys.size) return;
  }
}
