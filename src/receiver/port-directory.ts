import { LRUCache } from 'lru-cache';
import { HINTS_PER_SIGNAL, type Hint } from '../contract/messages';
import { accountWorkflowId, orderKey, portWorkflowId, requestIdOf } from '../contract/names';
import { ORDERS_PER_QUERY } from '../contract/order-holders';
import { Gathering } from './gathering';
import { TemporalHints, type WorkflowAccess } from './temporal-hints';

/** Whose webhook a hint came with. */
export interface HintOrigin {
  readonly provider: string;
  readonly account: string;
  /** The port, when the token in the webhook's URL names one. */
  readonly requestId?: string | undefined;
}

/**
 * What became of hints; whichever it is, they are durable. `stored`: with the ports that hold their orders. `late`:
 * all their ports have ended, and their account has noted it. `kept`: no port holds one of the orders yet; its account
 * keeps the hint until one does.
 */
export type Delivery = 'stored' | 'late' | 'kept';

/** Brings hints to the ports that hold their orders. */
export interface PortDirectory {
  /**
   * Returns once the hints are durable.
   *
   * @throws any error when Temporal did not confirm that: the hints must then come again
   */
  deliver(origin: HintOrigin, hints: readonly Hint[]): Promise<Delivery>;
}

/** A provider waits some 15 s for an answer: after this time no further call is begun for its webhook. */
const PATIENCE_MS = 8_000;
const MOST_REMEMBERED = 50_000;

/** The hints of one webhook that concern one order. */
interface OrderHints {
  /** The value of `PortOrderIds`. */
  readonly key: string;
  readonly hints: readonly Hint[];
}

/**
 * Finds ports through a token, a small memory and the visibility index, in this order, and signals them; what no open
 * port holds goes to the workflow of its account.
 */
export class TemporalPortDirectory implements PortDirectory {
  readonly #remembered = new LRUCache<string, string>({ max: MOST_REMEMBERED });
  readonly #searching = new Map<string, Promise<string | undefined>>();
  readonly #searches: Gathering<string, ReadonlyMap<string, string>>;
  readonly #ports: Gathering<Hint, boolean>;
  readonly #accounts: Gathering<Hint, void>;

  /**
   * @param workflows - `client.workflow`
   * @param taskQueue - where the workflows of accounts run
   */
  constructor(workflows: WorkflowAccess, taskQueue: string) {
    const temporal = new TemporalHints(workflows, taskQueue);
    this.#searches = new Gathering({
      send: (_index, keys) => temporal.holders(keys),
      most: ORDERS_PER_QUERY,
    });
    this.#ports = new Gathering({
      send: (workflowId, hints) => temporal.tellPort(workflowId, hints),
      most: HINTS_PER_SIGNAL,
    });
    this.#accounts = new Gathering({
      send: (workflowId, hints) => temporal.tellAccount(workflowId, hints),
      most: HINTS_PER_SIGNAL,
    });
  }

  async deliver(origin: HintOrigin, hints: readonly Hint[]): Promise<Delivery> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    const deliveries = await Promise.all(
      byOrder(origin, hints).map((order) => this.#deliverOrder(origin, order, giveUpAt)),
    );
    if (deliveries.includes('kept')) return 'kept';
    return deliveries.every((delivery) => delivery === 'late') ? 'late' : 'stored';
  }

  async #deliverOrder(origin: HintOrigin, { key, hints }: OrderHints, giveUpAt: number): Promise<Delivery> {
    const named = origin.requestId === undefined ? undefined : portWorkflowId(origin.requestId);
    const supposed = named ?? this.#remembered.get(key);
    if (supposed !== undefined && (await this.#tellPort(supposed, key, hints, giveUpAt))) return 'stored';
    const found = await this.#search(key, giveUpAt);
    if (found !== undefined && found !== supposed && (await this.#tellPort(found, key, hints, giveUpAt)))
      return 'stored';
    // What a token, the memory or the index named did exist, so its port has ended.
    const ended = found ?? supposed;
    const endedPort = ended && { endedPort: requestIdOf(ended) ?? ended };
    await this.#accounts.add(
      accountWorkflowId(origin.provider, origin.account),
      hints.map((hint) => ({ ...hint, ...endedPort })),
      giveUpAt,
    );
    return ended === undefined ? 'kept' : 'late';
  }

  /** @returns whether the port is open; the memory learns it either way */
  async #tellPort(
    workflowId: string,
    key: string,
    hints: readonly Hint[],
    giveUpAt: number,
  ): Promise<boolean> {
    const isOpen = await this.#ports.add(workflowId, hints, giveUpAt);
    if (isOpen) this.#remembered.set(key, workflowId);
    else if (this.#remembered.get(key) === workflowId) this.#remembered.delete(key);
    return isOpen;
  }

  /**
   * Searches are the dear calls: webhooks that come at once for the same order wait for one search together, and for
   * different orders they share the next query.
   */
  #search(key: string, giveUpAt: number): Promise<string | undefined> {
    const running = this.#searching.get(key);
    if (running !== undefined) return running;
    const search = this.#searches
      .add('index', [key], giveUpAt)
      .then((holders) => holders.get(key))
      .finally(() => this.#searching.delete(key));
    this.#searching.set(key, search);
    return search;
  }
}

function byOrder({ provider, account }: HintOrigin, hints: readonly Hint[]): OrderHints[] {
  const groups = new Map<string, Hint[]>();
  for (const hint of hints) {
    const key = orderKey(provider, account, hint.orderRef);
    if (!groups.get(key)?.push(hint)) groups.set(key, [hint]);
  }
  return [...groups].map(([key, group]) => ({ key, hints: group }));
}
