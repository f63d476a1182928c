/** Why a provider or a losing carrier refused a number, as codes shared by all providers. */
export type CanonicalReason =
  | 'name_mismatch'
  | 'authorized_person_mismatch'
  | 'address_mismatch'
  | 'account_number_wrong'
  | 'pin_wrong_or_expired'
  | 'billing_number_mismatch'
  | 'number_inactive'
  | 'number_not_on_account'
  | 'associated_numbers_missing'
  | 'complex_service'
  | 'pending_order_or_freeze'
  | 'port_lock'
  | 'wrong_port_type'
  | 'unsupported'
  | 'invalid_number'
  | 'duplicate_port'
  | 'already_ours'
  | 'other_owner'
  | 'manual_only'
  | 'carrier_restriction'
  | 'carrier_unresponsive'
  | 'date_refused'
  | 'date_expired'
  | 'documents_missing_or_stale'
  | 'missing_fields'
  | 'mixed_accounts'
  | 'mixed_countries'
  | 'subscription_mismatch'
  | 'contact_support'
  | 'other';

/** Who must act so that the number can go on. */
export type Actor = 'customer' | 'us' | 'provider';

interface Remedy {
  /** Whether a corrected request can succeed. */
  readonly fixable: boolean;
  /** The input field to correct, if there is one. */
  readonly field?: string;
  readonly actor: Actor;
}

const fix = (field: string, actor: Actor = 'customer'): Remedy => ({ fixable: true, field, actor });

const act = (actor: Actor): Remedy => ({ fixable: true, actor });

const never = (actor: Actor): Remedy => ({ fixable: false, actor });

/** The remedy of each reason. To add a reason, add it to the type and here. */
export const REMEDIES: Readonly<Record<CanonicalReason, Remedy>> = {
  name_mismatch: fix('subscriber.name'),
  authorized_person_mismatch: fix('subscriber.authorizedPerson'),
  address_mismatch: fix('subscriber.address'),
  account_number_wrong: fix('subscriber.accountNumber'),
  pin_wrong_or_expired: fix('numbers.pin'),
  billing_number_mismatch: fix('subscriber.billingPhoneNumber'),
  number_inactive: act('customer'),
  number_not_on_account: fix('subscriber.accountNumber'),
  associated_numbers_missing: fix('portScope'),
  complex_service: act('customer'),
  pending_order_or_freeze: act('customer'),
  port_lock: act('customer'),
  wrong_port_type: fix('portScope', 'us'),
  unsupported: never('provider'),
  invalid_number: never('us'),
  duplicate_port: never('us'),
  already_ours: never('us'),
  other_owner: never('customer'),
  manual_only: never('us'),
  carrier_restriction: act('customer'),
  carrier_unresponsive: act('provider'),
  date_refused: fix('schedule.date', 'us'),
  date_expired: fix('schedule.date', 'us'),
  documents_missing_or_stale: fix('documents', 'us'),
  missing_fields: act('us'),
  mixed_accounts: fix('numbers', 'us'),
  mixed_countries: fix('numbers', 'us'),
  subscription_mismatch: fix('subscriber'),
  contact_support: never('provider'),
  other: never('us'),
};

/** A rejection on an item: the canonical reason and the provider's own code and text. */
export interface Rejection {
  /** The canonical reason. */
  readonly reason: CanonicalReason;
  /** The provider's code as received. */
  readonly code?: string;
  /** The provider's text as received. */
  readonly message?: string;
  /** The text is the order's `rejectionText`, stored once for all its numbers. */
  readonly isTextOfOrder?: true;
  /** The text is that of this attempt, which was refused as a whole. */
  readonly textOfAttempt?: number;
  /** Whether a corrected request can succeed. */
  readonly fixable: boolean;
  /** The field of the request to correct, if there is one. */
  readonly field?: string;
  /** Who must act. */
  readonly actor: Actor;
}

/** Builds a rejection from a reason and the provider's own code and text. */
export function rejectionFor(reason: CanonicalReason, code?: string, message?: string): Rejection {
  return {
    reason,
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
    ...REMEDIES[reason],
  };
}
