import { z } from 'zod';
import { accountFields, baseUrl, secret, type AccountUse } from '../../../src/providers/index';

/**
 * One account at My Carrier, as the configuration file writes it. The token signs in at the API; the receiver has no use
 * for it and need not hold it. The webhook secret is what My Carrier signs webhooks with.
 */
export function accountSchema(use: AccountUse) {
  return z.strictObject({
    ...accountFields('my-carrier'),
    credentials: z.strictObject({
      token: use === 'calls' ? secret : secret.default(''),
      webhookSecret: secret,
    }),
    baseUrl: baseUrl('https://api.my-carrier.example'),
  });
}

export type MyCarrierAccount = z.output<ReturnType<typeof accountSchema>>;
