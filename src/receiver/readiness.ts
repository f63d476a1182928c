import { type AccountRef, accountTaskQueue } from '../contract/names';

/** Whether webhooks that come in now will be stored, and acted on. */
export interface ReadinessReport {
  readonly temporal: 'reachable' | 'unreachable';
  /** Whether a worker serves each configured account; empty while Temporal cannot be asked. */
  readonly accounts: readonly AccountService[];
}

/** Whether somebody calls an account's provider. */
export interface AccountService extends AccountRef {
  readonly served: boolean;
}

/** Finds out how things stand; it never throws. */
export type ReadinessProbe = () => Promise<ReadinessReport>;

/** What the probe needs of `Connection` from @temporalio/client. */
export interface TaskQueueAccess {
  readonly workflowService: {
    describeTaskQueue(request: {
      namespace: string;
      taskQueue: { name: string };
      taskQueueType: number;
    }): Promise<{ readonly pollers?: readonly unknown[] | null }>;
  };
  withDeadline<R>(deadline: number, call: () => Promise<R>): Promise<R>;
}

/** A health check that waits longer has its answer. */
const DEADLINE_MS = 2_000;
/** `TASK_QUEUE_TYPE_ACTIVITY` of Temporal's API. */
const ACTIVITY_QUEUE = 2;

/** Ready means that Temporal answers and that a worker polls the queue of every configured account. */
export function temporalReadiness(
  connection: TaskQueueAccess,
  { namespace, taskQueue }: { readonly namespace: string; readonly taskQueue: string },
  accounts: readonly { readonly provider: string; readonly name: string }[],
): ReadinessProbe {
  const serviceOf = async (provider: string, account: string): Promise<AccountService> => {
    const { pollers } = await connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: accountTaskQueue(taskQueue, provider, account) },
      taskQueueType: ACTIVITY_QUEUE,
    });
    return { provider, account, served: (pollers ?? []).length > 0 };
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

/** How long an answer stands: whoever asks more often hears it again, so that asking costs Temporal nothing. */
const ANSWER_STANDS_MS = 2_000;

/** A probe that asks once for all who ask at the same time, and soon after each other. */
export function sharedReadiness(probe: ReadinessProbe, now: () => number = Date.now): ReadinessProbe {
  let answer: Promise<ReadinessReport> | undefined;
  let standsUntil = Infinity;
  return () => {
    if (answer !== undefined && now() < standsUntil) return answer;
    standsUntil = Infinity; // while it runs, all wait for it
    answer = probe().finally(() => {
      standsUntil = now() + ANSWER_STANDS_MS;
    });
    return answer;
  };
}
