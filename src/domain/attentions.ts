import { unansweredCalls, unansweredCancels, submissionUnknown } from './call-attentions';
import type { CommandName } from './commands';
import {
  blockedNumbers,
  cancelRefused,
  cancelUnconfirmed,
  contradictedVerdicts,
  missingAtProvider,
  missingInDraft,
  missingNumbers,
  noNews,
  overdueCutovers,
  providerAsks,
  refusedChanges,
  revivedOrders,
  strandedNumbers,
} from './number-attentions';
import { once } from './once';
import type { Port } from './port';
import { answersTo } from './answers';
import type { Instant } from './time';

/** Why a person is needed. */
export type AttentionCause =
  | 'missing_fields'
  | 'not_portable'
  | 'rejected'
  | 'expired'
  | 'canceled_by_carrier'
  | 'submission_unknown'
  | 'provider_asks'
  | 'no_news'
  | 'cancel_refused'
  | 'cancel_unconfirmed'
  | 'order_revived'
  | 'number_missing_at_provider'
  | 'edit_refused'
  | 'cutover_overdue'
  | 'no_worker_for_account'
  | 'read_failed'
  | 'supersede_blocked'
  | 'verdict_contradicted';

/** Something that a person must do. */
export interface Attention {
  readonly cause: AttentionCause;
  readonly numbers: readonly string[];
  /** The input fields to look at. */
  readonly fields?: readonly string[];
  readonly since: Instant;
  /** Unanswered until then, the numbers are ended. Of several numbers, the earliest. */
  readonly answerBy?: Instant;
  /** What the provider or we said about it. */
  readonly message?: string;
}

/** An attention with the commands that answer it now, the usual one first. */
export interface AnswerableAttention extends Attention {
  readonly commands: readonly CommandName[];
}

/**
 * What a person must do now, most pressing first. Computed from the port as of its newest event, so it can neither
 * be forgotten nor outlive its cause.
 */
export const attentionsOf = once((port: Port): readonly Attention[] => {
  if (port.ending !== undefined) return [];
  return [
    ...missingInDraft(port),
    ...missingAtProvider(port),
    ...submissionUnknown(port),
    ...unansweredCalls(port),
    ...unansweredCancels(port),
    ...strandedNumbers(port),
    ...contradictedVerdicts(port),
    ...cancelUnconfirmed(port),
    ...cancelRefused(port),
    ...revivedOrders(port),
    ...missingNumbers(port),
    ...refusedChanges(port),
    ...blockedNumbers(port),
    ...providerAsks(port),
    ...overdueCutovers(port),
    ...noNews(port),
  ];
});

/** The same, with what can be told to the port about each. */
export function answerableAttentionsOf(port: Port): AnswerableAttention[] {
  return attentionsOf(port).map((attention) => ({ ...attention, commands: answersTo(port, attention) }));
}
