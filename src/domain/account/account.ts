/**
 * # account: what a provider account knows beside its ports
 *
 * One workflow for each provider account keeps the webhooks of orders that no port holds yet, tries again to deliver them,
 * and sweeps the account for orders whose changes no webhook told. This room is its state and its rules, pure like those of
 * a port.
 *
 * The room sees the model and the facts.
 *
 * The hard idea is that a webhook can be earlier than the port knows its own order. Such a hint is kept and tried again, and
 * only an order that stays unclaimed for a day, or over two sweeps, counts as an orphan.
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
