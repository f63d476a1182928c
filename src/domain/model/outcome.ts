import type { Instant } from './time';

/** The outcome of one number. `left_open`: the provider may still move it. */
export type NumberOutcome =
  | 'ported'
  | 'canceled'
  | 'rejected'
  | 'not_portable'
  | 'expired'
  | 'never_submitted'
  | 'left_open'
  | 'reversed';

/** How and when a port ended. */
export interface Ending {
  /** `natural`: each number reached its own end. The other kinds ended the remaining numbers. */
  readonly kind: 'natural' | 'abandoned' | 'answer_by' | 'draft_expired';
  readonly at: Instant;
  readonly by?: string;
}

/** The final phases of a port. */
export type FinalPhase = 'completed' | 'partially_completed' | 'canceled' | 'rejected' | 'expired';

/** The outcome of one number of a port. */
export interface NumberEnd {
  /** E.164. */
  readonly phoneNumber: string;
  /** The outcome. */
  readonly outcome: NumberOutcome;
  /** The number ported though a cancel of it was accepted. */
  readonly againstCancel?: true;
}
