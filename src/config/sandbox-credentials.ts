import type { ProviderAccount, ProviderAccounts } from '../providers/account';

const SANDBOX_TOKEN = 'sandbox-token';

/** Whether credentials are those of the sandbox (docs/sandbox.md), provider by provider. */
const IS_SANDBOX: { readonly [P in keyof ProviderAccounts]: (account: ProviderAccounts[P]) => boolean } = {
  twilio: ({ credentials: { accountSid, authTokens, apiKey } }) =>
    accountSid === `AC${'0'.repeat(32)}` &&
    apiKey === undefined &&
    authTokens.length > 0 &&
    authTokens.every((token) => token === SANDBOX_TOKEN),
  'telnyx-v1': ({ credentials: { apiUser, apiToken } }) =>
    apiUser === 'sandbox@example.com' && apiToken === SANDBOX_TOKEN,
  'fone-dynamics': ({ credentials: { accountSid, token } }) =>
    accountSid === 'A'.repeat(32) && token === SANDBOX_TOKEN,
};

/**
 * Whether an account can only ever talk to a sandbox, whatever its URL: no real account has these credentials. What
 * would be harmful with real numbers, such as shrunk days, is allowed for these alone.
 */
export function hasSandboxCredentials(account: ProviderAccount): boolean {
  // The table has each provider's under its own name, which the compiler cannot follow.
  const isSandbox = IS_SANDBOX[account.provider] as (account: ProviderAccount) => boolean;
  return isSandbox(account);
}
