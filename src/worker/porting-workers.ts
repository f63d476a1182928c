import { temporalConfig } from '../../temporal.config';
import { withOwnConverter } from '../config/encryption-settings';
import { readWorkerSettings } from '../config/environment';
import { processEnvironment, type Environment } from '../config/variables';
import { completed, hasCodec } from '../encryption/data-converter';
import { createPortWorker, installationWorkers, type InstallationWorkers, type PortWorker } from './worker';
import type { OwnWorkerOptions } from './worker-options';

/** Options for programs that create their own workers. */
export interface PortingWorkersOptions {
  /**
   * The variables with accounts, webhook URLs, document roots and the task queue (docs/operations.md).
   * Default: the environment of this process.
   */
  readonly env?: Environment;
  /**
   * Your options for every Temporal worker of the installation. They replace Portkeeper's own; activities are
   * added to Portkeeper's. Workflow interceptors, converter paths, plugins and bundler options must be given
   * here, because they decide whether the prebuilt bundle of the package can be used.
   */
  readonly workerOptions?: OwnWorkerOptions;
}

/** The options of an installation's Temporal workers. All of them must run, in one process or in several. */
export interface PortingWorkers extends InstallationWorkers {
  /**
   * The task queue of the workflows (`PORTKEEPER_TASK_QUEUE`); the task queue of each account begins with it.
   */
  readonly taskQueue: string;
}

/**
 * Builds the options with which your own Temporal workers run ports: activities, workflow code and task
 * queues. It starts and connects nothing. Pass each `options` to `Worker.create`, unchanged or with your
 * changes.
 *
 * The prebuilt workflow bundle of the package is used if it was made with the installed version of
 * `@temporalio/worker` and your options need no other bundle. Otherwise `Worker.create` bundles the
 * workflows, which takes some seconds.
 *
 * @example
 * ```ts
 * const { workflows, accounts } = portingWorkers({ workerOptions: { connection, namespace, interceptors } });
 * const workers = await Promise.all([workflows, ...accounts.map((account) => account.options)].map((options) => Worker.create(options)));
 * await Promise.all(workers.map((worker) => worker.run()));
 * ```
 *
 * @throws ConfigurationError naming everything that is missing or wrong
 */
export function portingWorkers(options: PortingWorkersOptions = {}): PortingWorkers {
  const { env, own } = resolved(options);
  const { taskQueue, namespace, dataConverter } = temporalConfig(env);
  const settings = readWorkerSettings(env);
  const merged = { namespace, ...(dataConverter && { dataConverter }), ...own };
  return { taskQueue, ...installationWorkers({ ...settings, taskQueue, own: merged }) };
}

/**
 * Connects to Temporal and creates all workers of the installation, which run and stop together: the same as
 * `portkeeper worker`, with your options. A connection of yours stays open when the workers have stopped.
 *
 * @throws ConfigurationError naming everything that is missing or wrong
 * @throws TemporalUnreachableError if Temporal does not answer
 */
export async function createPortingWorker(options: PortingWorkersOptions = {}): Promise<PortWorker> {
  const { env, own } = resolved(options);
  const temporal = temporalConfig(env);
  return createPortWorker({ ...readWorkerSettings(env), temporal, taskQueue: temporal.taskQueue, own });
}

/** The user's data converter decides on encryption, and replaces that of the environment. */
function resolved({ env = processEnvironment(), workerOptions = {} }: PortingWorkersOptions): {
  readonly env: Environment;
  readonly own: OwnWorkerOptions;
} {
  const { dataConverter } = workerOptions;
  if (dataConverter === undefined) return { env, own: workerOptions };
  return {
    env: withOwnConverter(env, hasCodec(dataConverter)),
    own: { ...workerOptions, dataConverter: completed(dataConverter) },
  };
}
