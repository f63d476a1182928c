import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { WorkerOptions } from '@temporalio/worker';
import { Problems } from './src/config/configuration-error';
import { retriesUntilClosed } from './src/config/grpc-retries';
import type { TemporalSettings } from './src/config/temporal-settings';
import type { Environment } from './src/config/variables';

/**
 * The Temporal settings of Portkeeper: connection, namespace, task queues, data converter, worker options.
 * Client, worker, receiver and tests all use this file. The task queue of a provider account is
 * `accountTaskQueue` in src/contract/names.ts; src/worker/workflow-source.ts finds the code of the workflows.
 */
export interface TemporalConfig extends TemporalSettings {
  /**
   * The payload encoding: encrypted, or readable where `PORTKEEPER_ALLOW_PLAINTEXT` allows it. Client and worker must use
   * the same. Undefined: not decided; `PortingClient.connect`, worker and receiver then refuse to start.
   */
  readonly dataConverter: DataConverter | undefined;
}

/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports --
   Loaded with its first use: a service that brings its own Temporal client never reads the environment, and should not
   pay for zod and the TOML parser when it starts. */
const lazyModules = {
  configuredConverter: () =>
    require('./src/encryption/configured-converter') as typeof import('./src/encryption/configured-converter'),
  encryptionSettings: () =>
    require('./src/config/encryption-settings') as typeof import('./src/config/encryption-settings'),
  temporalSettings: () =>
    require('./src/config/temporal-settings') as typeof import('./src/config/temporal-settings'),
  variables: () => require('./src/config/variables') as typeof import('./src/config/variables'),
};
/* eslint-enable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports */

/**
 * Reads the connection settings and the task queue.
 *
 * @param env - default: this process's environment
 * @throws ConfigurationError if the variables or the profile file cannot be used
 */
export function temporalConfig(
  env: Environment = lazyModules.variables().processEnvironment(),
): TemporalConfig {
  const problems = new Problems();
  const settings = lazyModules.temporalSettings().readTemporalSettings(env, problems);
  const encryption = lazyModules.encryptionSettings().readEncryptionSettings(env, problems);
  const dataConverter = lazyModules
    .configuredConverter()
    .configuredConverter(encryption, settings.namespace, problems);
  problems.throwIfAny();
  // The only place for payload encryption: every client and worker takes its data converter from this object.
  return { ...settings, dataConverter };
}

/** A client, and the connection to close after use. */
export interface TemporalClient {
  /** Has the namespace and the data converter. */
  readonly client: Client;
  /** The client's connection. */
  readonly connection: Connection;
}

/**
 * Creates a client that connects with its first call, for processes that must start while Temporal is
 * unreachable.
 */
export function lazyClient(config: TemporalConfig): TemporalClient {
  return clientOver(
    Connection.lazy({ ...config.connectionOptions, interceptors: retriesUntilClosed() }),
    config,
  );
}

/** Short, because a person at a terminal waits. */
const CONNECT_TIMEOUT = '5 seconds';

/**
 * Creates a connected client.
 *
 * @throws TemporalUnreachableError
 */
export async function connectClient(config: TemporalConfig): Promise<TemporalClient> {
  try {
    return clientOver(
      await Connection.connect({
        ...config.connectionOptions,
        interceptors: retriesUntilClosed(),
        connectTimeout: CONNECT_TIMEOUT,
      }),
      config,
    );
  } catch (error) {
    throw new TemporalUnreachableError(config, error);
  }
}

function clientOver(connection: Connection, config: TemporalConfig): TemporalClient {
  const { namespace, dataConverter } = config;
  return {
    client: new Client({ connection, namespace, ...(dataConverter && { dataConverter }) }),
    connection,
  };
}

/** Temporal does not answer at the configured address. The message is one line, with what to do. */
export class TemporalUnreachableError extends Error {
  /** Always `TemporalUnreachableError`. */
  override readonly name = 'TemporalUnreachableError';
  /** Always `temporal_unreachable`. */
  readonly code = 'temporal_unreachable';

  /** @param cause - why Temporal is unreachable; its first line is part of the message */
  constructor(
    { address, namespace }: { readonly address: string; readonly namespace: string },
    cause: unknown,
  ) {
    const [reason] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    super(
      `cannot reach Temporal at ${address} (namespace ${namespace}): ${reason ?? ''}; ` +
        'start one, for example with `portkeeper dev`, or set TEMPORAL_ADDRESS',
      { cause },
    );
  }
}

/**
 * Options of all workers. `maxCachedWorkflows` is left to the SDK, which computes it from the heap limit of
 * the process; a fixed number would be too high for one container and too low for another.
 */
export const WORKER_OPTIONS = {
  // Longer than the 30 s that a provider may take to answer, so that a submission in flight ends with an
  // answer and not with an unknown outcome. A worker without calls in flight stops at once.
  shutdownGraceTime: '35 seconds',
  shutdownForceTime: '45 seconds',
  // After a worker was killed, requests to its ports wait this long for it, then go to another worker. Half
  // of a client's time-out.
  stickyQueueScheduleToStartTimeout: '5 seconds',
} as const satisfies Partial<WorkerOptions>;
