import { accountFields, baseUrl, secret, timeZone } from '../account-fields';
import type { AccountUse } from '../descriptor';
import { z } from 'zod';

/**
 * The credentials of Telnyx's v1 API: an e-mail address and a token of that user
 * (docs/reference/telnyx-v1.md#transport).
 */
const credentials = z.strictObject({
  /** `x-api-user`: the e-mail address of the account. */
  apiUser: secret,
  /** `x-api-token`. */
  apiToken: secret,
});

/** The receiver needs no credentials: this API has no webhooks. */
const noCredentials = z.strictObject({
  apiUser: credentials.shape.apiUser.default(''),
  apiToken: credentials.shape.apiToken.default(''),
});

/** The schema of a Telnyx v1 account in the configuration file. */
export function telnyxV1AccountSchema(use: AccountUse) {
  return z.strictObject({
    ...accountFields('telnyx-v1'),
    credentials: use === 'calls' ? credentials : noCredentials,
    baseUrl: baseUrl('https://api.telnyx.com'),
    /** The IANA zone of this account's dates without a time. Absent: the country's outermost zones. */
    timeZone: timeZone.exactOptional(),
    /**
     * The last path segment after `…/sub_requests/{id}/` of a cancellation; default `cancellation`. The
     * published pages confirm the operation but not this segment
     * (docs/reference/telnyx-v1.md#cancellation-path).
     */
    cancellationPath: z
      .string()
      .regex(/^[\w-]+$/, 'must be one segment of a path')
      .exactOptional(),
  });
}

/** One account at Telnyx's v1 API, as configured. */
export type TelnyxV1Account = z.output<ReturnType<typeof telnyxV1AccountSchema>>;
