import type { AccountRef } from '../../src/contract/names';
import type { SweepFindings } from '../../src/domain/account/model';

/** What an account's workflow asks of its provider. It runs on the account's own queue, where its credentials are. */
export interface SweepActivities {
  /**
   * One pass over all orders. Safe to repeat: a hint is only a reason to read. It takes as long as the ports need that
   * have something to read, at half the account's rate.
   */
  readonly sweepAccount: (input: SweepInput) => Promise<SweepOutput>;
}

export interface SweepInput extends AccountRef {
  /** What the pass before has seen. */
  readonly seen?: string;
  /** Open orders that no port held then, of a list that shows changes only. */
  readonly unclaimed?: readonly string[];
  /** When the pass before began, epoch milliseconds: what a list of changes has to go back to. */
  readonly since?: number;
}

export interface SweepOutput extends SweepFindings {
  readonly seen: string;
  readonly unclaimed?: readonly string[];
}
