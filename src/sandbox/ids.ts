/**
 * Makes ids of Twilio's shape: two letters and 32 hex digits. They count up, so that a run can be repeated.
 *
 * The first eight digits are the `runId`: a new sandbox process takes another one, so that an order of today is not
 * mistaken for one that a long-lived Temporal server remembers from yesterday.
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

  /** An id in the form of a UUID, from the same count. */
  nextUuid(): string {
    return this.next('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }
}
