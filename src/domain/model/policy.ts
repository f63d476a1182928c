import { DAY, HOUR, type Milliseconds, MINUTE, SECOND } from './time';

/**
 * How long this port waits for what. Fixed when the port begins: a later change of configuration does not move
 * a running port. All lengths in milliseconds.
 */
export interface Policy {
  /** The time before the cutover after which the provider takes no cancel. */
  readonly cancellationWindow: Milliseconds;
  /** `hard`: the provider refuses inside the window. `best_effort`: it may still accept. */
  readonly enforcement: 'hard' | 'best_effort';
  /** How long before the window closes people are told. */
  readonly notice: Milliseconds;
  /** How often an open port is read when nothing tells it to. */
  readonly watchEvery: Milliseconds;
  /** The same while a sweep of the account finds changes too. */
  readonly watchEveryWithSweep: Milliseconds;
  /** When to read again while a hint is newer than what the read shows, or a read failed. */
  readonly reread: readonly Milliseconds[];
  /** The wait before each look for a submission whose outcome is unknown. */
  readonly searchDelay: Milliseconds;
  /**
   * How long the provider has to confirm a cancel that makes room for a new order, or that ends a number; then a person
   * may go on all the same, or the number is left open.
   */
  readonly confirmWithin: Milliseconds;
  /** How long the provider has to carry out a cancel that it took, before a person is asked and it is sent again. */
  readonly cancelConfirmation: Milliseconds;
  /** How long before numbers are ended for want of an answer, or a draft expires, people are reminded. */
  readonly remindBefore: Milliseconds;
  /** For how long what ends or cancels something by itself waits for a read that works. */
  readonly readPatience: Milliseconds;
  /** How long an attention may stay unanswered before its numbers are ended. */
  readonly answerBy: Milliseconds;
  /** How long a draft may stay unsubmitted. */
  readonly draftExpiry: Milliseconds;
  /** How long an open item may show no change before a person is asked. */
  readonly noNews: Milliseconds;
  /** How long a port stays open after its last number ported, to see a reversal. */
  readonly holdAfterPorted: Milliseconds;
  /** The looks after a cutover that has not shown, counted from the latest moment it can be; the last repeats. */
  readonly cutoverPolls: readonly Milliseconds[];
}

/** The defaults that hold for every provider; a provider's capabilities and the account override them. */
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

/** The oldest portability check that a submission may rest on. */
export const CHECK_IS_FRESH_FOR: Milliseconds = 15 * MINUTE;
