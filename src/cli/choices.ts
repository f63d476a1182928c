import type { AttentionCause } from '../domain/model/attention';
import type { Phase } from '../domain/model/port';

/** What can be chosen at the command line; of each list, the compiler names a word that is missing. */

/** Every phase, in the order of a port's life. */
export const PHASES = wordsOf<Phase>({
  draft: true,
  submitting: true,
  awaiting_signature: true,
  waiting_for_foc: true,
  foc_confirmed: true,
  window_closed: true,
  canceling: true,
  action_required: true,
  completed: true,
  partially_completed: true,
  canceled: true,
  rejected: true,
  expired: true,
});

/** Every reason why a person may be needed. */
export const ATTENTION_CAUSES = wordsOf<AttentionCause>({
  missing_fields: true,
  not_portable: true,
  rejected: true,
  expired: true,
  canceled_by_carrier: true,
  submission_unknown: true,
  provider_asks: true,
  no_news: true,
  cancel_refused: true,
  cancel_unconfirmed: true,
  order_revived: true,
  number_missing_at_provider: true,
  edit_refused: true,
  cutover_overdue: true,
  no_worker_for_account: true,
  read_failed: true,
  supersede_blocked: true,
  verdict_contradicted: true,
  port_too_large: true,
});

function wordsOf<Word extends string>(complete: Readonly<Record<Word, true>>): Word[] {
  return Object.keys(complete) as Word[];
}
