import type { ProviderAccount, ProviderAccounts } from './account';
import { createHttpTransport, type HttpTransport } from './http/transport';
import type { CallContext } from './provider';
import { FoneDynamicsClient } from './fone-dynamics/client';
import { TelnyxV1Client } from './telnyx-v1/client';
import { TwilioClient } from './twilio/client';

type Check<Account> = (account: Account, transport: HttpTransport, call: CallContext) => Promise<void>;

/** The cheapest question that only somebody with the account's credentials is answered. */
const CHECKS: { readonly [P in keyof ProviderAccounts]: Check<ProviderAccounts[P]> } = {
  twilio: async (account, transport, call) => {
    const today = new Date(call.now).toISOString().slice(0, 10);
    // The first page of today's orders; that there is one or none says nothing.
    await new TwilioClient(account, transport).listPortIns({ createdAfter: today }, call).next();
  },
  'telnyx-v1': async (account, transport, call) => {
    await new TelnyxV1Client(account, transport).drafts.list({}, call).next();
  },
  'fone-dynamics': async (account, transport, call) => {
    const level = { scope: 'property', propertySid: account.propertySid } as const;
    await new FoneDynamicsClient(account, transport).list(level, { from: call.now }, call).next();
  },
};

/**
 * Asks the provider something harmless with an account's credentials: it reads, and changes nothing.
 *
 * @throws ProviderError when they are refused, or the provider does not answer
 */
export async function checkCredentials(
  account: ProviderAccount,
  call: CallContext,
  transport: HttpTransport = createHttpTransport(),
): Promise<void> {
  // The table has each provider's under its own name, which the compiler cannot follow.
  const check = CHECKS[account.provider] as Check<ProviderAccount>;
  await check(account, transport, call);
}
