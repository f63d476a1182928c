import { connectClient, TemporalUnreachableError, temporalConfig } from '../../../temporal.config';
import { requireOwnAccounts } from '../../setup/installation';
import { searchAttributeState } from '../../setup/search-attributes';
import { currentBuild, describeQueue } from '../../setup/task-queue-pollers';
import type { Connection } from '@temporalio/client';
import type { Logger } from 'pino';
import { indexClient } from '../../encryption/index-client';
import { accountLabel } from '../../config/account-config';
import { readWorkerSettings, type WorkerSettings } from '../../config/environment';
import { NUMBER_KEY, WITHOUT_NUMBER_KEY } from '../../config/number-key';
import { createPortWorker, type PortWorker, type PortWorkerOptions } from '../../worker/worker';
import type { CommandContext, JsonOption } from '../command';
import { aborted, pause } from '../shutdown';
import { createLogger } from './logger';
import { installTemporalRuntime } from './temporal-runtime';
import { serveWorkerHealth, type WorkerHealth } from './worker-health';

/** The options of `portkeeper worker`. */
export interface WorkerCommandOptions extends JsonOption {
  /** Undefined: health checks are not answered. */
  readonly healthPort?: number;
  readonly healthHost: string;
}

/** The first and the longest wait between two attempts to reach Temporal. */
const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 15_000;

/** Runs a worker until it is stopped; work in flight is finished first. */
export async function runWorker(
  { json, healthPort, healthHost }: WorkerCommandOptions,
  context: CommandContext,
): Promise<void> {
  const settings = readWorkerSettings(context.env);
  const logger = createLogger(settings.log);
  installTemporalRuntime(logger, settings);
  const health =
    healthPort === undefined
      ? undefined
      : await serveWorkerHealth({ port: healthPort, host: healthHost }, context.stopped);
  if (health !== undefined) logger.info({ address: health.address }, 'health checks are answered');
  try {
    await workUntilStopped({ settings, logger, health, json: json === true }, context);
  } finally {
    // It answers to the end: a worker that drains is alive.
    health?.close();
  }
}

interface WorkerProcess {
  readonly settings: WorkerSettings;
  readonly logger: Logger;
  readonly health: WorkerHealth | undefined;
  readonly json: boolean;
}

async function workUntilStopped(
  { settings, logger, health, json }: WorkerProcess,
  { env, output, stopped }: CommandContext,
): Promise<void> {
  const { accounts, build, daySeconds, webhooks, numberKey, documentRoots, proxy, restoredAt } = settings;
  if (numberKey === undefined) logger.warn(`${NUMBER_KEY} ${WITHOUT_NUMBER_KEY}`);
  const temporal = temporalConfig(env);
  const { address, namespace, taskQueue } = temporal;
  const worker = await createWhenReachable(
    {
      temporal,
      taskQueue,
      accounts,
      build,
      daySeconds,
      webhooks,
      numberKey,
      documentRoots,
      proxy,
      restoredAt,
    },
    () => probeBeforeServing({ temporal, accounts, build }, logger),
    (error, waitMs) => logger.warn({ retryInMs: waitMs }, error.message),
    stopped,
  );
  if (worker === undefined) return;
  const running = worker.run();
  health?.watch(worker);
  void aborted(stopped).then(() => {
    logger.info('stopping: what is in flight is finished first');
    worker.shutdown();
  });
  const labels = accounts.map(accountLabel);
  const healthAddress = health && { health: health.address };
  const place = { address, namespace, taskQueue };
  if (json) output.jsonLine({ ready: 'worker', ...place, accounts: labels, ...build, ...healthAddress });
  else {
    const version = build && `, as build ${build.buildId} of worker deployment ${build.deploymentName}`;
    output.line(
      `Worker ready: ${labels.join(', ')} on task queue ${taskQueue} of ${namespace} at ${address}${version ?? ''}.`,
    );
  }
  await running;
}

/**
 * Creates the worker as soon as Temporal can be reached. A server that starts later, or is away for a while,
 * does not end the process.
 *
 * @returns undefined if the process was stopped before
 */
async function createWhenReachable(
  options: PortWorkerOptions,
  probe: () => Promise<void>,
  onUnreachable: (error: Error, waitMs: number) => void,
  stopped: AbortSignal,
): Promise<PortWorker | undefined> {
  for (let waitMs = FIRST_WAIT_MS; !stopped.aborted; waitMs = Math.min(waitMs * 2, MAX_WAIT_MS)) {
    try {
      await probe();
      const worker = await Promise.race([createPortWorker(options), aborted(stopped)]);
      return worker ?? undefined;
    } catch (error) {
      if (!(error instanceof TemporalUnreachableError)) throw error;
      onUnreachable(error, waitMs);
      await pause(waitMs, stopped);
    }
  }
  return undefined;
}

/**
 * Finds problems before serving that would otherwise show only later: a port that stands still, or two
 * installations that send the same orders.
 *
 * @throws InstallationConflictError, TemporalUnreachableError
 */
async function probeBeforeServing(
  { temporal, accounts, build }: Pick<PortWorkerOptions, 'temporal' | 'accounts' | 'build'>,
  logger: Logger,
): Promise<void> {
  const { client, connection } = await connectClient(temporal);
  try {
    await warnOfMissingAttributes(connection, temporal.namespace, logger);
    await warnOfOtherBuild(connection, { temporal, build }, logger);
    await requireOwnAccounts(
      indexClient(client),
      accounts.map(({ account }) => account),
      temporal,
    );
  } finally {
    await connection.close();
  }
}

/** Logs missing search attributes in one line: a port that needs one stands still until it is registered. */
async function warnOfMissingAttributes(
  connection: Connection,
  namespace: string,
  logger: Logger,
): Promise<void> {
  try {
    const { missing, conflicts } = await searchAttributeState(connection, namespace);
    const wrong = [...missing.map((name) => `${name} is not registered`), ...conflicts].join('; ');
    if (wrong !== '')
      logger.error(
        { missing, conflicts },
        `search attributes of namespace ${namespace}: ${wrong}; ports stand still until \`portkeeper setup\` has run`,
      );
  } catch (error) {
    // A worker may lack the permission to list them. The worker itself reports a namespace that does not
    // exist.
    logger.debug({ error }, 'the search attributes could not be read');
  }
}

/** Logs in one line that this worker will get no tasks, because its build is not the current one. */
async function warnOfOtherBuild(
  connection: Connection,
  { temporal: { namespace, taskQueue }, build }: Pick<PortWorkerOptions, 'temporal' | 'build'>,
  logger: Logger,
): Promise<void> {
  try {
    const queue = { namespace, name: taskQueue, type: 'workflow' } as const;
    const current = currentBuild(await describeQueue(connection, queue));
    if (current === build?.buildId) return;
    const tasks = current === undefined ? 'workers without a build' : `build ${current}`;
    const remedy =
      build === undefined
        ? 'set PORTKEEPER_BUILD_ID, or run `portkeeper deployment set-current --unversioned`'
        : `run \`portkeeper deployment set-current ${build.buildId}\``;
    logger.warn({ build: build?.buildId, current }, `tasks go to ${tasks}, and this worker waits; ${remedy}`);
  } catch (error) {
    // A worker may lack the permission to describe them.
    logger.debug({ error }, 'the task queue could not be described');
  }
}
