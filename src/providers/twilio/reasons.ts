import { type CanonicalReason, type Rejection, rejectionFor } from '../../domain/model/reasons';

/**
 * Twilio's codes with their canonical reasons (docs/reference/twilio.md#rejection-codes,
 * docs/reference/twilio.md#not-portable-codes). If an answer has a text token but no code, the token is
 * looked up instead: both columns are Twilio's.
 */
interface CodeRow {
  /** Absent: Twilio publishes the code alone. */
  readonly token?: string;
  readonly reason: CanonicalReason;
}

/**
 * `rejection_reason_code`: the losing carrier rejected. `400` and `410` are reason codes, not HTTP statuses.
 */
const REJECTIONS: Readonly<Record<string, CodeRow>> = {
  22150: { token: 'CONTACT_SUPPORT_REQUIRED', reason: 'contact_support' },
  22151: { token: 'PHONE_NUMBER_WITH_CARRIER_RESTRICTION', reason: 'carrier_restriction' },
  22152: { token: 'PHONE_NUMBER_INACTIVE_OR_DISCONNECTED', reason: 'number_inactive' },
  22153: { token: 'INVALID_END_USER_NAME', reason: 'name_mismatch' },
  22154: { token: 'INVALID_ADDRESS', reason: 'address_mismatch' },
  22155: { token: 'INVALID_PIN', reason: 'pin_wrong_or_expired' },
  22156: { token: 'INVALID_ACCOUNT_NUMBER', reason: 'account_number_wrong' },
  22157: { token: 'INVALID_SUBSCRIPTION_RIGHT', reason: 'subscription_mismatch' },
  22158: { token: 'PORT_DATE_REJECTED', reason: 'date_refused' },
  22159: { token: 'NOT_PORTABLE', reason: 'unsupported' },
  22171: { token: 'MISSING_REQUIRED_FIELDS', reason: 'missing_fields' },
  400: { token: 'BAD_REQUEST', reason: 'missing_fields' },
  410: { token: 'UNKNOWN_ERROR', reason: 'other' },
};

/** `not_portable_reason_code`, `not_portability_reason_code`: Twilio does not accept the number. */
const NOT_PORTABLE: Readonly<Record<string, CodeRow>> = {
  22102: { token: 'INVALID_PHONE_NUMBER', reason: 'invalid_number' },
  22130: { token: 'UNSUPPORTED', reason: 'unsupported' },
  22131: { token: 'ALREADY_IN_THE_TARGET_ACCOUNT', reason: 'already_ours' },
  22132: { token: 'ALREADY_IN_TWILIO_DIFFERENT_OWNER', reason: 'other_owner' },
  22133: { token: 'MANUAL_PORTING_AVAILABLE', reason: 'manual_only' },
  22136: { token: 'ALREADY_IN_ONE_OF_YOUR_TWILIO_ACCOUNTS', reason: 'already_ours' },
  22137: { reason: 'duplicate_port' },
  22171: { token: 'MISSING_REQUIRED_FIELDS', reason: 'missing_fields' },
  22172: { reason: 'mixed_countries' },
};

/** Twilio's check itself failed; the result says nothing about the number. */
const CHECK_FAILED = { code: '22135', token: 'ERROR_INTERNAL_SERVER_ERROR' };

/**
 * The credentials are not allowed to check for the target account; the result says nothing about the number.
 */
const UNAUTHORIZED = { code: '20003', token: 'UNAUTHORIZED' };

/** A code and a text as Twilio sent them; either may be absent. */
export interface CodeAndText {
  readonly code: string | undefined;
  readonly text: string | undefined;
}

/** Why the losing carrier rejected a number. */
export function carrierRejection({ code, text }: CodeAndText): Rejection {
  return rejectionFor(rowOf(REJECTIONS, code, text)?.reason ?? 'other', code, text);
}

/**
 * Why Twilio does not accept a number.
 *
 * 22131 and 22136 mean both "is in your account" and "is being ported into it"
 * (docs/reference/twilio.md#not-portable-codes). `isInInventory` distinguishes them if Twilio does: the
 * portability answer names the owning account only for a number that is there already. If it is undefined,
 * the text decides.
 */
export function notPortable({ code, text }: CodeAndText, isInInventory?: boolean): Rejection {
  const reason = rowOf(NOT_PORTABLE, code, text)?.reason ?? 'other';
  const isBeingPorted =
    isInInventory === undefined ? /\bport(ing|ed)? in|being ported/i.test(text ?? '') : !isInInventory;
  return rejectionFor(reason === 'already_ours' && isBeingPorted ? 'duplicate_port' : reason, code, text);
}

/**
 * The canonical reason for the code of an error, if it is about the port. Five-digit codes only: as an error
 * code, `400` says no more than the HTTP status.
 */
export function reasonOfError(code: string | undefined): CanonicalReason | undefined {
  if (code === undefined || !/^\d{5}$/.test(code)) return undefined;
  return (rowOf(NOT_PORTABLE, code, undefined) ?? rowOf(REJECTIONS, code, undefined))?.reason;
}

/** Whether the code is in Twilio's table of reasons why a number is not portable. */
export function isKnownNotPortable({ code, text }: CodeAndText): boolean {
  return rowOf(NOT_PORTABLE, code, text) !== undefined;
}

/** Whether Twilio's check failed, so that it must be repeated. */
export function isFailedCheck({ code, text }: CodeAndText): boolean {
  return matches(CHECK_FAILED, code, text);
}

/** Whether the credentials are not allowed to check, which is a configuration error. */
export function isUnauthorized({ code, text }: CodeAndText): boolean {
  return matches(UNAUTHORIZED, code, text);
}

function rowOf(
  table: Readonly<Record<string, CodeRow>>,
  code: string | undefined,
  text: string | undefined,
): CodeRow | undefined {
  // Own properties only: any text of Twilio is looked up, for example `constructor`.
  if (code !== undefined) return Object.hasOwn(table, code) ? table[code] : undefined;
  const token = tokenOf(text);
  return token === undefined ? undefined : Object.values(table).find((row) => row.token === token);
}

function matches(
  row: { code: string; token: string },
  code: string | undefined,
  text: string | undefined,
): boolean {
  return code === undefined ? tokenOf(text) === row.token : code === row.code;
}

function tokenOf(text: string | undefined): string | undefined {
  return text
    ?.trim()
    .toUpperCase()
    .replace(/[\s-]+/g, '_');
}
