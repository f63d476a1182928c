import type { ProviderAccount } from '../providers/account';

const TWILIO_SANDBOX_SID = `AC${'0'.repeat(32)}`;
const SANDBOX_TOKEN = 'sandbox-token';

/**
 * Whether an account can only ever talk to a sandbox, whatever its URL: no real account has these credentials
 * (docs/sandbox.md). What would be harmful with real numbers, such as shrunk days, is allowed for these alone.
 */
export function hasSandboxCredentials(account: ProviderAccount): boolean {
  const { accountSid, authTokens, apiKey } = account.credentials;
  return (
    accountSid === TWILIO_SANDBOX_SID &&
    apiKey === undefined &&
    authTokens.length > 0 &&
    authTokens.every((token) => token === SANDBOX_TOKEN)
  );
}
