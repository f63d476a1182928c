import type { Client, Connection } from '@temporalio/client';
import type { TemporalConfig } from '../../../temporal.config';
import { indexClient } from '../../encryption/index-client';
import type { TaskQueueAccess } from '../../receiver/readiness';
import { conflictOf, type Installation } from '../../setup/installation';
import { searchAttributeState } from '../../setup/search-attributes';
import type { TemporalSession } from '../temporal-session';
import { failed, warned, passed, type Finding } from './finding';

const SECONDS_PER_DAY = 86_400;
/**
 * Within the retention, a repeated start of an ended port returns that port instead of starting a new one.
 */
const MIN_RETENTION_DAYS = 30;
/** A running worker polls at least once a minute; the rest tolerates clock skew. */
const MAX_IDLE_SECONDS = 90;
/** `TASK_QUEUE_TYPE_WORKFLOW` and `TASK_QUEUE_TYPE_ACTIVITY` of Temporal's API. */
const QUEUE_TYPES = { workflow: 1, activity: 2 } as const;

/** Checks the namespace and its retention. */
export async function checkNamespace(connection: Connection, namespace: string): Promise<Finding> {
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  const seconds = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0);
  const days = Math.round((seconds / SECONDS_PER_DAY) * 10) / 10;
  if (seconds >= MIN_RETENTION_DAYS * SECONDS_PER_DAY) {
    return passed('namespace', `${namespace}, ended ports are kept ${days} days`);
  }
  return warned(
    'namespace',
    `${namespace} keeps ended ports ${days === 1 ? '1 day' : `${days} days`} only: after that a request id is not recognized and could be started twice. ` +
      `Set its retention to ${MIN_RETENTION_DAYS} days or more: temporal operator namespace update --retention 30d -n ${namespace}`,
  );
}

/** Checks that `portkeeper setup` was run. */
export async function checkSearchAttributes(connection: Connection, namespace: string): Promise<Finding> {
  const { missing, conflicts, present } = await searchAttributeState(connection, namespace);
  if (conflicts.length > 0) return failed('search attributes', conflicts.join('; '));
  if (missing.length > 0) {
    return failed('search attributes', `${missing.join(', ')} not registered; run \`portkeeper setup\``);
  }
  return passed('search attributes', `all ${present.length} registered`);
}

/**
 * Checks that a worker polls a task queue. Temporal lists pollers for five minutes, so a killed worker is
 * recognized by its last poll: a poll is answered after a minute at the latest.
 */
export async function checkPollers(
  connection: TaskQueueAccess,
  { namespace }: Pick<TemporalConfig, 'namespace'>,
  queue: PolledQueue & { readonly check: string },
): Promise<Finding> {
  const idleSeconds = (await pollersOf(connection, { namespace }, queue)).map(secondsSincePoll);
  const count = idleSeconds.filter((seconds) => seconds <= MAX_IDLE_SECONDS).length;
  if (count > 0)
    return passed(queue.check, `${count === 1 ? '1 poller' : `${count} pollers`} on ${queue.name}`);
  if (idleSeconds.length > 0) {
    const last = Math.min(...idleSeconds);
    return failed(
      queue.check,
      `no worker has polled ${queue.name} for ${last} seconds; start a worker with \`portkeeper worker\``,
    );
  }
  return failed(queue.check, `no worker polls ${queue.name}; start a worker with \`portkeeper worker\``);
}

/** The workers that poll a task queue now. */
export async function livePollers(
  connection: TaskQueueAccess,
  config: Pick<TemporalConfig, 'namespace'>,
  queue: PolledQueue,
): Promise<readonly Poller[]> {
  const pollers = await pollersOf(connection, config, queue);
  return pollers.filter((poller) => secondsSincePoll(poller) <= MAX_IDLE_SECONDS);
}

async function pollersOf(
  connection: TaskQueueAccess,
  { namespace }: Pick<TemporalConfig, 'namespace'>,
  { name, type }: PolledQueue,
): Promise<readonly Poller[]> {
  const { pollers } = await connection.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name },
    taskQueueType: QUEUE_TYPES[type],
  });
  return (pollers ?? []) as readonly Poller[];
}

interface PolledQueue {
  readonly name: string;
  readonly type: keyof typeof QUEUE_TYPES;
}

interface Poller {
  readonly identity?: string | null;
  readonly lastAccessTime?: { readonly seconds?: unknown } | null;
}

/** Seconds since a poller's last poll. A poller without that time counts as alive. */
function secondsSincePoll({ lastAccessTime }: Poller): number {
  const lastPoll = lastAccessTime?.seconds;
  return lastPoll === undefined ? 0 : Math.round(Date.now() / 1_000 - Number(lastPoll));
}

/** Checks for ports whose workflow task keeps failing: a bug, or a worker of the wrong release. */
export async function checkFailingPorts({ client }: TemporalSession): Promise<Finding | undefined> {
  const query =
    "TemporalReportedProblems IN ('category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut')";
  try {
    const { count } = await client.workflow.count(`${query} AND ExecutionStatus = 'Running'`);
    if (count === 0) return passed('workflow tasks', 'no port fails');
    return failed(
      'workflow tasks',
      `${count} ports cannot go on, because their workflow task fails; list them in the Web UI with: ${query}`,
    );
  } catch {
    return undefined; // this server does not have the search attribute
  }
}

/** Checks that an account belongs to this installation and not to another one in the same namespace. */
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
  if (conflict === undefined) return passed(check, `task queue ${installation.taskQueue}, no other`);
  return failed(check, `${conflict}; give each installation a namespace of its own`);
}
