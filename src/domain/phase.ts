/** Where a port stands, as an operator reads it first. */
export type Phase =
  | 'draft'
  | 'submitting'
  | 'awaiting_signature'
  | 'waiting_for_foc'
  | 'foc_confirmed'
  | 'window_closed'
  | 'canceling'
  | 'action_required'
  | 'completed'
  | 'partially_completed'
  | 'canceled'
  | 'rejected'
  | 'expired';
