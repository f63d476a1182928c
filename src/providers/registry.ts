import type { ProviderAccount, ProviderAccounts } from './account';
import { createHttpTransport, type HttpTransport } from './http/transport';
import type { PortingProvider, ProviderWebhooks } from './provider';
import { TwilioProvider } from './twilio/provider';
import { TwilioWebhooks } from './twilio/webhooks';

/** What a provider is built with. */
export interface ProviderOptions {
  /** How bytes travel; default: undici. */
  readonly transport?: HttpTransport;
}

interface Builder<Account> {
  provider(account: Account, transport: HttpTransport): PortingProvider;
  webhooks(account: Account): ProviderWebhooks;
}

/** Every provider that Portkeeper knows. To add one: its account in `ProviderAccounts`, its classes here. */
const BUILDERS: { readonly [P in keyof ProviderAccounts]: Builder<ProviderAccounts[P]> } = {
  twilio: {
    provider: (account, transport) => new TwilioProvider(account, transport),
    webhooks: (account) => new TwilioWebhooks(account),
  },
};

/** The provider behind an account. It keeps no state; a worker builds one per account and shares it. */
export function createProvider(account: ProviderAccount, options: ProviderOptions = {}): PortingProvider {
  return BUILDERS[account.provider].provider(account, options.transport ?? createHttpTransport());
}

/** How the webhooks of an account are checked and read. It builds no API client. */
export function createWebhooks(account: ProviderAccount): ProviderWebhooks {
  return BUILDERS[account.provider].webhooks(account);
}
