import type { AccountConfig } from '../../src/config/account-config';
import type { WebhookSettings } from '../../src/config/webhook-settings';
import type { ProviderName } from '../support/providers';
import { BUILT_IN_PROVIDERS } from '../../src/providers/registry';
import { SIMULATED_STATUS_MAP } from '../../src/sandbox/fone-dynamics/states';

/** The webhook URL that the sandbox's Twilio is told; signatures are computed over it. */
export const WEBHOOK_URL = 'http://receiver.invalid/webhooks/twilio/default/token';

/** What the URLs are made of that go with an order, where a provider takes one. */
export const WEBHOOKS: WebhookSettings = {
  publicUrl: 'http://receiver.invalid',
  secrets: [{ id: 'test', key: Buffer.alloc(32, 7) }],
};

/** What a test wants of an account beside what the descriptor says of the sandbox. */
const MORE: Readonly<Record<ProviderName, object>> = {
  twilio: { timeZone: 'America/New_York' },
  'telnyx-v1': { timeZone: 'America/New_York' },
  'fone-dynamics': { statusMap: SIMULATED_STATUS_MAP },
};

/** The sandbox's account at a provider, as configuration would describe it. */
export function sandboxAccount(
  baseUrl: string,
  name = 'default',
  policy: AccountConfig['policy'] = {},
  provider: ProviderName = 'twilio',
): AccountConfig {
  const descriptor = BUILT_IN_PROVIDERS.get(provider)!;
  const entry = { provider, name, ...descriptor.sandbox!.entry(baseUrl), ...MORE[provider] };
  return { descriptor, account: descriptor.accountSchema('calls').parse(entry), policy };
}
