import { createHash } from 'node:crypto';

/** The highest bit of a byte says that the number goes on; so seven bits of it count. */
const GOES_ON = 0x80;
const SEVEN_BITS = 7;

/**
 * A set of texts, by four bytes of a digest of each. Packed it holds the differences between neighbors, which are small:
 * three bytes each, so that 10,000 travel through a workflow as 40 KB and 200,000 as 600 KB. A text that is not in the set
 * is taken for one of 10,000 that are with a chance of one in 400,000.
 */
export class Marks {
  readonly #digests: Set<number>;

  /** @param packed - what `packed` gave; what is none gives a set of anything, or of nothing */
  constructor(packed = '') {
    this.#digests = new Set(unpacked(packed));
  }

  add(text: string): void {
    this.#digests.add(digest(text));
  }

  has(text: string): boolean {
    return this.#digests.has(digest(text));
  }

  /** In time that grows with its size. */
  packed(): string {
    const sorted = Uint32Array.from(this.#digests).sort();
    const bytes: number[] = [];
    let last = 0;
    for (const each of sorted) {
      let rest = each - last;
      for (; rest >= GOES_ON; rest = Math.floor(rest / GOES_ON)) bytes.push((rest % GOES_ON) + GOES_ON);
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
    rest += (byte % GOES_ON) * 2 ** bits;
    bits += SEVEN_BITS;
    if (byte >= GOES_ON) continue;
    last += rest;
    digests.push(last);
    rest = bits = 0;
  }
  return digests;
}

function digest(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE();
}

/**
 * What a pass has seen: how the orders of open ports stand, and which open orders no port holds. Nothing is kept of an
 * order that is over and that no open port has, so it does not grow with what the account has done in all its years.
 */
export class SeenOrders {
  readonly #marks: Marks;

  /** @param packed - what `packed` gave */
  constructor(packed?: string) {
    this.#marks = new Marks(packed);
  }

  /** @param key - what is read together: an order, or its family */
  note(key: string, state: string): void {
    this.#marks.add(`${key}\n${state}`);
  }

  /** Whether it stood so. */
  has(key: string, state: string): boolean {
    return this.#marks.has(`${key}\n${state}`);
  }

  noteUnclaimed(ref: string): void {
    this.#marks.add(`unclaimed ${ref}`);
  }

  wasUnclaimed(ref: string): boolean {
    return this.#marks.has(`unclaimed ${ref}`);
  }

  packed(): string {
    return this.#marks.packed();
  }
}
