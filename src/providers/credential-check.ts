import type { ProviderAccount, ProviderAccounts } from './account';
import { createHttpTransport, type HttpTransport } from './http/transport';
import type { CallContext } from './provider';
import { TwilioClient } from './twilio/client';

type Check<Account> = (account: Account, transport: HttpTransport, call: CallContext) => Promise<void>;

/** The cheapest question that only somebody with the account's credentials is answered. */
const CHECKS: { readonly [P in keyof ProviderAccounts]: Check<ProviderAccounts[P]> } = {
  twilio: async (account, transport, call) => {
    const today = new Date(call.now).toISOString().slice(0, 10);
    // The first page of today's orders; that there is one or none says nothing.
    await new TwilioClient(account, transport).listPortIns({ createdAfter: today }, call).next();
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
  await CHECKS[account.provider](account, transport, call);
}
