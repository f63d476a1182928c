import type { WorkerOptions } from '@temporalio/worker';
import { WORKER_OPTIONS } from '../../temporal.config';
import type { AccountConfig } from '../config/account-config';
import type { WorkerBuild } from '../config/worker-build';
import { accountTaskQueue } from '../contract/names';
import { pollingOptions } from './account-limit';
import { workflowSource } from './workflow-source';

/**
 * A user's options for a Temporal worker: connection, interceptors, sinks, tuner, data converter, pollers,
 * identity and so on. Portkeeper sets only the task queues.
 */
export type OwnWorkerOptions = Partial<Omit<WorkerOptions, 'taskQueue'>>;

/**
 * The options that make a worker a version of its deployment. Ports run for weeks and outlive releases, so their next
 * task goes to the current version, and not to the one that began them (docs/upgrading.md).
 *
 * @param build - undefined: the worker is not versioned
 */
export function versioningOptions(
  build: WorkerBuild | undefined,
): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  if (build === undefined) return {};
  return {
    workerDeploymentOptions: {
      version: { ...build },
      useWorkerVersioning: true,
      defaultVersioningBehavior: 'AUTO_UPGRADE',
    },
  };
}

/** The options of the workflow worker, which also runs the activities that call no provider. */
export function workflowWorkerOptions(
  taskQueue: string,
  activities: object,
  own: OwnWorkerOptions = {},
): WorkerOptions {
  const { workflowBundle: _bundle, workflowsPath: _path, ...rest } = own;
  return {
    ...WORKER_OPTIONS,
    ...rest,
    ...workflowSource(own),
    taskQueue,
    activities: { ...own.activities, ...activities },
  };
}

/**
 * The options of an account's worker: it calls the provider within the account's limit and runs no workflows.
 */
export function accountWorkerOptions(
  taskQueue: string,
  { account, rateLimit }: Pick<AccountConfig, 'account' | 'rateLimit'>,
  activities: object,
  own: OwnWorkerOptions = {},
): WorkerOptions {
  const { workflowBundle: _bundle, workflowsPath: _path, bundlerOptions: _bundler, ...rest } = own;
  const { maxConcurrentActivityTaskExecutions: slots, ...limit } = pollingOptions(rateLimit);
  return {
    ...WORKER_OPTIONS,
    ...limit,
    // A tuner sets the slots itself; Temporal accepts only one of the two.
    ...(slots !== undefined && rest.tuner === undefined && { maxConcurrentActivityTaskExecutions: slots }),
    ...rest,
    taskQueue: accountTaskQueue(taskQueue, account.provider, account.name),
    activities: { ...own.activities, ...activities },
  };
}
