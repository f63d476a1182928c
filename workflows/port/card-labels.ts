import type { Attention } from '../../src/domain/model/attention';
import type { Phase } from '../../src/domain/model/port';

/** The title of the status card in each phase. */
export const TITLES: Readonly<Record<Phase, readonly [icon: string, title: string]>> = {
  draft: ['📝', 'Draft, not submitted yet'],
  submitting: ['⏳', 'Being submitted to the provider'],
  awaiting_signature: ['⏳', 'Waiting for the signature of the LOA'],
  waiting_for_foc: ['⏳', 'Waiting for the date (FOC)'],
  foc_confirmed: ['⏳', 'Date confirmed, can still be canceled'],
  window_closed: ['⏳', 'Date confirmed, too late to cancel'],
  canceling: ['⏳', 'Being canceled'],
  action_required: ['⚠️', 'Waiting for a person'],
  completed: ['✅', 'Completed: every number has moved'],
  partially_completed: ['⚠️', 'Ended: some numbers have moved'],
  canceled: ['❌', 'Ended: canceled'],
  rejected: ['❌', 'Ended: rejected'],
  expired: ['❌', 'Ended: expired'],
};

/** The title while the outcome of a submission is unknown. */
export const UNKNOWN = ['❔', 'Sent without an answer: the provider may have the order'] as const;

/** The whole card if rendering it fails. */
export const CARD_UNAVAILABLE =
  '### ⚠️ The card cannot be drawn\n> See the query `port`, and the log of the worker for the reason.';

/** The cause, and the remedy where there is one. */
export const CAUSES: Readonly<Record<Attention['cause'], string>> = {
  missing_fields: 'Data is missing',
  not_portable: 'Cannot be moved',
  number_in_flight: 'Another port has the number: wait for its end, or end it',
  rejected: 'Rejected by the losing carrier or the provider',
  expired: 'Expired',
  canceled_by_carrier: 'Canceled without a command here',
  submission_unknown: 'It is unknown whether the provider has the order: check there before a resubmission',
  provider_asks: 'The provider wants a person to check the order',
  no_news: 'No news for too long: ask the provider',
  cancel_unconfirmed: 'A cancel is not confirmed, and the number may still move: ask the provider',
  order_revived: 'A replaced order is active again: make sure that only one stays',
  number_missing_at_provider: 'The order no longer lists a number: ask the provider',
  cancel_refused: 'The provider refused the cancel: ask its support',
  edit_refused: 'The provider refused the new data: read its message',
  cutover_overdue: 'The date has passed and the number has not moved: ask the provider',
  no_worker_for_account: 'No worker serves this account: start one',
  read_failed: 'The provider does not answer correctly',
  supersede_blocked: 'An old order blocks the new one',
  port_too_large: 'Too large for a handover: bring it to its end soon',
  settlement_contradicted: 'The provider status contradicts a settlement',
};
