import {
  ActivityCancellationType,
  proxyActivities,
  workflowInfo,
  type ActivityOptions,
} from '@temporalio/workflow';
import type { PortActivities } from '../activities/port-activities';
import { accountTaskQueue } from '../src/contract/names';
import type { PortEvent } from '../src/domain/events';
import type { Port } from '../src/domain/port';
import type { ProviderProblem } from '../src/domain/snapshot';
import { problemOf } from './failures';
import type { Inbox } from './inbox';
import type { Interruption } from './interruptions';

/** How a call to a provider is made, and what it gives way to. */
export interface CallOptions extends ActivityOptions {
  readonly yieldsTo: (interruption: Interruption) => boolean;
}

/** How long a call waits for a worker that serves the account, before a person is told that there is none. */
const NO_WORKER_AFTER = '15 minutes';

const EVERY_CALL = {
  scheduleToStartTimeout: NO_WORKER_AFTER,
  // An attempt that is on its way is heard to its end; one that waits to be repeated, or for a worker, is given up.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
} as const;

/**
 * For calls that change nothing: tried again for about two minutes, so that a short fault of the provider needs
 * nobody. Attempts are counted instead of bounding the whole time, because such a bound would also count the wait
 * for a worker, and a missing worker is a different attention (docs/decisions/0002).
 */
export const PATIENT: CallOptions = {
  ...EVERY_CALL,
  startToCloseTimeout: '60 seconds',
  retry: {
    initialInterval: '1 second',
    backoffCoefficient: 2,
    maximumInterval: '30 seconds',
    maximumAttempts: 7,
  },
  yieldsTo: () => true,
};

/** For a read that somebody waits for. */
export const BRIEF: CallOptions = { ...PATIENT, retry: { ...PATIENT.retry, maximumAttempts: 3 } };

/** For calls that go from order to order, or from number to number, and say how far they are. */
export const LONG: CallOptions = {
  ...PATIENT,
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '60 seconds',
};

/**
 * For the call that commits: never repeated by the retry policy. The HTTP time-out is 30 s, well inside. Only who
 * wants something changed may call it back, and only while no worker has taken it.
 */
export const ONCE: CallOptions = {
  ...EVERY_CALL,
  startToCloseTimeout: '60 seconds',
  retry: { maximumAttempts: 1 },
  yieldsTo: (interruption) => interruption.kind === 'command' && interruption.command.name !== 'refresh',
};

/** What came of a call. */
export type Called<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly failed: { readonly startedAt: number; readonly problem: ProviderProblem };
      /** What interrupted the call. It came before the call was given up, so it is judged on what is known now. */
      readonly before: readonly PortEvent[];
    };

/** Calls the provider by an activity on the queue of the port's account. */
export async function call<T>(
  port: Port,
  inbox: Inbox,
  { yieldsTo, ...options }: CallOptions,
  invoke: (activities: PortActivities) => Promise<T>,
): Promise<Called<T>> {
  const account = accountOf(port);
  const activities = proxyActivities<PortActivities>({
    ...options,
    taskQueue: accountTaskQueue(workflowInfo().taskQueue, account.provider, account.account),
  });
  const startedAt = Date.now();
  const { value, isInterrupted } = await inbox.interruptions.run(async () => {
    try {
      return { ok: true as const, value: await invoke(activities) };
    } catch (error) {
      return { ok: false as const, problem: problemOf(error, account) };
    }
  }, yieldsTo);
  if (value.ok) return value;
  const { problem } = value;
  if (!isInterrupted) return { ok: false, failed: { startedAt, problem }, before: [] };
  // Looked for until now, in vain: what interrupted the call need not wait for another.
  return { ok: false, failed: { startedAt: Date.now(), problem }, before: inbox.takeAll() };
}

/** The account whose worker makes the calls. */
export function accountOf({ request: { provider, account } }: Port) {
  return { provider, account };
}
