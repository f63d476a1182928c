import { WorkflowNotFoundError, type SignalDefinition } from '@temporalio/common';
import { LRUCache } from 'lru-cache';
import { providerNotified, type Hint, type ProviderNotification } from '../contract/messages';
import { orderKey, portWorkflowId } from '../contract/names';
import { PortOrderIds } from '../contract/search-attributes';

/** Whose webhook a hint came with. */
export interface HintOrigin {
  readonly provider: string;
  readonly account: string;
  /** The port, when the token in the webhook's URL names one. */
  readonly requestId?: string | undefined;
}

/**
 * What became of hints. `stored`: durable with every port that is still open. `late`: their ports have ended.
 * `unknown_order`: no port holds one of the orders, which may change in a moment.
 */
export type Delivery = 'stored' | 'late' | 'unknown_order';

/** Brings hints to the ports that hold their orders. */
export interface PortDirectory {
  /**
   * Returns once the hints are durable.
   *
   * @throws any error when Temporal did not confirm that: the hints must then come again
   */
  deliver(origin: HintOrigin, hints: readonly Hint[]): Promise<Delivery>;
}

/** What the directory needs of `WorkflowClient` from @temporalio/client. */
export interface WorkflowAccess {
  getHandle(workflowId: string): {
    signal(
      definition: SignalDefinition<[ProviderNotification]>,
      notification: ProviderNotification,
    ): Promise<void>;
  };
  list(options: { query: string; pageSize: number }): AsyncIterable<{
    readonly workflowId: string;
    readonly status: { readonly name: string };
  }>;
  withDeadline<R>(deadline: number, call: () => Promise<R>): Promise<R>;
}

/** A provider waits some 15 s for an answer; whoever cannot be reached in this time is told to it as 503. */
const DEADLINE_MS = 5_000;
const MOST_REMEMBERED = 50_000;
const PAGE_SIZE = 20;
const SEARCHABLE = /^[A-Za-z0-9._:/-]{1,255}$/;

/** The hints of one webhook that concern one order. */
interface OrderHints {
  /** The value of `PortOrderIds`. */
  readonly key: string;
  readonly hints: readonly Hint[];
}

interface Holder {
  readonly workflowId: string;
  readonly isOpen: boolean;
}

/** Finds ports through a token, a small memory and the visibility index, in this order, and signals them. */
export class TemporalPortDirectory implements PortDirectory {
  private readonly remembered = new LRUCache<string, string>({ max: MOST_REMEMBERED });
  private readonly searches = new Map<string, Promise<Holder | undefined>>();

  /** @param workflows - `client.workflow` */
  constructor(private readonly workflows: WorkflowAccess) {}

  async deliver(origin: HintOrigin, hints: readonly Hint[]): Promise<Delivery> {
    const orders = byOrder(origin, hints);
    // One deadline for all calls: a slow search leaves less for the signal, not more waiting for the provider.
    return this.workflows.withDeadline(Date.now() + DEADLINE_MS, () => this.deliverOrders(origin, orders));
  }

  private async deliverOrders(origin: HintOrigin, orders: readonly OrderHints[]): Promise<Delivery> {
    const named = origin.requestId === undefined ? undefined : portWorkflowId(origin.requestId);
    const supposed = new Map<OrderHints, string>();
    for (const order of orders) {
      const workflowId = named ?? this.remembered.get(order.key);
      if (workflowId !== undefined) supposed.set(order, workflowId);
    }
    const gone = await this.signalPorts(supposed);
    for (const order of gone) this.remembered.delete(order.key);

    const unplaced = orders.filter((order) => !supposed.has(order) || gone.has(order));
    const found = new Map<OrderHints, string>();
    let late = 0;
    let unknown = 0;
    for (const order of unplaced) {
      const holder = await this.search(order.key);
      if (holder?.isOpen === true) found.set(order, holder.workflowId);
      // What a token or the memory named did exist, so nothing found means that its port has ended.
      else if (holder !== undefined || gone.has(order)) late += 1;
      else unknown += 1;
    }
    late += (await this.signalPorts(found)).size;
    if (unknown > 0) return 'unknown_order';
    return late > 0 && late === orders.length ? 'late' : 'stored';
  }

  /** Signals each port once with all its hints. @returns the orders whose port has ended */
  private async signalPorts(ports: ReadonlyMap<OrderHints, string>): Promise<ReadonlySet<OrderHints>> {
    const gone = new Set<OrderHints>();
    const byPort = grouped(ports, ([, workflowId]) => workflowId);
    await Promise.all(
      [...byPort].map(async ([workflowId, entries]) => {
        const orders = entries.map(([order]) => order);
        const isStored = await this.signal(
          workflowId,
          orders.flatMap(({ hints }) => hints),
        );
        for (const order of orders) {
          if (isStored) this.remembered.set(order.key, workflowId);
          else gone.add(order);
        }
      }),
    );
    return gone;
  }

  /** Signals the workflow, never a run: a port that continues as new is the same port. @returns whether it is open */
  private async signal(workflowId: string, hints: readonly Hint[]): Promise<boolean> {
    try {
      await this.workflows.getHandle(workflowId).signal(providerNotified, { hints });
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  /** Webhooks that come at once for the same order wait for one search together: searches are the dear calls. */
  private search(key: string): Promise<Holder | undefined> {
    const running = this.searches.get(key);
    if (running !== undefined) return running;
    const search = this.searchIndex(key).finally(() => this.searches.delete(key));
    this.searches.set(key, search);
    return search;
  }

  private async searchIndex(key: string): Promise<Holder | undefined> {
    // A reference comes from outside. Escaping is not enough: a quotation mark inside the quotes reaches the full-text
    // syntax of the SQLite behind Temporal (1.31.2). No provider's references have such characters.
    if (!SEARCHABLE.test(key)) return undefined;
    let closed: Holder | undefined;
    const query = `${PortOrderIds.name} = '${key}'`;
    for await (const { workflowId, status } of this.workflows.list({ query, pageSize: PAGE_SIZE })) {
      // The next run of a port that continued may not be indexed yet.
      if (status.name === 'RUNNING' || status.name === 'CONTINUED_AS_NEW')
        return { workflowId, isOpen: true };
      closed ??= { workflowId, isOpen: false };
    }
    return closed;
  }
}

function byOrder({ provider, account }: HintOrigin, hints: readonly Hint[]): OrderHints[] {
  const groups = grouped(hints, ({ orderRef }) => orderKey(provider, account, orderRef));
  return [...groups].map(([key, group]) => ({ key, hints: group }));
}

function grouped<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
