import { type AccountRef, accountTaskQueue } from '../contract/names';
import { describeQueue, pollersOf, type QueueAccess } from '../setup/task-queue-pollers';

/** Whether new webhooks will be stored and acted on. */
export interface ReadinessReport {
  readonly temporal: 'reachable' | 'unreachable';
  /** Whether a worker serves each configured account; empty while Temporal is unreachable. */
  readonly accounts: readonly AccountService[];
}

/** Whether a worker serves an account. */
export interface AccountService extends AccountRef {
  readonly served: boolean;
}

/** Checks the readiness; it never throws. */
export type ReadinessProbe = () => Promise<ReadinessReport>;

/** The part of `Connection` from @temporalio/client that the probe uses. */
export interface TaskQueueAccess extends QueueAccess {
  withDeadline<R>(deadline: number, call: () => Promise<R>): Promise<R>;
}

/** A slower answer would miss the time-out of usual health checks. */
const DEADLINE_MS = 2_000;

/** Ready means that Temporal answers and that a worker polls the task queue of every configured account. */
export function temporalReadiness(
  connection: TaskQueueAccess,
  { namespace, taskQueue }: { readonly namespace: string; readonly taskQueue: string },
  accounts: readonly { readonly provider: string; readonly name: string }[],
): ReadinessProbe {
  const serviceOf = async (provider: string, account: string): Promise<AccountService> => {
    const name = accountTaskQueue(taskQueue, provider, account);
    const queue = await describeQueue(connection, { namespace, name, type: 'activity' });
    return { provider, account, served: pollersOf(queue).serving.length > 0 };
  };
  return async () => {
    try {
      const services = await connection.withDeadline(Date.now() + DEADLINE_MS, () =>
        Promise.all(accounts.map(({ provider, name }) => serviceOf(provider, name))),
      );
      return { temporal: 'reachable', accounts: services };
    } catch {
      return { temporal: 'unreachable', accounts: [] };
    }
  };
}

/** How long a report is cached, so that frequent health checks do not cost Temporal calls. */
const CACHE_MS = 2_000;

/** Wraps a probe so that concurrent and closely repeated calls share one report. */
export function sharedReadiness<Report>(
  probe: () => Promise<Report>,
  now: () => number = Date.now,
): () => Promise<Report> {
  let report: Promise<Report> | undefined;
  let validUntil = Infinity;
  return () => {
    if (report !== undefined && now() < validUntil) return report;
    validUntil = Infinity; // valid while the probe runs
    report = probe().finally(() => {
      validUntil = now() + CACHE_MS;
    });
    return report;
  };
}
