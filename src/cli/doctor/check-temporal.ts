import type { Client, Connection } from '@temporalio/client';
import type { TemporalConfig } from '../../../temporal.config';
import { indexClient } from '../../encryption/index-client';
import type { TaskQueueAccess } from '../../receiver/readiness';
import { conflictOf, type Installation } from '../../setup/installation';
import { searchAttributeState } from '../../setup/search-attributes';
import type { TemporalSession } from '../temporal-session';
import { bad, doubtful, good, type Finding } from './finding';

const SECONDS_PER_DAY = 86_400;
/** Until retention has passed, a repeated start of an ended port returns it instead of starting anew. */
const MIN_RETENTION_DAYS = 30;
/** A living worker asks at least once a minute; the rest is for clocks that differ. */
const MAX_SILENCE_SECONDS = 90;
/** `TASK_QUEUE_TYPE_WORKFLOW` and `TASK_QUEUE_TYPE_ACTIVITY` of Temporal's API. */
const QUEUE_TYPES = { workflow: 1, activity: 2 } as const;

/** The namespace, and how long it keeps ended ports. */
export async function checkNamespace(connection: Connection, namespace: string): Promise<Finding> {
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  const seconds = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0);
  const days = Math.round((seconds / SECONDS_PER_DAY) * 10) / 10;
  if (seconds >= MIN_RETENTION_DAYS * SECONDS_PER_DAY) {
    return good('namespace', `${namespace}, ended ports are kept ${days} days`);
  }
  return doubtful(
    'namespace',
    `${namespace} keeps ended ports ${days === 1 ? '1 day' : `${days} days`} only: after that a request id is not recognized and could be started twice. ` +
      `Set its retention to ${MIN_RETENTION_DAYS} days or more: temporal operator namespace update --retention 30d -n ${namespace}`,
  );
}

/** Whether `portkeeper setup` was run. */
export async function checkSearchAttributes(connection: Connection, namespace: string): Promise<Finding> {
  const { missing, conflicts, present } = await searchAttributeState(connection, namespace);
  if (conflicts.length > 0) return bad('search attributes', conflicts.join('; '));
  if (missing.length > 0) {
    return bad('search attributes', `${missing.join(', ')} not registered; run \`portkeeper setup\``);
  }
  return good('search attributes', `all ${present.length} registered`);
}

/**
 * Whether somebody works on a task queue. Temporal remembers who polled for five minutes, so a worker that was killed
 * is told from one that lives by when it asked last: a poll is answered after a minute at the latest.
 */
export async function checkPollers(
  connection: TaskQueueAccess,
  { namespace }: Pick<TemporalConfig, 'namespace'>,
  queue: { readonly check: string; readonly name: string; readonly type: keyof typeof QUEUE_TYPES },
): Promise<Finding> {
  const { pollers } = await connection.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: queue.name },
    taskQueueType: QUEUE_TYPES[queue.type],
  });
  const silences = (pollers ?? []).map(secondsSilent);
  const count = silences.filter((seconds) => seconds <= MAX_SILENCE_SECONDS).length;
  if (count > 0)
    return good(queue.check, `${count === 1 ? '1 poller' : `${count} pollers`} on ${queue.name}`);
  if (silences.length > 0) {
    const last = Math.min(...silences);
    return bad(
      queue.check,
      `nobody has polled ${queue.name} for ${last} seconds; start a worker with \`portkeeper worker\``,
    );
  }
  return bad(queue.check, `nobody polls ${queue.name}; start a worker with \`portkeeper worker\``);
}

/** A poller that does not say when it asked last is taken to be alive. */
function secondsSilent(poller: unknown): number {
  const { lastAccessTime } = poller as { readonly lastAccessTime?: { readonly seconds?: unknown } | null };
  const asked = lastAccessTime?.seconds;
  return asked === undefined ? 0 : Math.round(Date.now() / 1_000 - Number(asked));
}

/** Ports whose workflow task fails again and again: a bug, or a worker of the wrong release. */
export async function checkFailingPorts({ client }: TemporalSession): Promise<Finding | undefined> {
  const query =
    "TemporalReportedProblems IN ('category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut')";
  try {
    const { count } = await client.workflow.count(`${query} AND ExecutionStatus = 'Running'`);
    if (count === 0) return good('workflow tasks', 'no port fails');
    return bad(
      'workflow tasks',
      `${count} ports cannot go on, because their workflow task fails; list them in the Web UI with: ${query}`,
    );
  } catch {
    return undefined; // a server that does not keep this search attribute
  }
}

/** Whether an account is this installation's, and not another's of the same namespace. */
export async function checkInstallation(
  client: Client,
  {
    check,
    account,
    installation,
  }: {
    readonly check: string;
    readonly account: { readonly provider: string; readonly name: string };
    readonly installation: Installation;
  },
): Promise<Finding> {
  const conflict = await conflictOf(indexClient(client), account, installation);
  if (conflict === undefined) return good(check, `task queue ${installation.taskQueue}, no other`);
  return bad(check, `${conflict}; give each installation a namespace of its own`);
}
