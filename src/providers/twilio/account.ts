import type { StatusMap } from '../account';
import type { SignatureMode } from '../provider';

/** Credentials of a Twilio account. */
export interface TwilioCredentials {
  /** `AC` and 32 hex digits: the account whose orders these are. */
  readonly accountSid: string;
  /**
   * The account's auth tokens, the current one first. The first signs in (unless there is an API key); any of
   * them may have signed a webhook, so that a token can be rotated without losing one.
   */
  readonly authTokens: readonly string[];
  /** Signs in instead of the auth token. Twilio never signs webhooks with it. */
  readonly apiKey?: { readonly sid: string; readonly secret: string };
}

/** One account at Twilio, as configuration describes it. */
export interface TwilioAccount {
  readonly provider: 'twilio';
  /** The name that port requests use for this account. */
  readonly name: string;
  readonly credentials: TwilioCredentials;
  /** Scheme and host of the API; Twilio: `https://numbers.twilio.com`, or a sandbox. */
  readonly baseUrl: string;
  /** The same of the API that takes documents; absent: `https://numbers-upload.twilio.com`. */
  readonly uploadBaseUrl?: string;
  /** IANA zone in which this account's dates without a time are meant. Absent: the country's outermost zones. */
  readonly timeZone?: string;
  readonly signatureMode: SignatureMode;
  readonly statusMap: StatusMap;
}
