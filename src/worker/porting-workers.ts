import { temporalConfig } from '../../temporal.config';
import { withOwnConverter } from '../config/encryption-settings';
import { readWorkerSettings } from '../config/environment';
import { processEnvironment, type Environment } from '../config/variables';
import { completed, hasCodec } from '../encryption/data-converter';
import { createPortWorker, installationWorkers, type InstallationWorkers, type PortWorker } from './worker';
import type { OwnWorkerOptions } from './worker-options';

/** How a program that makes its own workers describes them. */
export interface PortingWorkersOptions {
  /**
   * Where accounts, webhook URLs, document roots and the task queue are read from, as docs/operations.md says. Default:
   * the environment of this process.
   */
  readonly env?: Environment;
  /**
   * Your options for every Temporal worker of the installation. They replace Portkeeper's own; activities are added to
   * Portkeeper's. Workflow interceptors, converter paths, plugins and bundler options belong here and nowhere else,
   * because they decide whether the bundle that comes with the package can be used.
   */
  readonly workerOptions?: OwnWorkerOptions;
}

/** What the Temporal workers of an installation are created with. All of them must run, in one process or in several. */
export interface PortingWorkers extends InstallationWorkers {
  /** The queue of the workflows (`PORTKEEPER_TASK_QUEUE`); the queue of each account begins with it. */
  readonly taskQueue: string;
}

/**
 * Puts together what your own Temporal workers need to run ports: activities, workflow code and task queues. Nothing is
 * started or connected. Each `options` goes to `Worker.create` as it is, or with changes of yours.
 *
 * The bundle of the workflows that comes with the package is used if it was made with the installed version of
 * `@temporalio/worker` and you bring nothing that must be in it. Otherwise `Worker.create` bundles the workflows, which
 * takes some seconds.
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
  const { env, own } = withOwnOptions(options);
  const { taskQueue, namespace, dataConverter } = temporalConfig(env);
  const settings = readWorkerSettings(env);
  const merged = { namespace, ...(dataConverter && { dataConverter }), ...own };
  return { taskQueue, ...installationWorkers({ ...settings, taskQueue, own: merged }) };
}

/**
 * Connects to Temporal and makes all workers of the installation, to run and stop as one: what `portkeeper worker`
 * does, with options of yours. A connection of yours stays open when the workers have stopped.
 *
 * @throws ConfigurationError naming everything that is missing or wrong
 * @throws TemporalUnreachableError when Temporal does not answer
 */
export async function createPortingWorker(options: PortingWorkersOptions = {}): Promise<PortWorker> {
  const { env, own } = withOwnOptions(options);
  const temporal = temporalConfig(env);
  return createPortWorker({ ...readWorkerSettings(env), temporal, taskQueue: temporal.taskQueue, own });
}

/** A data converter of the user's decides on encryption, and takes the place of the one that the environment asks for. */
function withOwnOptions({ env = processEnvironment(), workerOptions = {} }: PortingWorkersOptions): {
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
