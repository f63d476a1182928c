import type { Portability } from '../../src/domain/model/snapshot';

/**
 * The part of an answer that a port decides by. The carrier's name is for people only and would be stored for weeks.
 */
type Decisive = Omit<Portability, 'phoneNumber' | 'carrier' | 'messagingCarrier' | 'portabilityStatus'>;

/** The maximum size of one check's packed answers, in characters of JSON. Numbers beyond it are asked again. */
const MAX_PACKED = 400_000;

/** The answers so far, as a heartbeat carries them: numbers with the same answer share it. */
export interface PackedAnswers {
  readonly answers: readonly Decisive[];
  /** The index of each number's answer; -1: none yet. */
  readonly of: readonly number[];
}

/** Collects the answers to a check of many numbers. */
export class NumberAnswers {
  readonly #of: number[];
  readonly #answers: Decisive[] = [];
  readonly #places = new Map<string, number>();

  /** @param packed - the answers of a previous attempt for the same numbers */
  constructor(
    readonly numbers: readonly string[],
    packed?: PackedAnswers,
  ) {
    this.#of = numbers.map(() => -1);
    for (const [index, place] of packed?.of.slice(0, numbers.length).entries() ?? []) {
      const answer = packed?.answers[place];
      if (answer !== undefined) this.#of[index] = this.#placeOf(answer);
    }
  }

  /** The indexes of the numbers without an answer. */
  get left(): number[] {
    return this.#of.flatMap((place, index) => (place < 0 ? [index] : []));
  }

  set(index: number, { phoneNumber: _, carrier: __, messagingCarrier: ___, ...rest }: Portability): void {
    const { portabilityStatus: ____, ...answer } = rest;
    this.#of[index] = this.#placeOf(answer);
  }

  /** One answer for each number, in order. */
  all(): Portability[] {
    return this.numbers.map((phoneNumber, index) => {
      const answer = this.#answers[this.#of[index] ?? -1];
      if (answer === undefined) throw new Error('A number was not answered for.');
      return { phoneNumber, ...answer };
    });
  }

  packed(): PackedAnswers {
    let room = MAX_PACKED;
    const kept = this.#answers.findIndex((answer) => (room -= JSON.stringify(answer).length) < 0);
    if (kept < 0) return { answers: [...this.#answers], of: [...this.#of] };
    return {
      answers: this.#answers.slice(0, kept),
      of: this.#of.map((place) => (place < kept ? place : -1)),
    };
  }

  #placeOf(answer: Decisive): number {
    const key = JSON.stringify(answer);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.#answers.length);
    return this.#answers.push(answer) - 1;
  }
}
