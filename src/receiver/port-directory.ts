import { LRUCache } from 'lru-cache';
import { foldHints, hintBytes, MAX_SIGNAL_BYTES } from '../contract/fold-hints';
import type { Hint } from '../contract/messages';
import { type AccountRef, accountWorkflowId, orderKey, portWorkflowId, requestIdOf } from '../contract/names';
import { ORDERS_PER_QUERY } from '../contract/order-holders';
import { Batcher, type BatcherOptions, type Sender } from './batcher';
import { TemporalHints, type WorkflowAccess } from './temporal-hints';

/** The account, and the port if known, whose webhook brought a hint. */
export interface HintOrigin {
  readonly provider: string;
  readonly account: string;
  /** The port, if the token in the webhook's URL names one. */
  readonly requestId?: string | undefined;
}

/**
 * How hints were delivered; they are durable in each case. `stored`: the ports that hold their orders have
 * them. `late`: all their ports have ended, and the account has recorded it. `kept`: no port holds one of the
 * orders yet, and the account buffers the hint until one does.
 */
export type Delivery = 'stored' | 'late' | 'kept';

/** Delivers hints to the ports that hold their orders. */
export interface PortDirectory {
  /**
   * Resolves once the hints are durable.
   *
   * @throws any error if Temporal did not confirm that; the hints must then be delivered again
   */
  deliver(origin: HintOrigin, hints: readonly Hint[]): Promise<Delivery>;
}

/** A provider waits some 15 s for an answer. After this time no further call is started for its webhook. */
const DELIVERY_TIMEOUT_MS = 8_000;
const MAX_CACHED = 50_000;
/**
 * The maximum number of orders that may wait for the search in one account, or for a signal to one workflow.
 */
const MAX_WAITING = 5_000;
/**
 * The maximum number of other accounts in which the orders of one webhook may be searched, in sum: ten
 * queries.
 */
const MAX_FOREIGN_KEYS = 10 * ORDERS_PER_QUERY;

/**
 * The signal rate of one workflow, over all webhooks: after a pause two small signals at once, then one every
 * half second, and never more than 64 KB within a second. The bytes add to the workflow's history.
 */
const SIGNAL_INTERVAL_MS = 500;
const SIGNAL_BYTES_PER_MS = 10;
const MAX_OWED_MS = 750;

/**
 * Finds ports by token, then in a cache, then in visibility, and signals them. Hints for orders that no open
 * port holds go to the account's workflow. Each account has a search queue of its own, so that webhooks of
 * one account do not delay those of another.
 */
export class TemporalPortDirectory implements PortDirectory {
  readonly #cache = new LRUCache<string, string>({ max: MAX_CACHED });
  readonly #searches: Batcher<string, ReadonlyMap<string, string>>;
  readonly #ports: Batcher<Hint, boolean>;
  readonly #accounts: Batcher<Hint, void>;

  /**
   * @param workflows - `client.workflow`
   * @param taskQueue - the task queue of the account workflows
   * @param installed - the accounts of this installation: webhooks of a sub-account come to the URL of its
   * parent
   */
  constructor(
    workflows: WorkflowAccess,
    taskQueue: string,
    private readonly installed: readonly AccountRef[] = [],
  ) {
    const temporal = new TemporalHints(workflows, taskQueue);
    this.#searches = new Batcher({
      send: (_account, keys) => temporal.holders(keys),
      keyOf: (key) => key,
      merge: (key) => key,
      sizeOf: () => 1,
      maxSize: ORDERS_PER_QUERY,
      maxWaiting: MAX_WAITING,
    });
    this.#ports = new Batcher({
      ...SIGNALING,
      send: (workflowId, hints) => temporal.signalPort(workflowId, hints),
    });
    this.#accounts = new Batcher({
      ...SIGNALING,
      send: (workflowId, hints) => temporal.signalAccount(workflowId, hints),
    });
  }

  async deliver(origin: HintOrigin, hints: readonly Hint[]): Promise<Delivery> {
    const webhook: Webhook = {
      origin,
      sender: {
        giveUpAt: Date.now() + DELIVERY_TIMEOUT_MS,
        isPreferred: hints.some(({ verified }) => verified === true),
      },
      foreignKeys: MAX_FOREIGN_KEYS,
    };
    const deliveries = await Promise.all(foldHints(hints).map((hint) => this.#deliverOrder(webhook, hint)));
    if (deliveries.includes('kept')) return 'kept';
    return deliveries.every((delivery) => delivery === 'late') ? 'late' : 'stored';
  }

  async #deliverOrder(webhook: Webhook, hint: Hint): Promise<Delivery> {
    const { provider, account, requestId } = webhook.origin;
    const key = orderKey(provider, account, hint.orderRef);
    const named = requestId === undefined ? undefined : portWorkflowId(requestId);
    const probable = named ?? this.#cache.get(key);
    if (probable !== undefined && (await this.#signalPort(probable, key, hint, webhook))) return 'stored';
    const found = await this.#search(key, hint, webhook);
    if (found !== undefined && found !== probable && (await this.#signalPort(found, key, hint, webhook)))
      return 'stored';
    // A port named by the token, the cache or visibility did exist, so it has ended.
    const ended = found ?? probable;
    const endedPort = ended && { endedPort: requestIdOf(ended) ?? ended };
    await this.#accounts.add(accountWorkflowId(provider, account), { ...hint, ...endedPort }, webhook.sender);
    return ended === undefined ? 'kept' : 'late';
  }

  /** @returns whether the port is open; the cache is updated in both cases */
  async #signalPort(workflowId: string, key: string, hint: Hint, { sender }: Webhook): Promise<boolean> {
    const isOpen = await this.#ports.add(workflowId, hint, sender);
    if (isOpen) this.#cache.set(key, workflowId);
    else if (this.#cache.get(key) === workflowId) this.#cache.delete(key);
    return isOpen;
  }

  /**
   * Searches for the port of an order. Searches are the expensive calls: concurrent webhooks for the same
   * order share one search, and those for different orders share the next query. An order that no port of the
   * URL's account holds may belong to a sub-account, so the provider's other accounts are searched too.
   */
  async #search(key: string, { orderRef }: Hint, webhook: Webhook): Promise<string | undefined> {
    const { provider, account } = webhook.origin;
    const searchFor = async (searchedKey: string) =>
      (await this.#searches.add(`${provider}/${account}`, searchedKey, webhook.sender)).get(searchedKey);
    const found = await searchFor(key);
    if (found !== undefined) return found;
    const others = this.installed
      .filter((other) => other.provider === provider && other.account !== account)
      .map((other) => orderKey(provider, other.account, orderRef));
    if (others.length > webhook.foreignKeys) return undefined;
    webhook.foreignKeys -= others.length;
    return (await Promise.all(others.map(searchFor))).find((holder) => holder !== undefined);
  }
}

/** A webhook during its delivery. */
interface Webhook {
  readonly origin: HintOrigin;
  readonly sender: Sender;
  /** How many other accounts its orders may still be searched in. */
  foreignKeys: number;
}

const SIGNALING: Omit<BatcherOptions<Hint, never>, 'send'> = {
  // Hints with and without an ended port are kept apart.
  keyOf: ({ orderRef, endedPort = '' }) => `${orderRef} ${endedPort}`,
  merge: (first, second) => foldHints([first, second])[0] ?? first,
  sizeOf: hintBytes,
  maxSize: MAX_SIGNAL_BYTES,
  maxWaiting: MAX_WAITING,
  restAfter: (bytes) => Math.max(SIGNAL_INTERVAL_MS, bytes / SIGNAL_BYTES_PER_MS),
  maxOwed: MAX_OWED_MS,
};
