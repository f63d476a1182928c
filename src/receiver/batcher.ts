/** How a batcher sends, and how much at once. */
export interface BatcherOptions<Item, Result> {
  /** Sends items to a target. What it answers, or throws, goes to every sender whose items were among them. */
  readonly send: (target: string, items: readonly Item[]) => Promise<Result>;
  /** Items of the same key that wait for the same target are merged into one. */
  readonly keyOf: (item: Item) => string;
  readonly merge: (first: Item, second: Item) => Item;
  /** How much of a batch an item takes; an item that alone takes more than `maxSize` still goes, alone. */
  readonly sizeOf: (item: Item) => number;
  readonly maxSize: number;
  /** How many items may wait for one target; more are refused at once. */
  readonly maxWaiting: number;
  /** How long a target is left alone after a batch of this size, milliseconds; default: not at all. */
  readonly restAfter?: (size: number) => number;
  /** How much of such rests a target may still owe when the next batch goes to it, milliseconds; default: none. */
  readonly maxOwed?: number;
}

/** One sender of items, for example one webhook: senders that wait for the same target take turns. */
export interface Sender {
  /** After this instant its items are not sent any more. */
  readonly giveUpAt: number;
  /** Its items go before those of other senders. */
  readonly isPreferred?: boolean;
}

/** The time is over in which an item could have been sent. */
export class DeadlineExceededError extends Error {
  override readonly name = 'DeadlineExceededError';
}

/** Too much waits for the target already. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError';
}

/**
 * Sends at once, and while a batch is on its way to a target, or the target rests, gathers what comes next for it into
 * one. So nothing waits while little happens, and a burst becomes few calls. Targets do not wait for each other. Of the
 * senders that wait for one target each has one item in the batch before any has a second, so a sender with many items
 * holds up nobody else.
 */
export class Batcher<Item, Result> {
  readonly #targets = new Map<string, Target<Item, Result>>();

  constructor(private readonly options: BatcherOptions<Item, Result>) {}

  /**
   * @returns what the sending of this very item came to
   * @throws what the sending threw, DeadlineExceededError or OverloadedError
   */
  add(name: string, item: Item, sender: Sender): Promise<Result> {
    return new Promise((resolve, reject) => {
      const target = this.#targetOf(name);
      if (!target.add(item, { sender, resolve, reject }))
        reject(new OverloadedError('Too much waits to be sent.'));
    });
  }

  #targetOf(name: string): Target<Item, Result> {
    const known = this.#targets.get(name);
    if (known !== undefined) return known;
    const target = new Target<Item, Result>(name, this.options, () => this.#targets.delete(name));
    this.#targets.set(name, target);
    return target;
  }
}

/** An item that waits, with all who want to hear of it. */
interface Entry<Item, Result> {
  item: Item;
  waiters: Waiter<Result>[];
  /** It waits no more: it was sent, or nobody wants it sent. */
  isOut: boolean;
}

interface Waiter<Result> {
  readonly sender: Sender;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

class Target<Item, Result> {
  readonly #entries = new Map<string, Entry<Item, Result>>();
  /** Each sender's items that wait; the sender whose turn is next comes first. */
  readonly #queues = new Map<Sender, Entry<Item, Result>[]>();
  /** When all that the target is owed of rest is over. */
  #restsUntil = 0;
  #isSending = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly name: string,
    private readonly options: BatcherOptions<Item, Result>,
    private readonly onIdle: () => void,
  ) {}

  /** @returns whether there was room */
  add(item: Item, waiter: Waiter<Result>): boolean {
    const { keyOf, merge, maxWaiting } = this.options;
    const key = keyOf(item);
    const known = this.#entries.get(key);
    if (known === undefined && this.#entries.size >= maxWaiting) return false;
    const entry: Entry<Item, Result> = known ?? { item, waiters: [], isOut: false };
    if (known !== undefined) known.item = merge(known.item, item);
    entry.waiters.push(waiter);
    this.#entries.set(key, entry);
    // It waits in the queue of every sender that has it, and goes with the first that has its turn.
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
      // What is added in the same turn of the event loop goes along.
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
    this.#dropLate();
    const { keyOf, sizeOf, maxSize } = this.options;
    const entries: Entry<Item, Result>[] = [];
    let size = 0;
    for (let sender = this.#nextSender(); sender !== undefined; sender = this.#nextSender()) {
      const [entry] = this.#queues.get(sender) as [Entry<Item, Result>];
      const itemSize = sizeOf(entry.item);
      if (entries.length > 0 && size + itemSize > maxSize) break;
      entry.isOut = true;
      this.#entries.delete(keyOf(entry.item));
      entries.push(entry);
      size += itemSize;
      this.#endTurn(sender);
    }
    return { entries, size };
  }

  /** The sender whose turn it is, if one still has an item that waits: it is the first of its queue. */
  #nextSender(): Sender | undefined {
    let next: Sender | undefined;
    for (const [sender, queue] of this.#queues) {
      const first = queue.findIndex(({ isOut }) => !isOut);
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

  #dropLate(): void {
    const now = Date.now();
    const isLate = ({ sender }: Waiter<Result>) => sender.giveUpAt <= now;
    for (const [key, entry] of this.#entries) {
      if (!entry.waiters.some(isLate)) continue;
      for (const { reject } of entry.waiters.filter(isLate))
        reject(new DeadlineExceededError('It took too long before it could be sent.'));
      entry.waiters = entry.waiters.filter((waiter) => !isLate(waiter));
      if (entry.waiters.length > 0) continue;
      entry.isOut = true;
      this.#entries.delete(key);
    }
  }
}
