/**
 * # account: the state of a provider account beside its ports
 *
 * One workflow for each provider account buffers hints for orders that no port holds yet, retries their delivery, and
 * sweeps the account for changes that no webhook reported. This folder has its state and its rules, pure like those
 * of a port.
 *
 * The folder sees the model and the facts.
 *
 * The main rule: a webhook can arrive before the port knows its own order. Such a hint is buffered and retried, and
 * an order counts as an orphan only if it stays unclaimed for a day, or if a sweep saw it longer ago than a port needs
 * to find its order.
 */

import { FIRST_BEHAVIOR } from '../model/behavior';
import { DAY, MINUTE, SECOND } from '../model/time';
import type { AccountPolicy, ProviderAccount } from './model';

export const ACCOUNT_POLICY: AccountPolicy = {
  firstWait: 10 * SECOND,
  longestWait: 10 * MINUTE,
  orphanAfter: DAY,
  maxBuffered: 1_000,
  unverifiedPerMinute: 500,
  mostReported: 100,
  mostNumbers: 10_000,
};

export function newAccount(provider: string, account: string): ProviderAccount {
  return {
    stateVersion: 1,
    behavior: FIRST_BEHAVIOR,
    provider,
    account,
    buffered: [],
    afterClose: [],
    orphans: [],
  };
}
