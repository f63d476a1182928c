/** How a gathering sends, and how much at once. */
export interface GatheringOptions<Item, Result> {
  /** Sends items to a target. What it answers, or throws, goes to everybody whose items were among them. */
  readonly send: (target: string, items: readonly Item[]) => Promise<Result>;
  /** The most items in one go. What somebody adds together is never torn apart, though. */
  readonly most: number;
}

/** Nobody waits any longer for what was to be sent. */
export class GaveUpError extends Error {
  override readonly name = 'GaveUpError';
}

/**
 * Sends at once, and while something is on its way to a target, gathers what comes next for the same target into one
 * go. So nothing waits while little happens, and a burst becomes few calls. Who comes first is sent first, and targets
 * do not wait for each other.
 */
export class Gathering<Item, Result> {
  readonly #lanes = new Map<string, Waiting<Item, Result>[]>();

  constructor(private readonly options: GatheringOptions<Item, Result>) {}

  /**
   * @param giveUpAt - after this instant nobody wants an answer any more: what has not been sent by then is not sent
   * @returns what the sending of these very items came to
   * @throws what the sending threw, or GaveUpError
   */
  add(target: string, items: readonly Item[], giveUpAt = Infinity): Promise<Result> {
    return new Promise((resolve, reject) => {
      const waiting = { items, giveUpAt, resolve, reject };
      const lane = this.#lanes.get(target);
      if (lane !== undefined) {
        lane.push(waiting);
        return;
      }
      this.#lanes.set(target, [waiting]);
      // What is added in the same turn of the event loop goes along.
      setImmediate(() => void this.#empty(target));
    });
  }

  async #empty(target: string): Promise<void> {
    for (let lane = this.#lanes.get(target) ?? []; lane.length > 0;) {
      const batch = this.#nextBatch(lane);
      if (batch.length > 0) await this.#send(target, batch);
    }
    this.#lanes.delete(target);
  }

  #nextBatch(lane: Waiting<Item, Result>[]): Waiting<Item, Result>[] {
    const now = Date.now();
    const batch: Waiting<Item, Result>[] = [];
    let taken = 0;
    let count = 0;
    for (const waiting of lane) {
      const isLate = waiting.giveUpAt <= now;
      if (!isLate && count > 0 && count + waiting.items.length > this.options.most) break;
      taken += 1;
      if (isLate) waiting.reject(new GaveUpError('It took too long before it could be sent.'));
      else {
        batch.push(waiting);
        count += waiting.items.length;
      }
    }
    lane.splice(0, taken);
    return batch;
  }

  async #send(target: string, batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const result = await this.options.send(
        target,
        batch.flatMap(({ items }) => items),
      );
      for (const { resolve } of batch) resolve(result);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}

interface Waiting<Item, Result> {
  readonly items: readonly Item[];
  readonly giveUpAt: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}
