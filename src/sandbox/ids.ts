/**
 * Generates ids in Twilio's format: two letters and 32 hex digits. They count up, so that a run is
 * repeatable.
 *
 * The first eight digits are the `runId`. A new sandbox process uses another one, so that a long-lived
 * Temporal server does not mistake a new order for one of an earlier run.
 */
export class Ids {
  readonly #runId: string;
  #count = 0;

  constructor(runId = '00000000') {
    if (!/^[0-9a-f]{8}$/.test(runId)) throw new RangeError('runId must be 8 lower-case hex digits');
    this.#runId = runId;
  }

  next(prefix: string): string {
    this.#count += 1;
    return `${prefix}${this.#runId}${this.#count.toString(16).padStart(24, '0')}`;
  }

  /** An id in UUID format, from the same counter. */
  nextUuid(): string {
    return this.next('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }
}
