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
  | 'cutover_overdue'
  | 'no_worker_for_account'
  | 'read_failed'
  | 'supersede_blocked';
