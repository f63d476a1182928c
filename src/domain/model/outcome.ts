import type { Instant } from './time';

/** What became of one number. `left_open` says honestly that the provider still holds it. */
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
  /** `natural`: each number reached an end of its own. The others say who or what ended the rest. */
  readonly kind: 'natural' | 'abandoned' | 'answer_by' | 'draft_expired';
  readonly at: Instant;
  readonly by?: string;
}

/** The phases in which a port rests for ever. */
export type FinalPhase = 'completed' | 'partially_completed' | 'canceled' | 'rejected' | 'expired';

/** What became of one number of a port. */
export interface NumberEnd {
  /** E.164. */
  readonly phoneNumber: string;
  /** What became of it. */
  readonly outcome: NumberOutcome;
  /** It ported, though a cancel of it was accepted. */
  readonly againstCancel?: true;
}
