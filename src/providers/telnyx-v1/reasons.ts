import { type CanonicalReason, type Rejection, rejectionFor } from '../../domain/model/reasons';
import type { OrderComment } from '../../domain/model/snapshot';

/** `non_portable_reason` of a portability check (docs/reference/telnyx-v1.md#not-portable-reasons). */
const NOT_PORTABLE: ReadonlyMap<string, CanonicalReason> = tableOf({
  invalid_phone_number: 'invalid_number',
  lrn_data_not_found: 'unsupported',
  no_coverage: 'unsupported',
  already_being_ported: 'duplicate_port',
  telnyx_number: 'already_ours',
});

/**
 * Telnyx's error codes about ports (docs/reference/telnyx-v1.md#error-codes). It is not published which
 * answers carry them.
 */
const ERROR_CODES: ReadonlyMap<string, CanonicalReason> = tableOf({
  80000: 'number_not_on_account',
  80001: 'number_inactive',
  80002: 'number_not_on_account',
  80003: 'duplicate_port',
  80004: 'date_refused',
  80005: 'pin_wrong_or_expired',
  80007: 'date_expired',
  80008: 'documents_missing_or_stale',
  80009: 'documents_missing_or_stale',
  80010: 'documents_missing_or_stale',
  80012: 'unsupported',
  80013: 'unsupported',
  80014: 'address_mismatch',
  80015: 'associated_numbers_missing',
  80016: 'documents_missing_or_stale',
  80018: 'date_refused',
  80020: 'subscription_mismatch',
  80021: 'wrong_port_type',
  80023: 'unsupported',
  80200: 'duplicate_port',
});

/**
 * The exception codes of Telnyx's v2 API, which v1 comments may quote (docs/reference/telnyx-v1.md#exception-codes).
 */
const EXCEPTION_CODES: ReadonlyMap<string, CanonicalReason> = tableOf({
  ACCOUNT_NUMBER_MISMATCH: 'account_number_wrong',
  AUTH_PERSON_MISMATCH: 'authorized_person_mismatch',
  BTN_ATN_MISMATCH: 'billing_number_mismatch',
  ENTITY_NAME_MISMATCH: 'name_mismatch',
  FOC_EXPIRED: 'date_expired',
  FOC_REJECTED: 'date_refused',
  LOA_ILLEGIBLE: 'documents_missing_or_stale',
  LOCATION_MISMATCH: 'address_mismatch',
  LSR_PENDING: 'pending_order_or_freeze',
  MAIN_BTN_PORTING: 'associated_numbers_missing',
  OSP_IRRESPONSIVE: 'carrier_unresponsive',
  PASSCODE_PIN_INVALID: 'pin_wrong_or_expired',
  PHONE_NUMBER_HAS_SPECIAL_FEATURE: 'complex_service',
  PHONE_NUMBER_MISMATCH: 'number_not_on_account',
  PHONE_NUMBER_NOT_PORTABLE: 'unsupported',
  PORT_TYPE_INCORRECT: 'wrong_port_type',
  POSTAL_CODE_MISMATCH: 'address_mismatch',
  RATE_CENTER_NOT_PORTABLE: 'unsupported',
});

/** Why Telnyx does not accept a number. */
export function notPortable(reason: string | undefined): Rejection {
  return rejectionFor(NOT_PORTABLE.get(reason?.toLowerCase() ?? '') ?? 'other', reason);
}

/**
 * Finds the comment that explains the exception of a sub request; the newest comment is last. Customers
 * comment too, and no field distinguishes them from Telnyx's staff. An author of a comment with a Telnyx code
 * counts as staff, and the newest comment of staff is used; without one, the newest of all.
 */
export function explanationIn(comments: readonly OrderComment[]): OrderComment | undefined {
  const staff = new Set(
    comments.flatMap(({ by, body }) => (by !== undefined && codeIn(body) !== undefined ? [by] : [])),
  );
  return comments.findLast(({ by }) => by !== undefined && staff.has(by)) ?? comments.at(-1);
}

/**
 * Why a sub request is in exception. v1 has no field for the reason, only comments. A Telnyx code in the
 * comment gives the canonical reason; other text is passed on without interpretation.
 */
export function carrierRejection(comment: string | undefined): Rejection {
  const code = codeIn(comment);
  return rejectionFor(reasonOfCode(code) ?? 'other', code, comment);
}

/** The canonical reason for the code of an error, if it is about the port. */
export function reasonOfError(code: string | undefined): CanonicalReason | undefined {
  return code === undefined ? undefined : ERROR_CODES.get(code);
}

function reasonOfCode(code: string | undefined): CanonicalReason | undefined {
  return code === undefined ? undefined : (EXCEPTION_CODES.get(code) ?? ERROR_CODES.get(code));
}

/** The first of Telnyx's porting codes in a text. */
function codeIn(text: string | undefined): string | undefined {
  const candidates = text?.match(/\b(?:80\d{3}|[A-Z]+(?:_[A-Z]+)+)\b/g) ?? [];
  return candidates.find((candidate) => reasonOfCode(candidate) !== undefined);
}

/** A `Map`, because any text of a provider is looked up in it, for example `constructor`. */
function tableOf(rows: Readonly<Record<string, CanonicalReason>>): ReadonlyMap<string, CanonicalReason> {
  return new Map(Object.entries(rows));
}
