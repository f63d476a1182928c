import { DAY, MINUTE, SECOND } from '../model/time';
import type { AccountPolicy, ProviderAccount } from './model';

export const ACCOUNT_POLICY: AccountPolicy = {
  firstWait: 10 * SECOND,
  longestWait: 10 * MINUTE,
  orphanAfter: DAY,
  mostKept: 1_000,
  unverifiedPerMinute: 500,
  mostReported: 100,
  mostNumbers: 10_000,
};

export function newAccount(provider: string, account: string): ProviderAccount {
  return { stateVersion: 1, provider, account, kept: [], late: [], orphans: [] };
}
