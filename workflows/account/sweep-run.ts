import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ChildWorkflowFailure, log, ParentClosePolicy, startChild } from '@temporalio/workflow';
import type { SweepEnded } from '../../src/contract/messages';
import { sweepWorkflowId } from '../../src/contract/names';
import type { AccountPolicy, ProviderAccount } from '../../src/domain/account/model';
import { sweepFailed, withSweepInterval } from '../../src/domain/account/sweep';
import { HOUR, type Instant, type Milliseconds, MINUTE, SECOND } from '../../src/domain/model/time';
import type { accountSweep } from './account-sweep';
import { workflowTime } from '../clock';

/** How often this run checks whether a pass of an earlier run is still running; its end comes by a signal. */
const CHECK_INTERVAL: Milliseconds = HOUR;

/** A pass closes some moments after it has signaled its end. Until then no other can start. */
const CLOSING_TIME: Milliseconds = MINUTE;
const CLOSING_CHECK_INTERVAL: Milliseconds = 5 * SECOND;

/** The running pass over all orders, from the account's side. */
export interface SweepRun {
  /** When the running pass began; undefined: none is running. The next run of the account takes it over. */
  readonly since: Instant | undefined;
  readonly isOver: boolean;
  /** When to check whether a pass of an earlier run is still running; undefined: this run started the pass itself. */
  readonly checkAt: Instant | undefined;
  /** Begins a pass, or finds that one is still running. */
  begin(account: ProviderAccount): Promise<void>;
  /** A pass signaled its end. */
  ended(end: SweepEnded): void;
  /** Applies the result of an ended pass to the account; without one, returns the account unchanged. */
  finish(account: ProviderAccount): ProviderAccount;
}

/** @param inherited - when the pass began that the previous run left running */
export function openSweepRun(policy: AccountPolicy, inherited: Instant | undefined): SweepRun {
  let since = inherited;
  let checkAt = inherited === undefined ? undefined : workflowTime() + CHECK_INTERVAL;
  let outcome: ((account: ProviderAccount) => ProviderAccount) | undefined;
  /** When a pass last signaled its end. */
  let endedAt = -Infinity;
  /** The pass that is being started. A short pass can signal its end before this run learns that it started. */
  let starting: { readonly since: Instant; hasEnded: boolean } | undefined;
  const over = (result: (account: ProviderAccount) => ProviderAccount): void => {
    since = undefined;
    checkAt = undefined;
    outcome = result;
  };
  return {
    get since() {
      return since;
    },
    get isOver() {
      return outcome !== undefined;
    },
    get checkAt() {
      return checkAt;
    },
    async begin(account) {
      const began = workflowTime();
      const own = { since: began, hasEnded: false };
      starting = own;
      try {
        const pass = await startChild<typeof accountSweep>('accountSweep', {
          workflowId: sweepWorkflowId(account.provider, account.account),
          // The pass outlives the run that began it.
          parentClosePolicy: ParentClosePolicy.ABANDON,
          staticSummary: `${account.provider} · ${account.account} · all orders`,
          args: [
            { account: { ...account, buffered: [], afterClose: [], orphans: [] }, policy, since: began },
          ],
        });
        if (own.hasEnded) return;
        since = began;
        checkAt = undefined;
        pass.result().catch((error: unknown) => {
          if (!(error instanceof ChildWorkflowFailure)) throw error;
          if (since === began) over(failedBecause(error));
        });
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        if (outcome !== undefined) return; // the running pass ended meanwhile
        since ??= began;
        const isClosing = began < endedAt + CLOSING_TIME;
        checkAt = began + (isClosing ? CLOSING_CHECK_INTERVAL : CHECK_INTERVAL);
      } finally {
        starting = undefined;
      }
    },
    ended(end) {
      // The end of an inherited pass is accepted from any pass, and so is one that comes while a pass starts.
      const isInherited = since !== undefined && checkAt !== undefined;
      if (starting !== undefined) starting.hasEnded ||= end.since === starting.since;
      if (starting === undefined && !isInherited && end.since !== since) return;
      endedAt = workflowTime();
      over((account) => withResult(account, end.sweep));
    },
    finish(account) {
      const finished = outcome?.(account) ?? account;
      outcome = undefined;
      return finished;
    },
  };
}

/** The sweep interval may have changed meanwhile: the account's value counts, not the pass's. */
function withResult(account: ProviderAccount, result: SweepEnded['sweep']): ProviderAccount {
  const { sweep } = account;
  if (sweep === undefined) return account;
  return withSweepInterval({ ...account, sweep: result }, sweep.every, workflowTime());
}

/**
 * The pass itself records failures of the provider; this handles a pass that was terminated or could not continue.
 */
function failedBecause(error: ChildWorkflowFailure): (account: ProviderAccount) => ProviderAccount {
  const message = error.cause?.message ?? error.message;
  log.warn('a sweep of an account was ended; it is repeated', { error: message });
  return (account) => sweepFailed(account, message, workflowTime());
}
