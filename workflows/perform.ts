import { proxyActivities, type ActivityOptions } from '@temporalio/workflow';
import type { PortActivities } from '../activities/port-activities';
import { accountTaskQueue } from '../src/contract/names';
import type { Step } from '../src/domain/decide';
import type { OutwardStep } from '../src/domain/proceed';
import type { PortEvent } from '../src/domain/events';
import type { Port } from '../src/domain/port';
import type { ProviderProblem } from '../src/domain/snapshot';
import { problemOf } from './failures';

/** Carries out a step and says what happened. Failures of the provider are events too: a port never fails on them. */
export async function perform(
  step: Exclude<OutwardStep, { kind: 'wait' | 'done' }>,
  port: Port,
): Promise<PortEvent[]> {
  switch (step.kind) {
    case 'check':
      return check(step.numbers, port);
    case 'send':
      return send(step.attempt, port);
    case 'read':
      return read(step, port);
  }
}

async function check(numbers: readonly string[], port: Port): Promise<PortEvent[]> {
  const startedAt = Date.now();
  const result = await call(
    port,
    { ...PATIENT, summary: `check ${count(numbers)} at ${port.request.provider}` },
    (activities) => activities.checkPortability({ ...accountOf(port), request: port.request, numbers }),
  );
  return result.ok
    ? [{ kind: 'checked', at: Date.now(), ...result.value }]
    : [{ kind: 'call_failed', at: Date.now(), startedAt, call: 'check', problem: result.problem }];
}

async function send(attempt: Extract<Step, { kind: 'send' }>['attempt'], port: Port): Promise<PortEvent[]> {
  const summary = `submit to ${port.request.provider}, attempt ${String(attempt.number)}`;
  const result = await call(port, { ...ONCE, summary }, (activities) =>
    activities.submitOrder({
      ...accountOf(port),
      request: port.request,
      attemptKey: attempt.key,
      numbers: attempt.numbers,
    }),
  );
  return result.ok
    ? [{ kind: 'submitted', at: Date.now(), order: result.value }]
    : [{ kind: 'submission_failed', at: Date.now(), problem: result.problem }];
}

async function read(step: Extract<Step, { kind: 'read' }>, port: Port): Promise<PortEvent[]> {
  const { orderRefs, digest, cause } = step;
  const { timeZone } = port.request.schedule;
  const startedAt = Date.now();
  const why = { hint: 'after a webhook', command: 'on request', watch: 'on the watch grid' } as Record<
    string,
    string
  >;
  const summary = `read ${port.request.provider} ${why[cause.kind] ?? 'at a deadline'}`;
  const result = await call(port, { ...PATIENT, summary }, (activities) =>
    activities.readOrders({
      ...accountOf(port),
      orderRefs,
      ...(digest !== undefined && { digest }),
      ...(timeZone !== undefined && { timeZone }),
    }),
  );
  return result.ok
    ? [{ kind: 'read', at: Date.now(), startedAt, result: result.value, cause }]
    : [{ kind: 'call_failed', at: Date.now(), startedAt, call: 'read', problem: result.problem }];
}

/** How long a call waits for a worker that serves the account, before a person is told that there is none. */
const NO_WORKER_AFTER = '15 minutes';

/**
 * For calls that change nothing: tried again for about two minutes, so that a short fault of the provider needs
 * nobody. Attempts are counted instead of bounding the whole time, because such a bound would also count the wait
 * for a worker, and a missing worker is a different attention.
 */
const PATIENT: ActivityOptions = {
  startToCloseTimeout: '60 seconds',
  scheduleToStartTimeout: NO_WORKER_AFTER,
  retry: {
    initialInterval: '1 second',
    backoffCoefficient: 2,
    maximumInterval: '30 seconds',
    maximumAttempts: 7,
  },
};

/** For the call that commits: never repeated by the retry policy. The HTTP time-out is 30 s, well inside. */
const ONCE: ActivityOptions = {
  startToCloseTimeout: '60 seconds',
  scheduleToStartTimeout: NO_WORKER_AFTER,
  retry: { maximumAttempts: 1 },
};

type Called<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ProviderProblem };

async function call<T>(
  port: Port,
  options: ActivityOptions,
  invoke: (activities: PortActivities) => Promise<T>,
): Promise<Called<T>> {
  const { provider, account } = accountOf(port);
  const activities = proxyActivities<PortActivities>({
    ...options,
    taskQueue: accountTaskQueue(provider, account),
  });
  try {
    return { ok: true, value: await invoke(activities) };
  } catch (error) {
    return { ok: false, problem: problemOf(error, { provider, account }) };
  }
}

function accountOf({ request: { provider, account } }: Port) {
  return { provider, account };
}

function count(numbers: readonly string[]): string {
  return numbers.length === 1 ? '1 number' : `${String(numbers.length)} numbers`;
}
