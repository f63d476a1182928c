import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { toRfc3339 } from '../domain/model/time';
import { buildOf, describeQueue, isAlive } from './task-queue-pollers';

/** The worker deployment of an installation. */
export interface DeploymentAddress {
  /** The name of the deployment in its namespace. */
  readonly deploymentName: string;
  /** The task queue of the installation's workflows. */
  readonly taskQueue: string;
}

/** The state of a build, as Temporal names it, in lower case. */
export type BuildStatus =
  'unspecified' | 'inactive' | 'current' | 'ramping' | 'draining' | 'drained' | 'created';

/** A build that has polled at least once. */
export interface DeployedBuild {
  readonly buildId: string;
  readonly status: BuildStatus;
  /** When its workers first polled. */
  readonly createdAt?: string;
  /** Since when it is the current build; only while it is. */
  readonly currentSince?: string;
  /** The workers that poll the task queue of the workflows now. */
  readonly workers: number;
  /** Running workflows whose newest task this build completed. */
  readonly runningWorkflows: number;
}

/** The builds of an installation. */
export interface WorkerDeployment {
  readonly deploymentName: string;
  readonly namespace: string;
  readonly taskQueue: string;
  /** The build that gets the tasks; undefined: workers without a build get them. */
  readonly current?: string;
  /** The workers without a build that poll the task queue of the workflows now. */
  readonly unversionedWorkers: number;
  /** The newest first. */
  readonly builds: readonly DeployedBuild[];
}

/** What `setCurrentBuild` did. */
export interface CurrentBuildChange {
  /** Undefined: workers without a build. */
  readonly previous?: string;
  /** Undefined: workers without a build. */
  readonly current?: string;
  /** False: it was the current build already. */
  readonly changed: boolean;
}

/** Stable codes; causes and remedies are in docs/errors.md. */
export type DeploymentErrorCode =
  | 'build_lacks_queues'
  | 'build_not_found'
  | 'build_without_workers'
  | 'deployment_changed'
  | 'deployment_not_found'
  | 'versioning_unsupported';

/** A build cannot be shown, or not be made the current one. Nothing was changed. */
export class DeploymentError extends Error {
  override readonly name = 'DeploymentError';
  readonly code: DeploymentErrorCode;

  /** @param message - what is wrong and what to do */
  constructor(code: DeploymentErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Values of `WorkerDeploymentVersionStatus` of Temporal's API, in its order. */
const STATUSES: readonly BuildStatus[] = [
  'unspecified',
  'inactive',
  'current',
  'ramping',
  'draining',
  'drained',
  'created',
];

/** `ROUTING_CONFIG_UPDATE_STATE_IN_PROGRESS` of Temporal's API. */
const ROUTING_IN_PROGRESS = 1;
/** How long a worker that is ready may take to register its build and its queues. */
const REGISTRATION_TIMEOUT_MS = 15_000;
/** How long Temporal may take to tell all task queues about a new current build. */
const ROUTING_TIMEOUT_MS = 30_000;
const CHECK_INTERVAL_MS = 500;

/** Each may be over moments after the start of a worker. */
const MAY_REGISTER_SOON: ReadonlySet<DeploymentErrorCode> = new Set([
  'build_lacks_queues',
  'build_not_found',
  'build_without_workers',
  'deployment_not_found',
]);

/**
 * Describes the builds of an installation, with their workers and running workflows.
 *
 * @throws DeploymentError
 */
export async function describeWorkerDeployment(
  client: Client,
  { deploymentName, taskQueue }: DeploymentAddress,
): Promise<WorkerDeployment> {
  const { namespace } = client.options;
  const { info, current } = await describe(client, deploymentName);
  const workers = await workersByBuild(client, taskQueue);
  const builds = await Promise.all(
    (info.versionSummaries ?? []).map(
      async ({ deploymentVersion, status, createTime, currentSinceTime }): Promise<DeployedBuild> => {
        const buildId = deploymentVersion?.buildId ?? '';
        const createdAt = instantOf(createTime);
        const currentSince = instantOf(currentSinceTime);
        const version = JSON.stringify(`${deploymentName}:${buildId}`);
        const query = `TemporalWorkerDeploymentVersion = ${version} AND ExecutionStatus = 'Running'`;
        return {
          buildId,
          status: STATUSES[status ?? 0] ?? 'unspecified',
          ...(createdAt !== undefined && { createdAt }),
          ...(currentSince !== undefined && { currentSince }),
          workers: workers.get(buildId) ?? 0,
          runningWorkflows: (await client.workflow.count(query)).count,
        };
      },
    ),
  );
  return {
    ...{ deploymentName, namespace, taskQueue },
    ...(current !== undefined && { current }),
    unversionedWorkers: workers.get(undefined) ?? 0,
    builds: builds.sort((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? '')),
  };
}

/**
 * Makes a build the current one: every port takes its next task on it, and new ports begin on it. Waits a while for a
 * worker that has just started, and until Temporal has told all task queues. Safe to repeat.
 *
 * @param buildId - undefined: workers without a build get the tasks
 * @param options - `ignoresMissingQueues`: the build need not poll every queue that the current one polls
 * @throws DeploymentError
 */
export async function setCurrentBuild(
  client: Client,
  address: DeploymentAddress,
  buildId: string | undefined,
  options: { readonly ignoresMissingQueues?: boolean; readonly registrationTimeoutMs?: number } = {},
): Promise<CurrentBuildChange> {
  const { ignoresMissingQueues = false, registrationTimeoutMs = REGISTRATION_TIMEOUT_MS } = options;
  const deadline = Date.now() + registrationTimeoutMs;
  for (;;) {
    try {
      const change = await trySetCurrent(client, address, buildId, ignoresMissingQueues);
      if (change.changed) await untilRouted(client, address.deploymentName);
      return change;
    } catch (error) {
      const mayPass = error instanceof DeploymentError && MAY_REGISTER_SOON.has(error.code);
      if (!mayPass || Date.now() >= deadline) throw error;
      await sleep(CHECK_INTERVAL_MS);
    }
  }
}

async function trySetCurrent(
  client: Client,
  address: DeploymentAddress,
  buildId: string | undefined,
  ignoreMissingTaskQueues: boolean,
): Promise<CurrentBuildChange> {
  const { deploymentName } = address;
  const { namespace, identity } = client.options;
  const { info, conflictToken, current: previous } = await describe(client, deploymentName);
  const builds = (info.versionSummaries ?? []).map(({ deploymentVersion }) => deploymentVersion?.buildId);
  if (buildId !== undefined && !builds.includes(buildId))
    throw buildNotFound(deploymentName, buildId, builds);
  const change = {
    ...(previous !== undefined && { previous }),
    ...(buildId !== undefined && { current: buildId }),
  };
  if (previous === buildId) return { ...change, changed: false };
  await requireWorkers(client, address, buildId);
  await asDeploymentError({ namespace, deploymentName, buildId }, () =>
    client.workflowService.setWorkerDeploymentCurrentVersion({
      ...{ namespace, deploymentName, buildId: buildId ?? '', identity },
      ...{ conflictToken, ignoreMissingTaskQueues },
    }),
  );
  // A server from before the release of this interface reads the build from another field, and answers without error.
  const { current } = await describe(client, deploymentName);
  if (current !== buildId) throw unsupported(namespace);
  return { ...change, changed: true };
}

/** Temporal itself accepts a build without workers: every port would stand still. */
async function requireWorkers(
  client: Client,
  { deploymentName, taskQueue }: DeploymentAddress,
  buildId: string | undefined,
): Promise<void> {
  if (((await workersByBuild(client, taskQueue)).get(buildId) ?? 0) > 0) return;
  throw new DeploymentError(
    'build_without_workers',
    (buildId === undefined
      ? `No worker without a build polls task queue ${taskQueue}, so every port would stand still; start workers without PORTKEEPER_BUILD_ID`
      : `No worker of build ${buildId} of worker deployment ${deploymentName} polls task queue ${taskQueue}, so every port would stand still; ` +
        `start workers with PORTKEEPER_BUILD_ID=${buildId}`) + ', and repeat this',
  );
}

async function untilRouted(client: Client, deploymentName: string): Promise<void> {
  const deadline = Date.now() + ROUTING_TIMEOUT_MS;
  for (;;) {
    const { info } = await describe(client, deploymentName);
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-comparison -- the enum is in a package of Temporal's own
    if (info.routingConfigUpdateState !== ROUTING_IN_PROGRESS || Date.now() >= deadline) return;
    await sleep(CHECK_INTERVAL_MS);
  }
}

/** How many workers poll the task queue of the workflows, by build. */
async function workersByBuild(
  client: Client,
  taskQueue: string,
): Promise<ReadonlyMap<string | undefined, number>> {
  const { namespace } = client.options;
  const { pollers } = await describeQueue(client, { namespace, name: taskQueue, type: 'workflow' });
  const workers = new Map<string | undefined, number>();
  for (const poller of pollers ?? []) {
    if (!isAlive(poller, Date.now())) continue;
    workers.set(buildOf(poller), (workers.get(buildOf(poller)) ?? 0) + 1);
  }
  return workers;
}

async function describe(client: Client, deploymentName: string) {
  const { namespace } = client.options;
  const { workerDeploymentInfo, conflictToken } = await asDeploymentError({ namespace, deploymentName }, () =>
    client.workflowService.describeWorkerDeployment({ namespace, deploymentName }),
  );
  const info = workerDeploymentInfo ?? {};
  const buildId = info.routingConfig?.currentDeploymentVersion?.buildId ?? '';
  return { info, conflictToken, current: buildId === '' ? undefined : buildId };
}

/** Statuses of gRPC. */
const GRPC = { notFound: 5, permissionDenied: 7, failedPrecondition: 9, aborted: 10, unimplemented: 12 };

/** Explains the errors of Temporal that mean something here; others are thrown as they are. */
async function asDeploymentError<T>(
  {
    namespace,
    deploymentName,
    buildId,
  }: { namespace: string; deploymentName: string; buildId?: string | undefined },
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const { code, details = '' } = error as { readonly code?: unknown; readonly details?: string };
    const isDisabled = code === GRPC.permissionDenied && /deployment versions are disabled/i.test(details);
    if (code === GRPC.unimplemented || isDisabled) throw unsupported(namespace, error);
    if (code === GRPC.notFound && /build ID/i.test(details))
      throw buildNotFound(deploymentName, buildId ?? '', [], error);
    if (code === GRPC.notFound && /worker deployment/i.test(details))
      throw new DeploymentError(
        'deployment_not_found',
        `Namespace ${namespace} has no worker deployment ${deploymentName}. It exists when the first worker with ` +
          'PORTKEEPER_BUILD_ID polls: start one, or check PORTKEEPER_TASK_QUEUE and PORTKEEPER_DEPLOYMENT_NAME',
        { cause: error },
      );
    if (code === GRPC.failedPrecondition && /missing active task queues/i.test(details))
      throw new DeploymentError(
        'build_lacks_queues',
        `The workers of build ${buildId ?? ''} do not poll every task queue that the current build polls and that has work. ` +
          'Give them all accounts of the current build, or let calls of the missing ones wait: --ignore-missing-queues',
        { cause: error },
      );
    if (code === GRPC.failedPrecondition || code === GRPC.aborted)
      throw new DeploymentError('deployment_changed', `Temporal refused: ${details}; repeat this`, {
        cause: error,
      });
    throw error;
  }
}

function buildNotFound(
  deploymentName: string,
  buildId: string,
  builds: readonly (string | null | undefined)[],
  cause?: unknown,
): DeploymentError {
  const known = builds.length === 0 ? '' : ` It has ${builds.join(', ')}.`;
  return new DeploymentError(
    'build_not_found',
    `Worker deployment ${deploymentName} has no build ${buildId}.${known} A build is there as soon as its workers poll: ` +
      `start workers with PORTKEEPER_BUILD_ID=${buildId}, and repeat this`,
    { cause },
  );
}

function unsupported(namespace: string, cause?: unknown): DeploymentError {
  return new DeploymentError(
    'versioning_unsupported',
    `Temporal does not support worker deployments in namespace ${namespace}: the server must be 1.29.1 or newer, with ` +
      'system.enableDeploymentVersions on. Without it, unset PORTKEEPER_BUILD_ID',
    { cause },
  );
}

function instantOf(time: { readonly seconds?: unknown } | null | undefined): string | undefined {
  const seconds = time?.seconds;
  return seconds === undefined || seconds === null ? undefined : toRfc3339(Number(seconds) * 1_000);
}
