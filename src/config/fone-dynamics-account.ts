import { z } from 'zod';
import { DEFAULT_TIME_ZONE } from '../providers/fone-dynamics/account';
import type { AccountConfig, AccountUse } from './account-config';
import { accountEntry, accountUse, baseUrl, secret, timeZone } from './account-entry';

const sid = (letter: string, what: string) =>
  z
    .string()
    .regex(new RegExp(`^${letter}[A-Z0-9]{31}$`), `must be ${letter} and 31 capitals or digits: ${what}`);

/** One account at Fone Dynamics as the configuration file writes it; an `AccountConfig` after parsing. */
export function foneDynamicsAccountSchema(use: AccountUse) {
  return z
    .strictObject({
      ...accountEntry,
      provider: z.literal('fone-dynamics'),
      credentials: z.strictObject({
        accountSid: sid('A', 'the account'),
        // Webhooks are not signed, so who only reads them needs no token.
        token: use === 'calls' ? secret : secret.default(''),
      }),
      propertySid: sid('S', 'the property whose porting requests these are'),
      baseUrl: baseUrl('https://api.fonedynamics.com'),
      timeZone: timeZone.default(DEFAULT_TIME_ZONE),
      scope: z.enum(['property', 'account']).default('property'),
    })
    .transform(({ rateLimit, policy, sweep, documents, ...account }): AccountConfig => ({
      account,
      ...accountUse({ policy, rateLimit, sweep, documents }),
    }));
}
