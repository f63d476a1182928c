import type { ProviderAccount, ProviderAccounts } from './account';
import { readNoDocument, type ReadDocument } from './documents';
import { createHttpTransport, type HttpTransport } from './http/transport';
import type { PortingProvider, ProviderCapabilities, ProviderWebhooks } from './provider';
import { FONE_DYNAMICS_CAPABILITIES, FoneDynamicsProvider } from './fone-dynamics/provider';
import { FoneDynamicsWebhooks } from './fone-dynamics/webhooks';
import { TELNYX_V1_CAPABILITIES } from './telnyx-v1/capabilities';
import { TelnyxV1Provider } from './telnyx-v1/provider';
import { TWILIO_CAPABILITIES, TwilioProvider } from './twilio/provider';
import { TwilioWebhooks } from './twilio/webhooks';

/** What a provider is built with. */
export interface ProviderOptions {
  /** How bytes travel; default: undici. */
  readonly transport?: HttpTransport;
  /** How documents are read that are to be uploaded; default: none is. */
  readonly readDocument?: ReadDocument;
}

interface Builder<Account> {
  /** Those of each provider that it builds: they do not depend on the account. */
  readonly capabilities: ProviderCapabilities;
  provider(account: Account, transport: HttpTransport, readDocument: ReadDocument): PortingProvider;
  /** Absent where the provider sends no webhooks. */
  webhooks?(account: Account): ProviderWebhooks;
}

/** Every provider that Portkeeper knows. To add one: its account in `ProviderAccounts`, its classes here. */
const BUILDERS: { readonly [P in keyof ProviderAccounts]: Builder<ProviderAccounts[P]> } = {
  twilio: {
    capabilities: TWILIO_CAPABILITIES,
    provider: (account, transport, readDocument) => new TwilioProvider(account, transport, readDocument),
    webhooks: (account) => new TwilioWebhooks(account),
  },
  'telnyx-v1': {
    capabilities: TELNYX_V1_CAPABILITIES,
    provider: (account, transport) => new TelnyxV1Provider(account, transport),
  },
  'fone-dynamics': {
    capabilities: FONE_DYNAMICS_CAPABILITIES,
    provider: (account, transport) => new FoneDynamicsProvider(account, transport),
    webhooks: () => new FoneDynamicsWebhooks(),
  },
};

/** The provider behind an account. It keeps no state; a worker builds one per account and shares it. */
export function createProvider(account: ProviderAccount, options: ProviderOptions = {}): PortingProvider {
  const { transport = createHttpTransport(), readDocument = readNoDocument } = options;
  return builderOf(account).provider(account, transport, readDocument);
}

/** How the webhooks of an account are checked and read; undefined where there are none. It builds no API client. */
export function createWebhooks(account: ProviderAccount): ProviderWebhooks | undefined {
  return builderOf(account).webhooks?.(account);
}

/** Who the webhook URLs of a provider belong to. It needs no account, and builds no API client. */
export function webhookScopeOf(provider: keyof ProviderAccounts): ProviderCapabilities['webhookScope'] {
  return BUILDERS[provider].capabilities.webhookScope;
}

/** The builder of an account's provider: the table has each under its own name. */
function builderOf(account: ProviderAccount): Builder<ProviderAccount> {
  return BUILDERS[account.provider];
}
