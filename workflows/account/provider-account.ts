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
import { bufferHints } from '../../src/domain/account/buffer-hints';
import type { AccountChange } from '../../src/domain/account/reports';
import { isSweepDue, sweptEvery, unswept } from '../../src/domain/account/sweep';
import { earliest, type Instant, type Milliseconds } from '../../src/domain/model/time';
import { accountCard } from './account-card';
import { openAccountInbox } from './account-inbox';
import { requireKnown, risen } from '../behavior';
import { deliver } from './deliver-hints';
import { misnamedAccount } from '../failures';
import { openSweepRun, type SweepRun } from './sweep-run';

/** What a run hands to the next. */
export interface CarriedAccount {
  /** Everything that is remembered; its `stateVersion` says which shape it has. Absent only in a first run. */
  readonly account?: ProviderAccount;
  /** When the pass began that was under way when the run before ended. */
  readonly sweepingSince?: Instant;
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
  const { eventsPerRun = Infinity, policy: changes, account: before, sweepingSince } = carried ?? {};
  const policy = { ...ACCOUNT_POLICY, ...changes };
  let account = before ?? openAccount();
  requireKnown(account.behavior);
  const sweep = openSweepRun(policy, sweepingSince);
  const inbox = openAccountInbox(
    () => account,
    (end) => {
      sweep.ended(end);
    },
  ); // every handler, before the first await
  // Temporal's own cancel would lose what is kept; only terminate stops an account.
  return CancellationScope.nonCancellable(async () => {
    for (let steps = 0; ; steps++) {
      const { hints, surplus } = inbox.takeAll();
      account = told(bufferHints(account, hints, Date.now(), policy, surplus));
      account = sweep.finish(configured(account, inbox.takeSweepEvery()));
      setCurrentDetails(accountCard(account));
      if (steps > 0 && isTimeToContinue(eventsPerRun)) await continueWith(carriedOn(carried, account, sweep));
      if (isPassDue(account, sweep)) await sweep.begin(account);
      const due = dueOrders(account, Date.now(), policy);
      if (due.length > 0)
        account = told(answered(account, due, await deliver(account, due), Date.now(), policy));
      else await inbox.until(nextWake(account, sweep), whatIsAwaited(account), () => sweep.isOver);
    }
  });
}

/** A memo that goes along by itself stays encrypted with the key of the first run. */
async function continueWith(carried: CarriedAccount): Promise<never> {
  const { memo } = workflowInfo();
  return makeContinueAsNewFunc<typeof providerAccount>({ ...(memo && { memo }) })(carried);
}

/** What is under way goes on beside the next run, which goes on with what is known of it. */
function carriedOn(
  carried: CarriedAccount | null | undefined,
  account: ProviderAccount,
  { since }: SweepRun,
): CarriedAccount {
  const { sweepingSince: _, ...kept } = carried ?? {};
  return {
    ...kept,
    account: { ...account, behavior: risen(account.behavior) },
    ...(since !== undefined && { sweepingSince: since }),
  };
}

/** Whether a pass is to begin, or one that an earlier run began may have come to nothing. */
function isPassDue(account: ProviderAccount, { since, checkAt }: SweepRun): boolean {
  const now = Date.now();
  return since === undefined ? isSweepDue(account, now) : checkAt !== undefined && checkAt <= now;
}

function configured(account: ProviderAccount, every: Milliseconds | null | undefined): ProviderAccount {
  if (every === undefined) return account;
  return every === null ? unswept(account) : sweptEvery(account, every, Date.now());
}

/** When something is due; the next pass only while none is under way. */
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
 * Asked between two steps, after everything that came is taken in: it goes along with the account. Handlers do not wait
 * for anything, so none is unfinished; and a signal that comes meanwhile undoes the attempt, and is taken in first.
 */
function isTimeToContinue(eventsPerRun: number): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength >= eventsPerRun;
}

/** How many references one line of the log names. */
const MAX_LOGGED = 10;

/** Tells the log, in one line, of all orders that now count as orphans. */
function told({ account, orphaned, unlisted }: AccountChange): ProviderAccount {
  if (orphaned.length === 0 && unlisted === 0) return account;
  const { provider, account: name } = account;
  const unclaimed = orphaned.filter(({ why }) => why === 'unclaimed').length;
  log.warn('orphans: webhooks told of orders that no port holds', {
    provider,
    account: name,
    unclaimed,
    noRoom: orphaned.length - unclaimed + unlisted,
    orders: orphaned.slice(0, MAX_LOGGED).map(({ orderRef }) => orderRef),
  });
  return account;
}

function whatIsAwaited({ buffered: kept }: ProviderAccount): string {
  if (kept.length === 0) return 'until all orders are gone through again';
  return `until ${kept.length === 1 ? 'the port of 1 order is' : `the ports of ${String(kept.length)} orders are`} looked for again`;
}
