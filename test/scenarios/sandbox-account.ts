import type { AccountConfig } from '../../src/config/account-config';
import type { WebhookSettings } from '../../src/config/webhook-settings';
import type { ProviderName } from '../../src/contract/names';
import type { ProviderAccount } from '../../src/providers/account';
import { SIMULATED_STATUS_MAP } from '../../src/sandbox/fone-dynamics/states';

/** The webhook URL that the sandbox's Twilio is told; signatures are computed over it. */
export const WEBHOOK_URL = 'http://receiver.invalid/webhooks/twilio/default/token';

/** What the URLs are made of that go with an order, where a provider takes one. */
export const WEBHOOKS: WebhookSettings = {
  publicUrl: 'http://receiver.invalid',
  secrets: [{ id: 'test', key: Buffer.alloc(32, 7) }],
};

type Account<P extends ProviderName> = Extract<ProviderAccount, { readonly provider: P }>;

/** What is a provider's own of its sandbox account. */
const ACCOUNTS: { readonly [P in ProviderName]: Omit<Account<P>, 'name' | 'baseUrl'> } = {
  twilio: {
    provider: 'twilio',
    credentials: { accountSid: `AC${'0'.repeat(32)}`, authTokens: ['sandbox-token'] },
    timeZone: 'America/New_York',
    signatureMode: 'prefer',
    statusMap: {},
  },
  'telnyx-v1': {
    provider: 'telnyx-v1',
    credentials: { apiUser: 'sandbox@example.com', apiToken: 'sandbox-token' },
    timeZone: 'America/New_York',
    statusMap: {},
  },
  'fone-dynamics': {
    provider: 'fone-dynamics',
    credentials: { accountSid: 'A'.repeat(32), token: 'sandbox-token' },
    propertySid: `S${'A'.repeat(31)}`,
    timeZone: 'Australia/Sydney',
    statusMap: SIMULATED_STATUS_MAP,
    scope: 'property',
  },
};

/** The sandbox's account at a provider, as configuration would describe it. */
export function sandboxAccount(
  baseUrl: string,
  name = 'default',
  policy: AccountConfig['policy'] = {},
  provider: ProviderName = 'twilio',
): AccountConfig {
  return { account: { ...ACCOUNTS[provider], name, baseUrl }, policy };
}
