/** What a provider call needs from where it runs. */
export interface CallContext {
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
  /** Now, in epoch milliseconds; a test owns it. */
  readonly now: number;
  /** After this instant, by the clock of the account's limit, no request of the call leaves: nobody would hear its answer. */
  readonly leaveBy?: number;
  /**
   * The IANA zone of the port's schedule: a date without a time is a day there. Absent: the account's zone, else
   * the outermost zones of the number's country.
   */
  readonly timeZone?: string;
}
