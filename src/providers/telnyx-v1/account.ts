import { accountFields, baseUrl, secret, timeZone } from '../account-fields';
import type { AccountUse } from '../descriptor';
import { z } from 'zod';

/** What signs in at Telnyx's v1 API: an e-mail address and a token of that user (docs/reference/telnyx-v1.md#transport). */
const credentials = z.strictObject({
  /** `x-api-user`: the e-mail address of the account. */
  apiUser: secret,
  /** `x-api-token`. */
  apiToken: secret,
});

/** The receiver needs none: this API has no webhooks. */
const noCredentials = z.strictObject({
  apiUser: credentials.shape.apiUser.default(''),
  apiToken: credentials.shape.apiToken.default(''),
});

/** One account of Telnyx's v1 API as the configuration file writes it. */
export function telnyxV1AccountSchema(use: AccountUse) {
  return z.strictObject({
    ...accountFields('telnyx-v1'),
    credentials: use === 'calls' ? credentials : noCredentials,
    baseUrl: baseUrl('https://api.telnyx.com'),
    /** IANA zone in which this account's dates without a time are meant. Absent: the country's outermost zones. */
    timeZone: timeZone.exactOptional(),
    /**
     * What follows `…/sub_requests/{id}/` where a cancellation is asked for; default `cancellation`. The published pages
     * confirm the operation and not this last part of its path (docs/reference/telnyx-v1.md#cancellation-path).
     */
    cancellationPath: z
      .string()
      .regex(/^[\w-]+$/, 'must be one segment of a path')
      .exactOptional(),
  });
}

/** One account at Telnyx, reached by its v1 API, as configuration describes it. */
export type TelnyxV1Account = z.output<ReturnType<typeof telnyxV1AccountSchema>>;
