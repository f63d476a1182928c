/** How a batcher sends, and the limits of its batches and queues. */
export interface BatcherOptions<Item, Result> {
  /** Sends items to a target. Its result or error goes to every sender with an item in the batch. */
  readonly send: (target: string, items: readonly Item[]) => Promise<Result>;
  /** Waiting items for the same target with the same key are merged into one. */
  readonly keyOf: (item: Item) => string;
  readonly merge: (first: Item, second: Item) => Item;
  /** The size of an item in a batch. An item larger than `maxSize` is sent alone. */
  readonly sizeOf: (item: Item) => number;
  readonly maxSize: number;
  /** The maximum number of items that may wait for one target; more are refused at once. */
  readonly maxWaiting: number;
  /** How long a target rests after a batch of this size, milliseconds; default: no rest. */
  readonly restAfter?: (size: number) => number;
  /** How much rest a target may still owe when the next batch is sent to it, milliseconds; default: none. */
  readonly maxOwed?: number;
}

/** A sender of items, for example one webhook. Senders that wait for the same target take turns. */
export interface Sender {
  /** Its items are not sent after this instant. */
  readonly giveUpAt: number;
  /** Its items are sent before those of other senders. */
  readonly isPreferred?: boolean;
}

/** An item could not be sent before its sender's deadline. */
export class DeadlineExceededError extends Error {
  override readonly name = 'DeadlineExceededError';
}

/** Too many items wait for the target. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError';
}

/**
 * Sends an item at once. While a batch is being sent to a target, or the target rests, the batcher collects
 * the next items into one batch. So nothing waits under low load, and a burst becomes few calls. Targets are
 * independent. Senders of one target take turns item by item, so a sender with many items does not delay the
 * others.
 */
export class Batcher<Item, Result> {
  readonly #targets = new Map<string, Target<Item, Result>>();

  constructor(private readonly options: BatcherOptions<Item, Result>) {}

  /**
   * Adds an item for a target.
   *
   * @returns the result of the batch with this item
   * @throws the error of the batch, DeadlineExceededError or OverloadedError
   */
  add(name: string, item: Item, sender: Sender): Promise<Result> {
    return new Promise((resolve, reject) => {
      const target = this.#targetOf(name);
      if (!target.add(item, { sender, resolve, reject }))
        reject(new OverloadedError('Too much waits to be sent.'));
    });
  }

  #targetOf(name: string): Target<Item, Result> {
    const waiting = this.#targets.get(name);
    if (waiting !== undefined) return waiting;
    const target = new Target<Item, Result>(name, this.options, () => this.#targets.delete(name));
    this.#targets.set(name, target);
    return target;
  }
}

/** A waiting item, with the callers that wait for its result. */
interface Entry<Item, Result> {
  item: Item;
  waiters: Waiter<Result>[];
  /** True once it no longer waits: it was sent, or all its callers have given up. */
  isRemoved: boolean;
}

interface Waiter<Result> {
  readonly sender: Sender;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

class Target<Item, Result> {
  readonly #entries = new Map<string, Entry<Item, Result>>();
  /** The waiting items of each sender; the sender whose turn is next comes first. */
  readonly #queues = new Map<Sender, Entry<Item, Result>[]>();
  /** When all rest that the target is owed is over. */
  #restsUntil = 0;
  #isSending = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly name: string,
    private readonly options: BatcherOptions<Item, Result>,
    private readonly onIdle: () => void,
  ) {}

  /** @returns false if too many items wait already */
  add(item: Item, waiter: Waiter<Result>): boolean {
    const { keyOf, merge, maxWaiting } = this.options;
    const key = keyOf(item);
    const waiting = this.#entries.get(key);
    if (waiting === undefined && this.#entries.size >= maxWaiting) return false;
    const entry: Entry<Item, Result> = waiting ?? { item, waiters: [], isRemoved: false };
    if (waiting !== undefined) waiting.item = merge(waiting.item, item);
    entry.waiters.push(waiter);
    this.#entries.set(key, entry);
    // It is in the queue of every sender that added it, and is sent with the first whose turn comes.
    const queue = this.#queues.get(waiter.sender);
    if (queue === undefined) this.#queues.set(waiter.sender, [entry]);
    else queue.push(entry);
    this.#schedule();
    return true;
  }

  #schedule(): void {
    if (this.#isSending) return;
    const isWaiting = this.#entries.size > 0;
    const { maxOwed = 0 } = this.options;
    const restMs = this.#restsUntil - (isWaiting ? maxOwed : 0) - Date.now();
    clearTimeout(this.#timer);
    if (!isWaiting && restMs <= 0) this.onIdle();
    else if (!isWaiting) this.#timer = setTimeout(() => this.#schedule(), restMs).unref();
    else if (restMs > 0) this.#timer = setTimeout(() => this.#schedule(), restMs);
    else {
      this.#isSending = true;
      // Items that are added in the same turn of the event loop join the batch.
      setImmediate(() => void this.#sendBatch());
    }
  }

  async #sendBatch(): Promise<void> {
    const { send, restAfter } = this.options;
    const { entries, size } = this.#nextBatch();
    if (entries.length > 0) {
      if (restAfter !== undefined)
        this.#restsUntil = Math.max(this.#restsUntil, Date.now()) + restAfter(size);
      try {
        const items = entries.map(({ item }) => item);
        const result = await send(this.name, items);
        for (const { waiters } of entries) for (const { resolve } of waiters) resolve(result);
      } catch (error) {
        for (const { waiters } of entries) for (const { reject } of waiters) reject(error);
      }
    }
    this.#isSending = false;
    this.#schedule();
  }

  #nextBatch(): { readonly entries: readonly Entry<Item, Result>[]; readonly size: number } {
    this.#dropExpired();
    const { keyOf, sizeOf, maxSize } = this.options;
    const entries: Entry<Item, Result>[] = [];
    let size = 0;
    for (let sender = this.#nextSender(); sender !== undefined; sender = this.#nextSender()) {
      const [entry] = this.#queues.get(sender) as [Entry<Item, Result>];
      const itemSize = sizeOf(entry.item);
      if (entries.length > 0 && size + itemSize > maxSize) break;
      entry.isRemoved = true;
      this.#entries.delete(keyOf(entry.item));
      entries.push(entry);
      size += itemSize;
      this.#endTurn(sender);
    }
    return { entries, size };
  }

  /** The next sender that still has a waiting item; that item is first in its queue. */
  #nextSender(): Sender | undefined {
    let next: Sender | undefined;
    for (const [sender, queue] of this.#queues) {
      const first = queue.findIndex(({ isRemoved }) => !isRemoved);
      if (first < 0) {
        this.#queues.delete(sender);
        continue;
      }
      queue.splice(0, first);
      if (sender.isPreferred === true) return sender;
      next ??= sender;
    }
    return next;
  }

  #endTurn(sender: Sender): void {
    const queue = this.#queues.get(sender) ?? [];
    this.#queues.delete(sender);
    this.#queues.set(sender, queue);
  }

  #dropExpired(): void {
    const now = Date.now();
    const isExpired = ({ sender }: Waiter<Result>) => sender.giveUpAt <= now;
    for (const [key, entry] of this.#entries) {
      if (!entry.waiters.some(isExpired)) continue;
      for (const { reject } of entry.waiters.filter(isExpired))
        reject(new DeadlineExceededError('It took too long before it could be sent.'));
      entry.waiters = entry.waiters.filter((waiter) => !isExpired(waiter));
      if (entry.waiters.length > 0) continue;
      entry.isRemoved = true;
      this.#entries.delete(key);
    }
  }
}
