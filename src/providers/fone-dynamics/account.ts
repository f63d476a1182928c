import { accountFields, baseUrl, secret, timeZone } from '../account-fields';
import type { AccountUse } from '../descriptor';
import { z } from 'zod';

/** The zone of an account without `timeZone`. */
export const DEFAULT_TIME_ZONE = 'Australia/Sydney';

const sid = (letter: string, what: string) =>
  z
    .string()
    .regex(new RegExp(`^${letter}[A-Z0-9]{31}$`), `must be ${letter} and 31 capitals or digits: ${what}`);

/** The schema of a Fone Dynamics account in the configuration file. */
export function foneDynamicsAccountSchema(use: AccountUse) {
  return z.strictObject({
    ...accountFields('fone-dynamics'),
    /** HTTP Basic (docs/reference/fone-dynamics.md#transport). */
    credentials: z.strictObject({
      accountSid: sid('A', 'the account'),
      // Webhooks are not signed, so the receiver needs no token.
      token: use === 'calls' ? secret : secret.default(''),
    }),
    /** The property whose porting requests are read. A request may name another. */
    propertySid: sid('S', 'the property whose porting requests these are'),
    baseUrl: baseUrl('https://api.fonedynamics.com'),
    /** The IANA zone of the account's dates. */
    timeZone: timeZone.default(DEFAULT_TIME_ZONE),
    /**
     * Which porting requests a read lists: those of the property, or of all properties of the account
     * (docs/reference/fone-dynamics.md#operations).
     */
    scope: z.enum(['property', 'account']).default('property'),
  });
}

/** One account at Fone Dynamics, as configured. */
export type FoneDynamicsAccount = z.output<ReturnType<typeof foneDynamicsAccountSchema>>;
