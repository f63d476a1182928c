import type { StatusMap } from '../account';

/**
 * What signs in at Telnyx's v1 API: an e-mail address and a token of that user (docs/reference/telnyx-v1.md#transport).
 */
export interface TelnyxV1Credentials {
  /** `x-api-user`: the e-mail address of the account. */
  readonly apiUser: string;
  /** `x-api-token`. */
  readonly apiToken: string;
}

/** One account at Telnyx, reached by its v1 API, as configuration describes it. */
export interface TelnyxV1Account {
  readonly provider: 'telnyx-v1';
  /** The name that port requests use for this account. */
  readonly name: string;
  readonly credentials: TelnyxV1Credentials;
  /** Scheme and host of the API; Telnyx: `https://api.telnyx.com`, or a sandbox. */
  readonly baseUrl: string;
  /** IANA zone in which this account's dates without a time are meant. Absent: the country's outermost zones. */
  readonly timeZone?: string;
  readonly statusMap: StatusMap;
  /**
   * What follows `…/sub_requests/{id}/` where a cancellation is asked for; default `cancellation`. The published pages
   * confirm the operation and not this last part of its path (docs/reference/telnyx-v1.md#cancellation-path).
   */
  readonly cancellationPath?: string;
}
