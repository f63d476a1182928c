import type { Client, WorkflowExecutionDescription, WorkflowHandle } from '@temporalio/client';
import { clippedLine } from './clipped-line';
import { failureMessage } from '../encryption/failure-message';
import { hasStopped, portFailed } from './closed-port';
import { PortingError } from './porting-error';

/** How long it may take to find out: somebody has waited in vain already. */
const FOUND_OUT_WITHIN_MS = 5_000;

/** A task may fail once or twice while a worker restarts; one that failed this often does so again and again. */
const MAX_CHANCE_ATTEMPTS = 3;

/** A living worker asks at least once a minute; the rest is for clocks that differ. */
const MAX_SILENCE_MS = 90_000;

/** `TASK_QUEUE_TYPE_WORKFLOW` of Temporal's API. */
const WORKFLOW_QUEUE = 1;

/** How many of the newest events are searched for why a task failed. */
const NEWEST_EVENTS = 20;

/** What somebody waited for in vain. */
export interface Unanswered {
  readonly requestId: string;
  readonly workflow: WorkflowHandle;
  /** What the call to Temporal threw. */
  readonly cause: unknown;
  /** A worker has taken the command: it will be decided, now or later. */
  readonly isAccepted?: boolean;
}

/**
 * Why a port did not answer. Temporal itself is asked, which needs no worker: `port_stuck` when its workflow task
 * fails again and again, `port_failed` when its workflow has stopped, `no_worker` only when no worker polls its task
 * queue; otherwise it is merely slow, `no_answer`, or `not_decided_yet` for a command that a worker has taken.
 */
export async function whyNoAnswer(client: Client, unanswered: Unanswered): Promise<unknown> {
  const { requestId, workflow, cause, isAccepted = false } = unanswered;
  try {
    return await client.withDeadline(Date.now() + FOUND_OUT_WITHIN_MS, async () => {
      const description = await workflow.describe();
      if (hasStopped(description)) return portFailed(requestId, workflow, description);
      if (isStuck(description)) return await portStuck(client, requestId, description, cause);
      if (isAccepted) return notDecidedYet(requestId, cause);
      return (await isPolled(client, description.taskQueue))
        ? noAnswer(requestId, cause)
        : noWorker(requestId, cause);
    });
  } catch {
    return isAccepted ? notDecidedYet(requestId, cause) : noWorker(requestId, cause);
  }
}

/** Whether the workflow's task fails again and again: a defect, a worker of another release, or a missing attribute. */
export function isStuck({ raw }: Pick<WorkflowExecutionDescription, 'raw'>): boolean {
  return (raw.pendingWorkflowTask?.attempt ?? 0) > MAX_CHANCE_ATTEMPTS;
}

async function portStuck(
  client: Client,
  requestId: string,
  { workflowId, runId }: WorkflowExecutionDescription,
  cause: unknown,
): Promise<PortingError> {
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution: { workflowId, runId },
    maximumPageSize: NEWEST_EVENTS,
  });
  const newest = history?.events?.find(({ workflowTaskFailedEventAttributes: failed }) => failed != null);
  const { failure } = newest?.workflowTaskFailedEventAttributes ?? {};
  const text =
    (await failureMessage(failure, client.options.loadedDataConverter)) ?? 'Temporal does not say why';
  const why = clippedLine(text);
  const remedy = /search attribute/i.test(text)
    ? 'Its namespace lacks a search attribute: run `portkeeper setup`, and it goes on by itself.'
    : /encryption key/.test(text)
      ? 'It goes on by itself when all its workers have the key.'
      : 'It goes on by itself with a worker that can take it: docs/operations.md#a-port-is-stuck says what to do.';
  return new PortingError(
    'port_stuck',
    `Port ${requestId} cannot go on, its workflow task fails again and again: ${why}. ${remedy}`,
    { cause },
  );
}

/** Whether a worker has asked for work lately. Temporal remembers who polled for five minutes. */
async function isPolled(client: Client, taskQueue: string): Promise<boolean> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: taskQueue },
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the enum is in a package of Temporal's own
    taskQueueType: WORKFLOW_QUEUE,
  });
  const since = Date.now() - MAX_SILENCE_MS;
  return pollers.some(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1_000 >= since);
}

function noWorker(requestId: string, cause: unknown): PortingError {
  return new PortingError(
    'no_worker',
    // Temporal keeps what nobody has taken for a while, and hands it to the next worker.
    `No worker answers for port ${requestId}: start one with \`portkeeper worker\`, and repeat, which is safe. ` +
      'Until then nothing is decided; a worker that comes soon may still do what was asked.',
    { cause },
  );
}

function noAnswer(requestId: string, cause: unknown): PortingError {
  return new PortingError(
    'no_answer',
    `Port ${requestId} did not answer in time, though a worker runs: it is busy, or has just begun to fail. ` +
      'Repeat, which is safe; `portkeeper doctor` says whether ports cannot go on.',
    { cause },
  );
}

function notDecidedYet(requestId: string, cause: unknown): PortingError {
  return new PortingError(
    'not_decided_yet',
    `Port ${requestId} has taken the command and has not decided it yet: it waits for its provider. The answer comes ` +
      'later; repeat with the same idempotency key to hear it, which is safe.',
    { cause },
  );
}
