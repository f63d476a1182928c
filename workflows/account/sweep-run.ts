import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ChildWorkflowFailure, log, ParentClosePolicy, startChild } from '@temporalio/workflow';
import type { SweepEnded } from '../../src/contract/messages';
import { sweepWorkflowId } from '../../src/contract/names';
import type { AccountPolicy, ProviderAccount } from '../../src/domain/account/model';
import { sweepFailed, sweptEvery } from '../../src/domain/account/sweep';
import { HOUR, type Instant, type Milliseconds } from '../../src/domain/model/time';
import type { accountSweep } from './account-sweep';

/** A pass that a run before has begun: its end is told by a signal, and now and then it is looked whether it lives. */
const LOOK_AFTER: Milliseconds = HOUR;

/** The pass over all orders that is under way, as the account knows it. */
export interface SweepRun {
  /** When the pass began that is under way; undefined: none is. The next run of the account goes on with it. */
  readonly since: Instant | undefined;
  readonly isOver: boolean;
  /** When to look whether a pass of an earlier run still lives; undefined: this run hears of its end. */
  readonly checkAt: Instant | undefined;
  /** Begins a pass, or finds that the one under way lives. */
  begin(account: ProviderAccount): Promise<void>;
  /** A pass says that it has come to its end. */
  ended(end: SweepEnded): void;
  /** What the pass that is over makes of the account; the account itself when none is. */
  finish(account: ProviderAccount): ProviderAccount;
}

/** @param inherited - when the pass began that the run before has left under way */
export function openSweepRun(policy: AccountPolicy, inherited: Instant | undefined): SweepRun {
  let since = inherited;
  let checkAt = inherited === undefined ? undefined : Date.now() + LOOK_AFTER;
  let outcome: ((account: ProviderAccount) => ProviderAccount) | undefined;
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
      const began = Date.now();
      try {
        const pass = await startChild<typeof accountSweep>('accountSweep', {
          workflowId: sweepWorkflowId(account.provider, account.account),
          // It outlives the run that began it.
          parentClosePolicy: ParentClosePolicy.ABANDON,
          staticSummary: `${account.provider} · ${account.account} · all orders`,
          args: [
            { account: { ...account, buffered: [], afterClose: [], orphans: [] }, policy, since: began },
          ],
        });
        since = began;
        checkAt = undefined;
        pass.result().catch((error: unknown) => {
          if (!(error instanceof ChildWorkflowFailure)) throw error;
          if (since === began) over(failedBecause(error));
        });
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        since ??= began;
        checkAt = began + LOOK_AFTER;
      }
    },
    ended(end) {
      // The end of a pass that this run has not begun is told by whichever pass it was.
      const isAwaited = since !== undefined && (checkAt !== undefined || end.since === since);
      if (isAwaited) over((account) => withResult(account, end.sweep));
    },
    finish(account) {
      const finished = outcome?.(account) ?? account;
      outcome = undefined;
      return finished;
    },
  };
}

/** How often the account is swept may have changed meanwhile: that is the account's own, not the pass's. */
function withResult(account: ProviderAccount, result: SweepEnded['sweep']): ProviderAccount {
  const { sweep } = account;
  if (sweep === undefined) return account;
  return sweptEvery({ ...account, sweep: result }, sweep.every, Date.now());
}

/** The pass notes by itself what the provider answers; this is when it was terminated, or could not go on. */
function failedBecause(error: ChildWorkflowFailure): (account: ProviderAccount) => ProviderAccount {
  const message = error.cause?.message ?? error.message;
  log.warn('a pass over the orders of an account was ended; it is made again', { error: message });
  return (account) => sweepFailed(account, message, Date.now());
}
