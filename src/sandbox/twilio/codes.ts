/**
 * Twilio's rejection codes (docs/reference/twilio.md#rejection-codes) with the tokens that Twilio sends with
 * them.
 */
export const REJECTIONS: Readonly<Record<number, string>> = {
  22150: 'CONTACT_SUPPORT_REQUIRED',
  22151: 'PHONE_NUMBER_WITH_CARRIER_RESTRICTION',
  22152: 'PHONE_NUMBER_INACTIVE_OR_DISCONNECTED',
  22153: 'INVALID_END_USER_NAME',
  22154: 'INVALID_ADDRESS',
  22155: 'INVALID_PIN',
  22156: 'INVALID_ACCOUNT_NUMBER',
  22157: 'INVALID_SUBSCRIPTION_RIGHT',
  22158: 'PORT_DATE_REJECTED',
  22159: 'NOT_PORTABLE',
  22171: 'MISSING_REQUIRED_FIELDS',
  400: 'BAD_REQUEST',
  410: 'UNKNOWN_ERROR',
};

export const NOT_PORTABLE: Readonly<Record<number, string>> = {
  22102: 'INVALID_PHONE_NUMBER',
  22130: 'UNSUPPORTED',
  22131: 'ALREADY_IN_THE_TARGET_ACCOUNT',
  22132: 'ALREADY_IN_TWILIO_DIFFERENT_OWNER',
  22133: 'MANUAL_PORTING_AVAILABLE',
  22135: 'ERROR_INTERNAL_SERVER_ERROR',
  22136: 'ALREADY_IN_ONE_OF_YOUR_TWILIO_ACCOUNTS',
  22171: 'MISSING_REQUIRED_FIELDS',
  20003: 'UNAUTHORIZED',
};

/** The token of a code; an unknown code is still sent, because Twilio may add codes. */
export function tokenOf(table: Readonly<Record<number, string>>, code: number): string {
  return table[code] ?? 'OTHER';
}
