import type { Client, Connection } from '@temporalio/client';
import type { TemporalConfig } from '../../../temporal.config';
import { indexClient } from '../../encryption/index-client';
import { conflictOf, type Installation } from '../../setup/installation';
import { searchAttributeState } from '../../setup/search-attributes';
import {
  buildOf,
  currentBuild,
  describeQueue,
  isAlive,
  pollersOf,
  secondsSincePoll,
  type Poller,
  type QueueAccess,
  type QueueName,
} from '../../setup/task-queue-pollers';
import type { TemporalSession } from '../temporal-session';
import { failed, warned, passed, type Finding } from './finding';

const SECONDS_PER_DAY = 86_400;
/**
 * Within the retention, a repeated start of an ended port returns that port instead of starting a new one.
 */
const MIN_RETENTION_DAYS = 30;

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
 * Checks that a worker polls a task queue and gets its tasks. Temporal lists pollers for five minutes, so a killed
 * worker is recognized by its last poll: a poll is answered after a minute at the latest.
 */
export async function checkPollers(
  connection: QueueAccess,
  { namespace }: Pick<TemporalConfig, 'namespace'>,
  queue: Pick<QueueName, 'name' | 'type'> & { readonly check: string },
): Promise<Finding> {
  const { name, type } = queue;
  const described = await describeQueue(connection, { namespace, name, type });
  const now = Date.now();
  const { serving, idle } = pollersOf(described);
  const count = serving.filter((poller) => isAlive(poller, now)).length;
  const build = currentBuild(described);
  if (count > 0) {
    const pollers = count === 1 ? '1 poller' : `${count} pollers`;
    return passed(
      queue.check,
      `${pollers} on ${queue.name}${build === undefined ? '' : ` of build ${build}`}`,
    );
  }
  const waiting = idle.filter((poller) => isAlive(poller, now));
  if (waiting.length > 0) return failed(queue.check, withoutTasks(queue.name, waiting, build));
  const last = Math.min(...serving.map((poller) => secondsSincePoll(poller, now)));
  const of = build === undefined ? '' : ` of build ${build}`;
  return failed(
    queue.check,
    `${serving.length > 0 ? `no worker${of} has polled ${queue.name} for ${last} seconds` : `no worker${of} polls ${queue.name}`}; ` +
      'start a worker with `portkeeper worker`',
  );
}

/** The workers that poll a task queue now, whether they get its tasks or not. */
export async function livePollers(connection: QueueAccess, queue: QueueName): Promise<readonly Poller[]> {
  const { pollers } = await describeQueue(connection, queue);
  const now = Date.now();
  return (pollers ?? []).filter((poller) => isAlive(poller, now));
}

/** Workers poll, and another build is the current one. */
function withoutTasks(queue: string, idle: readonly Poller[], current: string | undefined): string {
  const builds = [...new Set(idle.map((poller) => buildOf(poller) ?? 'no build'))].join(', ');
  const remedy = 'choose one with `portkeeper deployment set-current`';
  return current === undefined
    ? `the workers of ${queue} have builds (${builds}), and none is the current one, so they get no tasks; ${remedy}`
    : `the workers of ${queue} have ${builds}, and the current build is ${current}, so they get no tasks; start workers of ` +
        `it, or ${remedy}`;
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
