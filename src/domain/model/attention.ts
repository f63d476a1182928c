import type { CommandName } from './port-commands';
import type { Instant } from './time';

/** Every reason why a person is needed. Each has its rows in docs/lifecycle.md and docs/operations.md. */
export const ATTENTION_CAUSES = [
  'missing_fields',
  'not_portable',
  'number_in_flight',
  'rejected',
  'expired',
  'canceled_by_carrier',
  'submission_unknown',
  'provider_asks',
  'no_news',
  'cancel_refused',
  'cancel_unconfirmed',
  'order_revived',
  'number_missing_at_provider',
  'edit_refused',
  'cutover_overdue',
  'no_worker_for_account',
  'read_failed',
  'supersede_blocked',
  'settlement_contradicted',
  'port_too_large',
] as const;

/** Why a person is needed. */
export type AttentionCause = (typeof ATTENTION_CAUSES)[number];

/** Something that a person must do. */
export interface Attention {
  readonly cause: AttentionCause;
  readonly numbers: readonly string[];
  /** The input fields that the person must correct. */
  readonly fields?: readonly string[];
  readonly since: Instant;
  /** The deadline after which the numbers end without an answer. Of several numbers, the earliest. */
  readonly answerBy?: Instant;
  /** The explanation of the provider or of Portkeeper. */
  readonly message?: string;
}

/** An attention with the commands that answer it now, the usual one first. */
export interface AnswerableAttention extends Attention {
  readonly commands: readonly CommandName[];
}
