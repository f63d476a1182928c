import type { ConnectionOptions } from '@temporalio/client';
import { loadClientConnectConfig, type ClientConnectConfig } from '@temporalio/envconfig';
import { z } from 'zod';
import { WORKFLOW_TASK_QUEUE } from '../contract/names';
import type { Problems } from './configuration-error';
import { plainValue, readVariable, type Environment } from './variables';

const LOCAL_SERVER = '127.0.0.1:7233';

/**
 * The connection options that clients and workers share. Not a type of `@temporalio/envconfig`: its
 * declarations need `@temporalio/worker`, which a client need not install.
 */
export interface TemporalConnectionOptions {
  /** `host:port`. */
  address?: string;
  /** For TLS: certificates, or `true` for the default ones. */
  tls?: Exclude<ConnectionOptions['tls'], undefined>;
  /** For Temporal Cloud. */
  apiKey?: string;
  /** Headers of every call. */
  metadata?: Exclude<ConnectionOptions['metadata'], undefined>;
}

/** The connection to Temporal, and where the workflows run. */
export interface TemporalSettings {
  /** `host:port`. */
  readonly address: string;
  /** The namespace of the ports (`TEMPORAL_NAMESPACE`). */
  readonly namespace: string;
  /** The task queue of the port workflows (`PORTKEEPER_TASK_QUEUE`). */
  readonly taskQueue: string;
  /** Address, TLS and API key, for connections of clients and of workers. */
  readonly connectionOptions: TemporalConnectionOptions;
}

const taskQueue = z.string().max(200, 'must have at most 200 characters');

/** Reads `TEMPORAL_…` (variables, or the profile file of Temporal's own tools) and `PORTKEEPER_TASK_QUEUE`. */
export function readTemporalSettings(env: Environment, problems: Problems): TemporalSettings {
  const { connectionOptions, namespace } = loadConnection(env, problems);
  const address = connectionOptions.address ?? LOCAL_SERVER;
  return {
    address,
    namespace: namespace ?? 'default',
    taskQueue: readVariable(env, 'PORTKEEPER_TASK_QUEUE', taskQueue, problems) ?? WORKFLOW_TASK_QUEUE,
    connectionOptions: { ...connectionOptions, address },
  };
}

function loadConnection(env: Environment, problems: Problems): ClientConnectConfig {
  try {
    return loadClientConnectConfig({ overrideEnvVars: definedVariables(env) });
  } catch (error) {
    // Only the first line: below it a parser may quote the file, which may contain an API key.
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    problems.add('TEMPORAL_…', `the connection settings cannot be read: ${reason ?? ''}`);
    return { connectionOptions: {} };
  }
}

/** A blank variable counts as unset, as everywhere; only for gRPC metadata it means "remove this header". */
function definedVariables(env: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, raw = '']) => {
      // Variables of other programs stay unchanged.
      const value = name.startsWith('TEMPORAL_') ? plainValue(raw) : raw;
      const isUnset = env[name] === undefined || (value === '' && !name.startsWith('TEMPORAL_GRPC_META_'));
      return isUnset ? [] : [[name, value]];
    }),
  );
}
