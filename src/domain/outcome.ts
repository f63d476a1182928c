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
