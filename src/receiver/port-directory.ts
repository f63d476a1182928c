import { LRUCache } from 'lru-cache';
import { foldHints, hintBytes, MAX_SIGNAL_BYTES } from '../contract/fold-hints';
import type { Hint } from '../contract/messages';
import { type AccountRef, accountWorkflowId, orderKey, portWorkflowId, requestIdOf } from '../contract/names';
import { ORDERS_PER_QUERY } from '../contract/order-holders';
import { Batcher, type BatcherOptions, type Sender } from './batcher';
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
const MAX_REMEMBERED = 50_000;
/** How many orders may wait to be looked for in one account, or to be told to one workflow. */
const MAX_WAITING = 5_000;
/** How many other places one webhook may have its orders looked for in: ten queries. */
const MAX_FOREIGN_KEYS = 10 * ORDERS_PER_QUERY;

/**
 * How fast a workflow is told, by all webhooks together: after a pause two small signals at once, then one every half
 * second, and never more than 64 KB within a second. Its history grows by every byte of them.
 */
const SIGNAL_EVERY_MS = 500;
const SIGNAL_BYTES_PER_MS = 10;
const MAX_OWED_MS = 750;

/**
 * Finds ports through a token, a small memory and the visibility index, in this order, and signals them; what no open
 * port holds goes to the workflow of its account. Orders are looked for in a queue of each account's own, so that the
 * webhooks of one never hold up those of another.
 */
export class TemporalPortDirectory implements PortDirectory {
  readonly #remembered = new LRUCache<string, string>({ max: MAX_REMEMBERED });
  readonly #searches: Batcher<string, ReadonlyMap<string, string>>;
  readonly #ports: Batcher<Hint, boolean>;
  readonly #accounts: Batcher<Hint, void>;

  /**
   * @param workflows - `client.workflow`
   * @param taskQueue - where the workflows of accounts run
   * @param installed - the accounts of this installation: webhooks of a sub-account come to the URL of its parent
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
        giveUpAt: Date.now() + PATIENCE_MS,
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
    const supposed = named ?? this.#remembered.get(key);
    if (supposed !== undefined && (await this.#signalPort(supposed, key, hint, webhook))) return 'stored';
    const found = await this.#search(key, hint, webhook);
    if (found !== undefined && found !== supposed && (await this.#signalPort(found, key, hint, webhook)))
      return 'stored';
    // What a token, the memory or the index named did exist, so its port has ended.
    const ended = found ?? supposed;
    const endedPort = ended && { endedPort: requestIdOf(ended) ?? ended };
    await this.#accounts.add(accountWorkflowId(provider, account), { ...hint, ...endedPort }, webhook.sender);
    return ended === undefined ? 'kept' : 'late';
  }

  /** @returns whether the port is open; the memory learns it either way */
  async #signalPort(workflowId: string, key: string, hint: Hint, { sender }: Webhook): Promise<boolean> {
    const isOpen = await this.#ports.add(workflowId, hint, sender);
    if (isOpen) this.#remembered.set(key, workflowId);
    else if (this.#remembered.get(key) === workflowId) this.#remembered.delete(key);
    return isOpen;
  }

  /**
   * Searches are the dear calls: webhooks that come at once for the same order wait for one search together, and for
   * different orders they share the next query. An order that no port of the URL's account holds may be that of a
   * sub-account, so it is looked for in the other accounts of the provider too.
   */
  async #search(key: string, { orderRef }: Hint, webhook: Webhook): Promise<string | undefined> {
    const { provider, account } = webhook.origin;
    const lookFor = async (wanted: string) =>
      (await this.#searches.add(`${provider}/${account}`, wanted, webhook.sender)).get(wanted);
    const found = await lookFor(key);
    if (found !== undefined) return found;
    const others = this.installed
      .filter((other) => other.provider === provider && other.account !== account)
      .map((other) => orderKey(provider, other.account, orderRef));
    if (others.length > webhook.foreignKeys) return undefined;
    webhook.foreignKeys -= others.length;
    return (await Promise.all(others.map(lookFor))).find((holder) => holder !== undefined);
  }
}

/** One webhook on its way. */
interface Webhook {
  readonly origin: HintOrigin;
  readonly sender: Sender;
  /** In how many places of other accounts its orders may still be looked for. */
  foreignKeys: number;
}

const SIGNALING: Omit<BatcherOptions<Hint, never>, 'send'> = {
  // A port that has ended is noted with the order, so the two are told apart.
  keyOf: ({ orderRef, endedPort = '' }) => `${orderRef} ${endedPort}`,
  merge: (first, second) => foldHints([first, second])[0] ?? first,
  sizeOf: hintBytes,
  maxSize: MAX_SIGNAL_BYTES,
  maxWaiting: MAX_WAITING,
  restAfter: (bytes) => Math.max(SIGNAL_EVERY_MS, bytes / SIGNAL_BYTES_PER_MS),
  maxOwed: MAX_OWED_MS,
};
