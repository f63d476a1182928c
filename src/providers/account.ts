import type { ProviderItemStatus } from '../domain/model/status';
import type { FoneDynamicsAccount } from './fone-dynamics/account';
import type { TelnyxV1Account } from './telnyx-v1/account';
import type { TwilioAccount } from './twilio/account';

/**
 * Which of our statuses a provider's word means, where the built-in tables are wrong or do not know the word.
 * Keys are compared as the tables are: lower case, trimmed, runs of spaces and dashes as `_`.
 */
export type StatusMap = Readonly<Record<string, ProviderItemStatus>>;

/** The accounts by provider. A new provider adds its own interface here; the compiler then names what must know it. */
export interface ProviderAccounts {
  readonly twilio: TwilioAccount;
  readonly 'telnyx-v1': TelnyxV1Account;
  readonly 'fone-dynamics': FoneDynamicsAccount;
}

/** One account at one provider, told apart by `provider`. */
export type ProviderAccount = ProviderAccounts[keyof ProviderAccounts];
