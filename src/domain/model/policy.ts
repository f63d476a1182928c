import { DAY, HOUR, type Milliseconds, MINUTE, SECOND } from './time';

/**
 * The time limits and intervals of a port, in milliseconds. Fixed when the port begins: a later change of
 * configuration does not affect a running port.
 */
export interface Policy {
  /** The time before the cutover in which the provider accepts no cancel. */
  readonly cancellationWindow: Milliseconds;
  /** `hard`: the provider refuses inside the window. `best_effort`: it may still accept. */
  readonly enforcement: 'hard' | 'best_effort';
  /** How long before the window closes the warning is recorded. */
  readonly notice: Milliseconds;
  /** How often an open port polls without a hint. */
  readonly watchEvery: Milliseconds;
  /** The same while sweeps of the account also find changes. */
  readonly watchEveryWithSweep: Milliseconds;
  /** The delays of a re-read while a hint is newer than the read, and of retries after a failed call. */
  readonly reread: readonly Milliseconds[];
  /** The wait before each search for a submission whose outcome is unknown. */
  readonly searchDelay: Milliseconds;
  /**
   * How long the provider has to confirm a cancel that makes room for a new order, or that ends a number. After that
   * a person may go on without the confirmation, or the number is left open.
   */
  readonly confirmWithin: Milliseconds;
  /**
   * How long the provider has to carry out a cancel that it accepted, before it is sent again and a person is asked.
   */
  readonly cancelConfirmation: Milliseconds;
  /** How long before numbers are given up or a draft expires the reminder is recorded. */
  readonly remindBefore: Milliseconds;
  /** How long an automatic end or cancel waits for a successful read. */
  readonly readPatience: Milliseconds;
  /** How long an attention may stay unanswered before its numbers are given up. */
  readonly answerBy: Milliseconds;
  /** How long a draft may stay unsubmitted. */
  readonly draftExpiry: Milliseconds;
  /** How long an open item may stay unchanged before a person is asked. */
  readonly noNews: Milliseconds;
  /** How long a port stays open after its last number ported, to detect a reversal. */
  readonly holdAfterPorted: Milliseconds;
  /** The polls after a cutover that is not confirmed yet, from its latest possible moment; the last delay repeats. */
  readonly cutoverPolls: readonly Milliseconds[];
}

/** The defaults for every provider; the provider's capabilities and the account override them. */
export const DEFAULT_POLICY: Policy = {
  cancellationWindow: 72 * HOUR,
  enforcement: 'hard',
  notice: 24 * HOUR,
  watchEvery: 24 * HOUR,
  watchEveryWithSweep: 7 * DAY,
  reread: [15 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE],
  searchDelay: 10 * MINUTE,
  confirmWithin: 48 * HOUR,
  cancelConfirmation: 4 * HOUR,
  remindBefore: 48 * HOUR,
  readPatience: 24 * HOUR,
  answerBy: 14 * DAY,
  draftExpiry: 30 * DAY,
  noNews: 7 * DAY,
  holdAfterPorted: 0,
  cutoverPolls: [HOUR, 4 * HOUR, 24 * HOUR],
};

/** The maximum age of the portability check that a submission needs. */
export const CHECK_IS_FRESH_FOR: Milliseconds = 15 * MINUTE;
