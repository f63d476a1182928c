/**
 * Where one number stands in one provider order.
 *
 * `draft` is not committed at a provider yet; `submitted` is with the losing carrier and has no confirmed
 * date; `reversed` was ported and then returned to the losing carrier.
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

/** A status that a provider can report (a draft is ours alone). */
export type ProviderItemStatus = Exclude<ItemStatus, 'draft'>;

/** The statuses of a number that nothing moves but a person; each is an outcome too. */
export type StrandedStatus = Extract<ItemStatus, 'rejected' | 'not_portable' | 'expired' | 'canceled'>;
