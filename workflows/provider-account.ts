import { CancellationScope, continueAsNew, log, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { accountOf } from '../src/contract/names';
import {
  ACCOUNT_POLICY,
  newAccount,
  type AccountPolicy,
  type ProviderAccount,
} from '../src/domain/account/account';
import { answered, dueOrders, nextTryAt } from '../src/domain/account/delivery';
import { keep } from '../src/domain/account/keep';
import type { AccountChange } from '../src/domain/account/reports';
import { isSweepDue, sweptEvery, unswept } from '../src/domain/account/sweep';
import { earliest, type Instant, type Milliseconds } from '../src/domain/time';
import { accountCard } from './account-card';
import { openAccountInbox } from './account-inbox';
import { deliver } from './deliver-hints';
import { misnamedAccount } from './failures';
import { openSweeper, type Sweeper } from './sweep';

/** What a run hands to the next. */
export interface CarriedAccount {
  /** Everything that is remembered; its `stateVersion` says which shape it has. Absent only in a first run. */
  readonly account?: ProviderAccount;
  /** Continue as soon as the history has this many events: tests lower it, the server's advice is in the thousands. */
  readonly eventsPerRun?: number;
  /** Where tests are less patient. */
  readonly policy?: Partial<AccountPolicy>;
}

/**
 * What one provider account has to remember beside its ports: hints for orders that no port holds yet. It looks for
 * their ports until they are found, goes through all orders of the provider now and then, and reports what nobody
 * claims. It never ends, and only a wrong workflow id makes
 * it fail.
 *
 * @param carried - the state of the run before, after continue-as-new; nobody else gives it
 */
export async function providerAccount(carried?: CarriedAccount | null): Promise<never> {
  const { eventsPerRun = Infinity, policy: changes, account: before } = carried ?? {};
  const policy = { ...ACCOUNT_POLICY, ...changes };
  let account = before ?? openAccount();
  const inbox = openAccountInbox(() => account); // every handler, before the first await
  const sweeper = openSweeper(policy);
  // Temporal's own cancel would lose what is kept; only terminate stops an account.
  return CancellationScope.nonCancellable(async () => {
    for (let steps = 0; ; steps++) {
      account = told(keep(account, inbox.takeAll(), Date.now(), policy));
      account = sweeper.finish(configured(account, inbox.takeSweepEvery()));
      setCurrentDetails(accountCard(account));
      if (steps > 0 && !sweeper.isUnderWay && isTimeToContinue(eventsPerRun))
        await continueAsNew<typeof providerAccount>({ ...carried, account });
      if (!sweeper.isUnderWay && isSweepDue(account, Date.now())) sweeper.begin(account);
      const due = dueOrders(account, Date.now(), policy);
      if (due.length > 0)
        account = told(answered(account, due, await deliver(account, due), Date.now(), policy));
      else await inbox.until(nextWake(account, sweeper), whatIsAwaited(account), () => sweeper.isOver);
    }
  });
}

function configured(account: ProviderAccount, every: Milliseconds | null | undefined): ProviderAccount {
  if (every === undefined) return account;
  return every === null ? unswept(account) : sweptEvery(account, every, Date.now());
}

/** When something is due; the next pass only while none is under way. */
function nextWake(account: ProviderAccount, { isUnderWay }: Sweeper): Instant | undefined {
  const sweepAt = isUnderWay ? undefined : account.sweep?.nextAt;
  return earliest([nextTryAt(account), sweepAt].filter((at) => at !== undefined));
}

function openAccount(): ProviderAccount {
  const { workflowId } = workflowInfo();
  const named = accountOf(workflowId);
  if (named === undefined) throw misnamedAccount(workflowId);
  return newAccount(named.provider, named.account);
}

/**
 * Asked between two steps, when nothing is in flight and the inbox is empty. Handlers do not wait for anything, so none
 * is unfinished; and a signal that comes meanwhile undoes the attempt.
 */
function isTimeToContinue(eventsPerRun: number): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength >= eventsPerRun;
}

/** Tells the log of every order that now counts as an orphan. */
function told({ account, orphaned }: AccountChange): ProviderAccount {
  const { provider, account: name } = account;
  for (const orphan of orphaned)
    log.warn('orphan: webhooks told of an order that no port holds', { provider, account: name, ...orphan });
  return account;
}

function whatIsAwaited({ kept }: ProviderAccount): string {
  if (kept.length === 0) return 'until all orders are gone through again';
  return `until ${kept.length === 1 ? 'the port of 1 order is' : `the ports of ${String(kept.length)} orders are`} looked for again`;
}
