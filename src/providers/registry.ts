import type { ProviderAccount, ProviderAccounts } from './account';
import { createHttpTransport, type HttpTransport } from './http/transport';
import type { PortingProvider, ProviderWebhooks } from './provider';
import { FoneDynamicsProvider } from './fone-dynamics/provider';
import { FoneDynamicsWebhooks } from './fone-dynamics/webhooks';
import { TelnyxV1Provider } from './telnyx-v1/provider';
import { TwilioProvider } from './twilio/provider';
import { TwilioWebhooks } from './twilio/webhooks';

/** What a provider is built with. */
export interface ProviderOptions {
  /** How bytes travel; default: undici. */
  readonly transport?: HttpTransport;
}

interface Builder<Account> {
  provider(account: Account, transport: HttpTransport): PortingProvider;
  /** Absent where the provider sends no webhooks. */
  webhooks?(account: Account): ProviderWebhooks;
}

/** Every provider that Portkeeper knows. To add one: its account in `ProviderAccounts`, its classes here. */
const BUILDERS: { readonly [P in keyof ProviderAccounts]: Builder<ProviderAccounts[P]> } = {
  twilio: {
    provider: (account, transport) => new TwilioProvider(account, transport),
    webhooks: (account) => new TwilioWebhooks(account),
  },
  'telnyx-v1': { provider: (account, transport) => new TelnyxV1Provider(account, transport) },
  'fone-dynamics': {
    provider: (account, transport) => new FoneDynamicsProvider(account, transport),
    webhooks: () => new FoneDynamicsWebhooks(),
  },
};

/** The provider behind an account. It keeps no state; a worker builds one per account and shares it. */
export function createProvider(account: ProviderAccount, options: ProviderOptions = {}): PortingProvider {
  return builderOf(account).provider(account, options.transport ?? createHttpTransport());
}

/** How the webhooks of an account are checked and read; undefined where there are none. It builds no API client. */
export function createWebhooks(account: ProviderAccount): ProviderWebhooks | undefined {
  return builderOf(account).webhooks?.(account);
}

/** The builder of an account's provider. The table has each under its own name, which the compiler cannot follow. */
function builderOf(account: ProviderAccount): Builder<ProviderAccount> {
  return BUILDERS[account.provider] as unknown as Builder<ProviderAccount>;
}
