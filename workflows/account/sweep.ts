import { ActivityFailure, log, proxyActivities, TimeoutFailure, workflowInfo } from '@temporalio/workflow';
import type { SweepActivities, SweepOutput } from '../../activities/account/sweep-activities';
import { accountTaskQueue } from '../../src/contract/names';
import type { AccountPolicy, ProviderAccount } from '../../src/domain/account/model';
import { swept, sweepFailed } from '../../src/domain/account/sweep';

/** What a pass makes of the account as it is when the pass is over. */
export type PassDone = (account: ProviderAccount) => ProviderAccount;

/** The pass over all orders that is under way, beside whatever else happens to the account. */
export interface Sweeper {
  readonly isUnderWay: boolean;
  readonly isOver: boolean;
  begin(account: ProviderAccount): void;
  /** What the pass that is over makes of the account; the account itself when none is. */
  finish: PassDone;
}

export function openSweeper(policy: AccountPolicy): Sweeper {
  let isUnderWay = false;
  let done: PassDone | undefined;
  return {
    get isUnderWay() {
      return isUnderWay;
    },
    get isOver() {
      return done !== undefined;
    },
    begin(account) {
      isUnderWay = true;
      void pass(account, policy).then((result) => {
        isUnderWay = false;
        done = result;
      });
    },
    finish(account) {
      const finished = done?.(account) ?? account;
      done = undefined;
      return finished;
    },
  };
}

/** One pass. It never fails: what went wrong is noted, and the next pass is made in its own time. */
async function pass({ provider, account, sweep }: ProviderAccount, policy: AccountPolicy): Promise<PassDone> {
  const startedAt = Date.now();
  const { sweepAccount } = proxyActivities<SweepActivities>({
    taskQueue: accountTaskQueue(workflowInfo().taskQueue, provider, account),
    scheduleToStartTimeout: '15 minutes',
    // Ten thousand ports that all have something to read need some hours, and one that is alive says so.
    startToCloseTimeout: '12 hours',
    heartbeatTimeout: '2 minutes',
    retry: {
      initialInterval: '5 seconds',
      backoffCoefficient: 2,
      maximumInterval: '1 minute',
      maximumAttempts: 6,
    },
    summary: `go through all orders at ${provider}`,
  });
  try {
    const found = await sweepAccount({
      provider,
      account,
      ...(sweep?.seen !== undefined && { seen: sweep.seen }),
      ...(sweep?.unclaimed !== undefined && { unclaimed: sweep.unclaimed }),
      ...(sweep?.last !== undefined && { since: sweep.last.startedAt }),
    });
    report(found, provider, account);
    return (now) => swept(now, found, startedAt, Date.now(), policy);
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    const { cause } = error;
    const isUnserved = cause instanceof TimeoutFailure && cause.timeoutType === 'SCHEDULE_TO_START';
    const message = isUnserved ? 'No worker serves this account.' : (cause?.message ?? error.message);
    // RawResponse once: who looks at the account sees that it goes on.
    if (sweep?.failure?.message !== message)
      log.warn('the orders of an account could not be gone through; it is tried again', {
        provider,
        account,
        error: message,
      });
    return (now) => sweepFailed(now, message, Date.now(), isUnserved);
  }
}

function report(
  { orphans, orphanCount, missingOrders, missingOrderCount }: SweepOutput,
  provider: string,
  account: string,
): void {
  if (orphans.length > 0) {
    const found = { provider, account, count: orphanCount ?? orphans.length, orphans };
    log.warn('orphans: orders at the provider that no open port holds', found);
  }
  if (missingOrders.length > 0) {
    const found = {
      provider,
      account,
      count: missingOrderCount ?? missingOrders.length,
      missingOrders,
    };
    log.warn('orders of open ports that the provider does not list', found);
  }
}
