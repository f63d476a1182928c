/**
 * The status of one number in one provider order.
 *
 * `draft`: not committed at a provider yet. `submitted`: with the losing carrier, without a confirmed date.
 * `reversed`: ported, then returned to the losing carrier.
 */
export type ItemStatus =
  | 'draft'
  | 'not_portable'
  | 'in_review'
  | 'awaiting_signature'
  | 'submitted'
  | 'foc_confirmed'
  | 'rejected'
  | 'canceling'
  | 'ported'
  | 'canceled'
  | 'expired'
  | 'reversed';

/** A status that a provider can report: all but `draft`. */
export type ProviderItemStatus = Exclude<ItemStatus, 'draft'>;

/** The statuses from which only a person moves a number on; each is an outcome too. */
export type StrandedStatus = Extract<ItemStatus, 'rejected' | 'not_portable' | 'expired' | 'canceled'>;
