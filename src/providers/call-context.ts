/** The context of a provider call. */
export interface CallContext {
  /** Aborted when the result is not needed any more. */
  readonly signal?: AbortSignal;
  /** The current time, epoch milliseconds; tests set it. */
  readonly now: number;
  /**
   * The call sends no request after this instant of the rate limit's clock, because the caller would not wait
   * for the answer.
   */
  readonly leaveBy?: number;
  /**
   * The IANA zone of the port's schedule: a date without a time is a day in it. Absent: the account's zone,
   * else the outermost zones of the number's country.
   */
  readonly timeZone?: string;
}
