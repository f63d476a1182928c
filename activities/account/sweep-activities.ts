import type { AccountRef } from '../../src/contract/names';
import type { Sweep, SweepFindings, UnclaimedOrder } from '../../src/domain/account/model';

/**
 * The activities of an account's workflow that call its provider. They run on the account's own task queue, where its
 * credentials are.
 */
export interface SweepActivities {
  /**
   * One pass over all orders. Safe to repeat: a hint is only a reason to read. It takes as long as the reads of the
   * signaled ports take at half the account's rate.
   */
  readonly sweepAccount: (input: SweepInput) => Promise<SweepOutput>;
}

export interface SweepInput extends AccountRef {
  /** The orders that the previous pass saw. */
  readonly seen?: string;
  /** Open orders that no port held in the previous pass, if the provider lists only changes. */
  readonly unclaimed?: Sweep['unclaimed'];
  /** When this pass began, epoch milliseconds; absent: now. */
  readonly startedAt?: number;
  /** When the previous pass began, epoch milliseconds: a list of changes must go back to this instant. */
  readonly since?: number;
}

export interface SweepOutput extends SweepFindings {
  readonly seen: string;
  readonly unclaimed?: readonly UnclaimedOrder[];
}
