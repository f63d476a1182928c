import { ActivityFailure, log, proxyActivities, TimeoutFailure, workflowInfo } from '@temporalio/workflow';
import type { SweepActivities, SweepOutput } from '../../activities/account/sweep-activities';
import { accountTaskQueue } from '../../src/contract/names';
import type { AccountPolicy, ProviderAccount } from '../../src/domain/account/model';
import { swept, sweepFailed } from '../../src/domain/account/sweep';
import { workflowTime } from '../clock';

/** Applies the result of a pass to the account as it is at the end of the pass. */
export type PassDone = (account: ProviderAccount) => ProviderAccount;

/** The pass over all orders, as it runs beside everything else. */
export interface Sweeper {
  readonly isUnderWay: boolean;
  readonly isOver: boolean;
  begin(account: ProviderAccount): void;
  /** Applies the result of an ended pass to the account; without one, returns the account unchanged. */
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

/** One pass. Never fails: a failure is recorded, and the next pass comes on schedule. */
async function pass({ provider, account, sweep }: ProviderAccount, policy: AccountPolicy): Promise<PassDone> {
  const startedAt = workflowTime();
  const { sweepAccount } = proxyActivities<SweepActivities>({
    taskQueue: accountTaskQueue(workflowInfo().taskQueue, provider, account),
    scheduleToStartTimeout: '15 minutes',
    // Ten thousand ports that all need a read take some hours; a running pass sends heartbeats.
    startToCloseTimeout: '12 hours',
    heartbeatTimeout: '2 minutes',
    retry: {
      initialInterval: '5 seconds',
      backoffCoefficient: 2,
      maximumInterval: '1 minute',
      maximumAttempts: 6,
    },
    summary: `sweep all orders at ${provider}`,
  });
  try {
    const found = await sweepAccount({
      provider,
      account,
      ...(sweep?.seen !== undefined && { seen: sweep.seen }),
      ...(sweep?.unclaimed !== undefined && { unclaimed: sweep.unclaimed }),
      startedAt,
      ...(sweep?.last !== undefined && { since: sweep.last.startedAt }),
    });
    report(found, provider, account);
    return (now) => swept(now, found, startedAt, workflowTime(), policy);
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    const { cause } = error;
    const isUnserved = cause instanceof TimeoutFailure && cause.timeoutType === 'SCHEDULE_TO_START';
    const message = isUnserved ? 'No worker serves this account.' : (cause?.message ?? error.message);
    // Logged once per message: the account's view shows that it continues.
    if (sweep?.failure?.message !== message)
      log.warn('the sweep of an account failed; it is retried', {
        provider,
        account,
        error: message,
      });
    return (now) => sweepFailed(now, message, workflowTime(), isUnserved);
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
