import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { PortActivities } from '../../activities/port/port-activities';
import { accountTaskQueue } from '../../src/contract/names';
import { nextClockAfter } from '../../src/domain/lifecycle/clocks';
import type { PortEvent } from '../../src/domain/model/events';
import type { Port } from '../../src/domain/model/port';
import type { ProviderProblem } from '../../src/domain/model/snapshot';
import { problemOf } from '../failures';
import { maxCallDuration, type CallOptions } from './call-options';
import type { Inbox } from './inbox';
import { workflowTime } from '../clock';

/** The result of a call. */
export type Called<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly failed: { readonly startedAt: number; readonly problem: ProviderProblem };
      /** The events that preempted the call. They came before the call was canceled, so they are applied first. */
      readonly before: readonly PortEvent[];
      /** Only hints preempted it: nothing has failed. */
      readonly isForHint: boolean;
    };

/** Calls the provider through an activity on the task queue of the port's account. */
export async function call<T>(
  port: Port,
  inbox: Inbox,
  callOptions: CallOptions,
  invoke: (activities: PortActivities) => Promise<T>,
): Promise<Called<T>> {
  const account = accountOf(port);
  const { preemptedBy: mayBePreemptedBy, ...options } = callOptions;
  const activities = proxyActivities<PortActivities>({
    ...options,
    taskQueue: accountTaskQueue(workflowInfo().taskQueue, account.provider, account.account),
  });
  const startedAt = workflowTime();
  const due = nextClockAfter(port, startedAt);
  // Usually nothing falls due so soon, or the timer is already set: each new timer is a billable action.
  if (due !== undefined && due.at < startedAt + maxCallDuration(callOptions))
    inbox.arm(due.at, `until ${due.why}`);
  const { value, preemptedBy } = await inbox.preemptions.run(async () => {
    try {
      return { ok: true as const, value: await invoke(activities) };
    } catch (error) {
      return { ok: false as const, problem: problemOf(error, account) };
    }
  }, mayBePreemptedBy);
  if (value.ok) return value;
  const { problem } = value;
  if (preemptedBy === undefined)
    return { ok: false, failed: { startedAt, problem }, before: [], isForHint: false };
  // The failure counts from now: what preempted the call need not wait for another one.
  return {
    ok: false,
    failed: { startedAt: workflowTime(), problem },
    before: inbox.takeAll(),
    isForHint: preemptedBy === 'hint',
  };
}

/** The account whose workers make the calls. */
export function accountOf({ request: { provider, account } }: Port) {
  return { provider, account };
}
