import type { AccountConfig } from '../../src/config/account-config';

/** The webhook URL that the sandbox's Twilio is told; signatures are computed over it. */
export const WEBHOOK_URL = 'http://receiver.invalid/webhooks/twilio/default/token';

/** The sandbox's Twilio account, as configuration would describe it. */
export function sandboxAccount(
  baseUrl: string,
  name = 'default',
  policy: AccountConfig['policy'] = {},
): AccountConfig {
  return {
    account: {
      provider: 'twilio',
      name,
      credentials: { accountSid: `AC${'0'.repeat(32)}`, authTokens: ['sandbox-token'] },
      baseUrl,
      timeZone: 'America/New_York',
      signatureMode: 'prefer',
      statusMap: {},
    },
    policy,
  };
}
