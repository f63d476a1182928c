import { createHash } from 'node:crypto';

/** The highest bit of a byte means that the number continues; the other seven bits hold it. */
const CONTINUATION = 0x80;
const SEVEN_BITS = 7;

/**
 * A set of texts, as four bytes of a digest of each. Packed, it holds the differences between neighbors, about three
 * bytes each, so that 10,000 texts take 40 KB in a workflow and 200,000 take 600 KB. A text that is not in a set of
 * 10,000 is mistaken for a member with a chance of one in 400,000.
 */
export class Marks {
  readonly #digests: Set<number>;

  /** @param packed - the result of `packed`; an invalid text gives an arbitrary set */
  constructor(packed = '') {
    this.#digests = new Set(unpacked(packed));
  }

  add(text: string): void {
    this.#digests.add(digest(text));
  }

  has(text: string): boolean {
    return this.#digests.has(digest(text));
  }

  /** Packs the set, in time linear in its size. */
  packed(): string {
    const sorted = Uint32Array.from(this.#digests).sort();
    const bytes: number[] = [];
    let last = 0;
    for (const each of sorted) {
      let rest = each - last;
      for (; rest >= CONTINUATION; rest = Math.floor(rest / CONTINUATION))
        bytes.push((rest % CONTINUATION) + CONTINUATION);
      bytes.push(rest);
      last = each;
    }
    return Buffer.from(bytes).toString('base64');
  }
}

function unpacked(packed: string): number[] {
  const digests: number[] = [];
  let last = 0;
  let rest = 0;
  let bits = 0;
  for (const byte of Buffer.from(packed, 'base64')) {
    rest += (byte % CONTINUATION) * 2 ** bits;
    bits += SEVEN_BITS;
    if (byte >= CONTINUATION) continue;
    last += rest;
    digests.push(last);
    rest = bits = 0;
  }
  return digests;
}

function digest(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE();
}

function unclaimedMark(ref: string, period: number | undefined): string {
  return period === undefined ? `unclaimed ${ref}` : `unclaimed ${String(period)} ${ref}`;
}

/**
 * The orders that a pass has seen: the states of the orders of open ports, and the open orders that no port holds. A
 * closed order without an open port is not stored, so the size does not grow with the age of the account.
 */
export class SeenOrders {
  readonly #marks: Marks;

  /** @param packed - the result of `packed` */
  constructor(packed?: string) {
    this.#marks = new Marks(packed);
  }

  /** @param key - the unit of a read: an order, or its order group */
  add(key: string, state: string): void {
    this.#marks.add(`${key}\n${state}`);
  }

  /** Whether the order had this state. */
  has(key: string, state: string): boolean {
    return this.#marks.has(`${key}\n${state}`);
  }

  /** @param period - the number of the period in which it was first seen; absent: long enough ago to be an orphan */
  addUnclaimed(ref: string, period?: number): void {
    this.#marks.add(unclaimedMark(ref, period));
  }

  wasUnclaimed(ref: string, period?: number): boolean {
    return this.#marks.has(unclaimedMark(ref, period));
  }

  packed(): string {
    return this.#marks.packed();
  }
}
