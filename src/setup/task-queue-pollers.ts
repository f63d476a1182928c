/** A poller as Temporal describes it; the fields of its API that are read here. */
export interface Poller {
  readonly identity?: string | null;
  readonly lastAccessTime?: { readonly seconds?: unknown } | null;
  readonly deploymentOptions?: {
    readonly deploymentName?: string | null;
    readonly buildId?: string | null;
    readonly workerVersioningMode?: number | null;
  } | null;
}

/** A version of a worker deployment. */
interface Version {
  readonly deploymentName?: string | null;
  readonly buildId?: string | null;
}

/** Temporal's description of a task queue; the fields of its API that are read here. */
export interface DescribedQueue {
  readonly pollers?: readonly Poller[] | null;
  readonly versioningInfo?: {
    readonly currentDeploymentVersion?: Version | null;
    readonly rampingDeploymentVersion?: Version | null;
    readonly rampingVersionPercentage?: number | null;
  } | null;
}

/** The part of a client or connection of Temporal that describes task queues. */
export interface QueueAccess {
  readonly workflowService: {
    describeTaskQueue(request: {
      namespace: string;
      taskQueue: { name: string };
      taskQueueType: number;
    }): Promise<DescribedQueue>;
  };
}

/** A task queue; workflows and activities of the same name have a queue each. */
export interface QueueName {
  readonly namespace: string;
  readonly name: string;
  readonly type: 'workflow' | 'activity';
}

/** `TASK_QUEUE_TYPE_WORKFLOW` and `TASK_QUEUE_TYPE_ACTIVITY` of Temporal's API. */
const QUEUE_TYPES = { workflow: 1, activity: 2 } as const;

/** Asks Temporal about a task queue. The question costs no billable action. */
export function describeQueue(
  { workflowService }: QueueAccess,
  { namespace, name, type }: QueueName,
): Promise<DescribedQueue> {
  return workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name },
    taskQueueType: QUEUE_TYPES[type],
  });
}

/** `WORKER_VERSIONING_MODE_VERSIONED` of Temporal's API. */
const VERSIONED = 2;

/** The workers that poll a task queue, by whether Temporal gives them tasks. */
export interface PollersOfQueue {
  /** They run the current build, or share the tasks with it. */
  readonly serving: readonly Poller[];
  /** They poll, and get no task: another build is the current one, or versioned workers are not used yet. */
  readonly idle: readonly Poller[];
}

/**
 * Separates pollers that get tasks from those that do not. Temporal gives the tasks of a queue to the current version
 * of its worker deployment, and to workers without a build only if there is none.
 */
export function pollersOf({ pollers, versioningInfo }: DescribedQueue): PollersOfQueue {
  const { currentDeploymentVersion, rampingDeploymentVersion, rampingVersionPercentage } =
    versioningInfo ?? {};
  const served = [
    versionKey(currentDeploymentVersion),
    ...((rampingVersionPercentage ?? 0) > 0 ? [versionKey(rampingDeploymentVersion)] : []),
  ];
  const all = pollers ?? [];
  const isServing = (poller: Poller) => served.includes(versionOf(poller));
  return { serving: all.filter(isServing), idle: all.filter((poller) => !isServing(poller)) };
}

/** The build of a poller; undefined: it is not versioned. */
export function buildOf({ deploymentOptions }: Poller): string | undefined {
  return deploymentOptions?.workerVersioningMode === VERSIONED
    ? (deploymentOptions.buildId ?? undefined)
    : undefined;
}

/** The current build of a queue; undefined: workers without a build get its tasks. */
export function currentBuild({ versioningInfo }: DescribedQueue): string | undefined {
  const buildId = versioningInfo?.currentDeploymentVersion?.buildId ?? '';
  return buildId === '' ? undefined : buildId;
}

/** A running worker polls at least once a minute; the rest tolerates clock skew. */
const MAX_IDLE_SECONDS = 90;

/** Whether a worker still polls: Temporal lists pollers for five minutes after their last poll. */
export function isAlive(poller: Poller, now: number): boolean {
  return secondsSincePoll(poller, now) <= MAX_IDLE_SECONDS;
}

/** Seconds since the last poll. A poller without that time counts as alive. */
export function secondsSincePoll({ lastAccessTime }: Poller, now: number): number {
  const lastPoll = lastAccessTime?.seconds;
  return lastPoll === undefined ? 0 : Math.round(now / 1_000 - Number(lastPoll));
}

function versionOf(poller: Poller): string {
  return buildOf(poller) === undefined ? versionKey(undefined) : versionKey(poller.deploymentOptions);
}

/** No version, or an empty one, stands for workers without a build. */
function versionKey(version: Version | null | undefined): string {
  const { deploymentName = '', buildId } = version ?? {};
  return buildId ? JSON.stringify([deploymentName, buildId]) : '';
}
