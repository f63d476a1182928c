import { z } from 'zod';
import type { AccountConfig, AccountUse } from './account-config';
import { accountEntry, accountUse, baseUrl, secret, timeZone } from './account-entry';

const credentials = z.strictObject({
  apiUser: secret,
  apiToken: secret,
});

/** One account of Telnyx's v1 API as the configuration file writes it; an `AccountConfig` after parsing. */
export function telnyxV1AccountSchema(use: AccountUse) {
  return z
    .strictObject({
      ...accountEntry,
      provider: z.literal('telnyx-v1'),
      // Who only reads webhooks needs none: there are no webhooks of this API.
      credentials: use === 'calls' ? credentials : credentials.partial(),
      baseUrl: baseUrl('https://api.telnyx.com'),
      timeZone: timeZone.exactOptional(),
      cancellationPath: z
        .string()
        .regex(/^[\w-]+$/, 'must be one segment of a path')
        .exactOptional(),
    })
    .transform(
      ({
        rateLimit,
        policy,
        sweep,
        documents,
        credentials: { apiUser = '', apiToken = '' },
        ...entry
      }): AccountConfig => {
        const account = { ...entry, credentials: { apiUser, apiToken } };
        return { account, ...accountUse({ policy, rateLimit, sweep, documents }) };
      },
    );
}
