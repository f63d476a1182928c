import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { WorkerOptions } from '@temporalio/worker';
import { Problems } from './src/config/configuration-error';
import type { TemporalSettings } from './src/config/temporal-settings';
import type { Environment } from './src/config/variables';

/**
 * The one place that says how Portkeeper uses Temporal: connection, namespace, task queues, data converter, worker
 * options. Client, worker, receiver and tests all read it. The queue of a provider account is `accountTaskQueue` in
 * src/contract/names.ts; the code of the workflows is found by src/worker/workflow-source.ts.
 */
export interface TemporalConfig extends TemporalSettings {
  /**
   * How payloads are written: encrypted, or readable where `PORTKEEPER_ALLOW_PLAINTEXT` allows it. Client and worker must
   * use the same. undefined: not decided; `PortingClient.connect` then refuses, and so do worker and receiver.
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
 * Reads how Temporal is reached and where ports run.
 *
 * @param env - default: this process's environment
 * @throws ConfigurationError when the variables or the profile file cannot be used
 */
export function temporalConfig(
  env: Environment = lazyModules.variables().processEnvironment(),
): TemporalConfig {
  const problems = new Problems();
  const settings = lazyModules.temporalSettings().readTemporalSettings(env, problems);
  const encryption = lazyModules.encryptionSettings().readEncryptionSettings(env, problems);
  // Everything that opens a client or a worker takes the data converter from this object.
  const dataConverter = lazyModules
    .configuredConverter()
    .configuredConverter(encryption, settings.namespace, problems);
  problems.throwIfAny();
  return { ...settings, dataConverter };
}

/** A client and the connection that must be closed after use. */
export interface TemporalClient {
  /** Carries the namespace and the data converter. */
  readonly client: Client;
  /** The client's connection. */
  readonly connection: Connection;
}

/** A client that connects with its first call: for processes that must start while Temporal is away. */
export function lazyClient(config: TemporalConfig): TemporalClient {
  return clientOver(Connection.lazy(config.connectionOptions), config);
}

/** Whoever types a command learns soon that nobody answers. */
const CONNECT_TIMEOUT = '5 seconds';

/** A client that is connected. @throws TemporalUnreachableError */
export async function connectClient(config: TemporalConfig): Promise<TemporalClient> {
  try {
    return clientOver(
      await Connection.connect({ ...config.connectionOptions, connectTimeout: CONNECT_TIMEOUT }),
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

/** Nobody answers at the configured address. One line, with what to do. */
export class TemporalUnreachableError extends Error {
  /** Always `TemporalUnreachableError`. */
  override readonly name = 'TemporalUnreachableError';
  /** Always `temporal_unreachable`. */
  readonly code = 'temporal_unreachable';

  /** @param cause - why nothing could be reached; its first line is part of the message */
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
 * What all workers share. `maxCachedWorkflows` is left to the SDK, which computes it from this process's heap
 * limit; a fixed number would be too high for one container and too low for the next.
 */
export const WORKER_OPTIONS = {
  // Longer than the 30 s a provider may take to answer: a submission in flight then ends with an answer, not with
  // an unknown outcome. A worker with nothing in flight stops at once.
  shutdownGraceTime: '35 seconds',
  shutdownForceTime: '45 seconds',
  // After a worker was killed, what people ask its ports waits this long for it, then goes to another. Half of what
  // a client waits for an answer.
  stickyQueueScheduleToStartTimeout: '5 seconds',
} as const satisfies Partial<WorkerOptions>;
