import type { Client, WorkflowExecutionDescription, WorkflowHandle } from '@temporalio/client';
import { clippedLine } from './clipped-line';
import { failureMessage } from '../encryption/failure-message';
import { hasStopped, portFailed } from './closed-port';
import { describeQueue, isAlive, pollersOf } from '../setup/task-queue-pollers';
import { PortingError } from './porting-error';
import { unreadableError } from './translate';

/** The time-out of the diagnosis: the caller has already waited for one time-out. */
const DIAGNOSIS_TIMEOUT_MS = 5_000;

/** A task may fail once or twice while a worker restarts; more failures mean that it keeps failing. */
const MAX_TRANSIENT_ATTEMPTS = 3;

/** The number of newest events in which the reason of a failed task is searched. */
const NEWEST_EVENTS = 20;

/** A call to a port that got no answer. */
export interface UnansweredCall {
  readonly requestId: string;
  readonly workflow: WorkflowHandle;
  /** The error of the call to Temporal. */
  readonly cause: unknown;
  /** A worker has accepted the command; it will be decided, now or later. */
  readonly isAccepted?: boolean;
}

/**
 * Finds out why a port did not answer, from Temporal and without a worker. `port_stuck`: its workflow task
 * keeps failing; `port_failed`: its workflow has stopped; `no_worker`: no worker polls its task queue.
 * Otherwise the port is merely slow: `no_answer`, or `not_decided_yet` for an accepted command.
 */
export async function whyNoAnswer(client: Client, unanswered: UnansweredCall): Promise<unknown> {
  const { requestId, workflow, cause, isAccepted = false } = unanswered;
  try {
    return await client.withDeadline(Date.now() + DIAGNOSIS_TIMEOUT_MS, async () => {
      const description = await workflow.describe();
      if (hasStopped(description)) return portFailed(requestId, workflow, description);
      if (isStuck(description)) return await portStuck(client, requestId, description, cause);
      if (isAccepted) return notDecidedYet(requestId, cause);
      const { serving, idle } = await livePollers(client, description.taskQueue);
      if (serving.length > 0) return noAnswer(requestId, cause);
      return idle.length > 0 ? noCurrentWorker(requestId, cause) : noWorker(requestId, cause);
    });
  } catch (error) {
    // A description has the memo, which is encrypted.
    const unreadable = unreadableError(error);
    if (unreadable !== undefined) return unreadable;
    return isAccepted ? notDecidedYet(requestId, cause) : noWorker(requestId, cause);
  }
}

/**
 * Whether the workflow task keeps failing: a defect, a worker of another release, or a missing search
 * attribute.
 */
export function isStuck({ raw }: Pick<WorkflowExecutionDescription, 'raw'>): boolean {
  return (raw.pendingWorkflowTask?.attempt ?? 0) > MAX_TRANSIENT_ATTEMPTS;
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
  const text = await failureMessage(failure, client.options.loadedDataConverter);
  return stuckBecause(requestId, text ?? 'Temporal does not say why', cause);
}

/** A worker cannot run the history: the code differs from the one that wrote it, or its rules are too old. */
const CANNOT_REPLAY = /\[TMPRL1100\]|of the rules, and this build knows them up to/;

/**
 * The error for a query that failed because the worker cannot run the port's history; undefined for other errors. A
 * port that waits has no failing task then: its next task will fail.
 */
export function stuckByReplay(requestId: string, error: unknown): PortingError | undefined {
  return error instanceof Error && CANNOT_REPLAY.test(error.message)
    ? stuckBecause(requestId, error.message, error)
    : undefined;
}

function stuckBecause(requestId: string, text: string, cause: unknown): PortingError {
  const why = clippedLine(text);
  const remedy = /search attribute/i.test(text)
    ? 'Its namespace lacks a search attribute: run `portkeeper setup`, and it goes on by itself.'
    : /encryption key/.test(text)
      ? 'It goes on by itself when all its workers have the key.'
      : 'It goes on by itself with a worker that can take it: see docs/operations.md#a-port-is-stuck.';
  return new PortingError(
    'port_stuck',
    `Port ${requestId} cannot go on, its workflow task fails again and again: ${withoutPeriod(why)}. ${remedy}`,
    { cause },
  );
}

function withoutPeriod(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

/** The workers that have polled recently. Temporal lists pollers for five minutes. */
async function livePollers(client: Client, taskQueue: string): Promise<ReturnType<typeof pollersOf>> {
  const { namespace } = client.options;
  const queue = await describeQueue(client, { namespace, name: taskQueue, type: 'workflow' });
  const now = Date.now();
  const { serving, idle } = pollersOf(queue);
  return {
    serving: serving.filter((poller) => isAlive(poller, now)),
    idle: idle.filter((poller) => isAlive(poller, now)),
  };
}

function noWorker(requestId: string, cause: unknown): PortingError {
  return new PortingError(
    'no_worker',
    // Temporal keeps an unaccepted update for a while and delivers it to the next worker.
    `No worker answers for port ${requestId}: start one with \`portkeeper worker\`, and repeat, which is safe. ` +
      'Nothing is decided until then; a worker that starts soon may still carry out the command.',
    { cause },
  );
}

function noCurrentWorker(requestId: string, cause: unknown): PortingError {
  return new PortingError(
    'no_worker',
    `No worker answers for port ${requestId}: workers run, but Temporal gives their build no tasks. ` +
      '`portkeeper deployment show` lists the builds; choose one with `portkeeper deployment set-current`, and repeat.',
    { cause },
  );
}

function noAnswer(requestId: string, cause: unknown): PortingError {
  return new PortingError(
    'no_answer',
    `Port ${requestId} did not answer in time, though a worker runs: it is busy, or has just started to fail. ` +
      'Repeat, which is safe; `portkeeper doctor` says whether ports cannot go on.',
    { cause },
  );
}

function notDecidedYet(requestId: string, cause: unknown): PortingError {
  return new PortingError(
    'not_decided_yet',
    `Port ${requestId} has accepted the command and has not decided it yet: it waits for its provider. Repeat later ` +
      'with the same idempotency key to get the answer, which is safe.',
    { cause },
  );
}
