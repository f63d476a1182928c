import {
  CancellationScope,
  log,
  makeContinueAsNewFunc,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import { accountOf } from '../../src/contract/names';
import { ACCOUNT_POLICY, newAccount } from '../../src/domain/account/account';
import type { AccountPolicy, ProviderAccount } from '../../src/domain/account/model';
import { answered, dueOrders, nextTryAt } from '../../src/domain/account/delivery';
import { forgetOrders } from '../../src/domain/account/forget-orders';
import { bufferHints } from '../../src/domain/account/buffer-hints';
import type { AccountChange } from '../../src/domain/account/reports';
import { isSweepDue, withSweepInterval, withoutSweep } from '../../src/domain/account/sweep';
import { earliest, type Instant, type Milliseconds } from '../../src/domain/model/time';
import { accountCard } from './account-card';
import { openAccountInbox } from './account-inbox';
import { requireSupported, nextBehavior } from '../behavior';
import { deliver } from './deliver-hints';
import { misnamedAccount } from '../failures';
import { openSweepRun, type SweepRun } from './sweep-run';
import { workflowTime } from '../clock';

/** The state that a run hands to the next. */
export interface CarriedAccount {
  /** The whole state; its `stateVersion` names its shape. Absent only in a first run. */
  readonly account?: ProviderAccount;
  /** When the pass began that was running at the end of the previous run. */
  readonly sweepingSince?: Instant;
  /**
   * Continue as new as soon as the history has this many events. Tests lower it; the server's suggestion comes after
   * thousands.
   */
  readonly eventsPerRun?: number;
  /** Shorter waits, for tests. */
  readonly policy?: Partial<AccountPolicy>;
}

/**
 * The state of one provider account beside its ports: hints for orders that no port holds yet. It searches for their
 * ports until they are found, sweeps all orders of the provider periodically, and reports orphans. It never ends, and
 * only a wrong workflow id makes it fail.
 *
 * @param carried - the state of the previous run, after continue-as-new; only this workflow sets it
 */
export async function providerAccount(carried?: CarriedAccount | null): Promise<never> {
  const { eventsPerRun = Infinity, policy: changes, account: before, sweepingSince } = carried ?? {};
  const policy = { ...ACCOUNT_POLICY, ...changes };
  let account = before ?? openAccount();
  requireSupported(account.behavior);
  const sweep = openSweepRun(policy, sweepingSince);
  const inbox = openAccountInbox(
    () => account,
    (end) => {
      sweep.ended(end);
    },
  ); // every handler, before the first await
  // Temporal's own cancel would lose buffered hints; only terminate stops an account.
  return CancellationScope.nonCancellable(async () => {
    for (let steps = 0; ; steps++) {
      const { hints, surplus } = inbox.takeAll();
      account = withOrphansLogged(bufferHints(account, hints, workflowTime(), policy, surplus));
      account = forgetOrders(account, inbox.takeErased());
      account = sweep.finish(configured(account, inbox.takeSweepEvery()));
      setCurrentDetails(accountCard(account));
      if (steps > 0 && isTimeToContinue(eventsPerRun))
        await continueWith(handoverOf(carried, account, sweep));
      if (isPassDue(account, sweep)) await sweep.begin(account);
      const due = dueOrders(account, workflowTime(), policy);
      if (due.length > 0)
        account = withOrphansLogged(
          answered(account, due, await deliver(account, due), workflowTime(), policy),
        );
      else await inbox.until(nextWake(account, sweep), wakeReason(account), () => sweep.isOver);
    }
  });
}

/** Hands the memo on explicitly: a memo that Temporal copies stays encrypted with the key of the first run. */
async function continueWith(carried: CarriedAccount): Promise<never> {
  const { memo } = workflowInfo();
  return makeContinueAsNewFunc<typeof providerAccount>({ ...(memo && { memo }) })(carried);
}

/** The handover to the next run. A running pass goes on beside it. */
function handoverOf(
  carried: CarriedAccount | null | undefined,
  account: ProviderAccount,
  { since }: SweepRun,
): CarriedAccount {
  const { sweepingSince: _, ...kept } = carried ?? {};
  return {
    ...kept,
    account: { ...account, behavior: nextBehavior(account.behavior) },
    ...(since !== undefined && { sweepingSince: since }),
  };
}

/** Whether a pass must begin, or a pass of an earlier run must be checked. */
function isPassDue(account: ProviderAccount, { since, checkAt }: SweepRun): boolean {
  const now = workflowTime();
  return since === undefined ? isSweepDue(account, now) : checkAt !== undefined && checkAt <= now;
}

function configured(account: ProviderAccount, every: Milliseconds | null | undefined): ProviderAccount {
  if (every === undefined) return account;
  return every === null ? withoutSweep(account) : withSweepInterval(account, every, workflowTime());
}

/** The next wake; the next pass counts only while none is running. */
function nextWake(account: ProviderAccount, { since, checkAt }: SweepRun): Instant | undefined {
  const sweepAt = since === undefined ? account.sweep?.nextAt : checkAt;
  return earliest([nextTryAt(account), sweepAt]);
}

function openAccount(): ProviderAccount {
  const { workflowId } = workflowInfo();
  const named = accountOf(workflowId);
  if (named === undefined) throw misnamedAccount(workflowId);
  return newAccount(named.provider, named.account);
}

/**
 * Checked between two steps, after all signals are taken, so that they are part of the handover. Handlers do not
 * wait, so none is unfinished. A signal that arrives meanwhile fails the workflow task, and is taken first.
 */
function isTimeToContinue(eventsPerRun: number): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength >= eventsPerRun;
}

/** How many references one log line names. */
const MAX_LOGGED = 10;

/** Logs all new orphans in one line. */
function withOrphansLogged({ account, orphaned, unlisted }: AccountChange): ProviderAccount {
  if (orphaned.length === 0 && unlisted === 0) return account;
  const { provider, account: name } = account;
  const unclaimed = orphaned.filter(({ why }) => why === 'unclaimed').length;
  log.warn('orphans: webhooks of orders that no port holds', {
    provider,
    account: name,
    unclaimed,
    noRoom: orphaned.length - unclaimed + unlisted,
    orders: orphaned.slice(0, MAX_LOGGED).map(({ orderRef }) => orderRef),
  });
  return account;
}

function wakeReason({ buffered: kept }: ProviderAccount): string {
  if (kept.length === 0) return 'until the next sweep';
  return `until ${kept.length === 1 ? 'the port of 1 order is' : `the ports of ${String(kept.length)} orders are`} searched for again`;
}
