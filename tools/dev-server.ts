import { Connection } from '@temporalio/client';
import { TypedSearchAttributes, type SearchAttributeType } from '@temporalio/common';
import type { GoProgram } from './build-go-program';
import { answers, freePort, portOrFree } from './ports';
import { runCommand } from './processes';
import { startServerProcess, type ServerProcess } from './server-process';
import { DEV_SERVER_VERSION, isAtLeast, NEWS_SWITCH_VERSION } from './versions';

const LOOPBACK = '127.0.0.1';
const DEFAULT_PORT = 7233;
const DEFAULT_NAMESPACE = 'default';
const READY_TIMEOUT_MS = 60_000;

/** How the dev server is built, with the version that `temporal --version` prints. */
export const DEV_SERVER_PROGRAM: GoProgram = {
  name: 'Temporal dev server',
  version: DEV_SERVER_VERSION,
  mainPackage: 'github.com/temporalio/cli/cmd/temporal',
  versionVariable: 'github.com/temporalio/cli/internal/temporalcli.Version',
};

export interface DevServerOptions {
  /** The `temporal` program, from `findDevServer`. */
  readonly executable: string;
  /** gRPC port. Default: 7233 if it is free, else any free port. */
  readonly port?: number;
  /** Web UI port. Default: the gRPC port + 1000 if it is free, else any free port. */
  readonly uiPort?: number;
  /** Whether to start without the Web UI. Default: false. */
  readonly headless?: boolean;
  /** The codec server with which the Web UI decrypts. Default: none. */
  readonly uiCodecEndpoint?: string | undefined;
  /** The port of Prometheus metrics. Default: a port that the server chooses and does not report. */
  readonly metricsPort?: number;
  /** The namespace, created at the start. Default: `default`. */
  readonly namespace?: string;
  /** The file for the state. Default: in memory. */
  readonly dbFilename?: string;
  /** Search attributes to register on every namespace at the start. */
  readonly searchAttributes?: readonly { readonly name: string; readonly type: SearchAttributeType }[];
  /** More arguments of `temporal server start-dev`. */
  readonly extraArgs?: readonly string[];
  /** The file to which the server's output is appended. Default: none, once it has started. */
  readonly logFile?: string;
  /** The level of the server's own log. Default: `warn`. */
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error';
}

/** A dev server that this process started. It ends with this process, even if that is killed. */
export interface DevServer extends ServerProcess {
  /** `host:port` for clients. */
  readonly address: string;
  readonly namespace: string;
  /** The base URL of the Web UI, without a trailing slash. */
  readonly uiUrl?: string;
  /** URL of the Prometheus metrics. */
  readonly metricsUrl?: string;
}

/**
 * Starts a dev server and waits until it answers.
 *
 * @throws Error with the end of the server's log, if it exits or does not answer within a minute
 */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const port = options.port ?? (await portOrFree(DEFAULT_PORT));
  const uiPort = options.headless ? undefined : (options.uiPort ?? (await uiPortFor(port)));
  const namespace = options.namespace ?? DEFAULT_NAMESPACE;
  const server = await startServerProcess({
    what: 'Temporal dev server',
    executable: options.executable,
    args: await serverArguments(options, port, uiPort, namespace),
    probe: () => probe(port, namespace),
    readyTimeoutMs: READY_TIMEOUT_MS,
    ...(options.logFile !== undefined && { logFile: options.logFile }),
  });
  return {
    ...server,
    address: `${LOOPBACK}:${port}`,
    namespace,
    ...(uiPort !== undefined && { uiUrl: `http://${LOOPBACK}:${uiPort}` }),
    ...(options.metricsPort !== undefined && {
      metricsUrl: `http://${LOOPBACK}:${options.metricsPort}/metrics`,
    }),
  };
}

async function uiPortFor(port: number): Promise<number> {
  return port + 1000 <= 65_535 ? await portOrFree(port + 1000) : await freePort();
}

async function serverArguments(
  options: DevServerOptions,
  port: number,
  uiPort: number | undefined,
  namespace: string,
): Promise<string[]> {
  const args = ['server', 'start-dev', '--ip', LOOPBACK, '--port', String(port), '--namespace', namespace];
  args.push('--log-level', options.logLevel ?? 'warn');
  args.push('--dynamic-config-value', 'frontend.enableServerVersionCheck=false'); // it would contact a version service
  if (uiPort === undefined) args.push('--headless');
  else {
    args.push('--ui-port', String(uiPort));
    if (options.uiCodecEndpoint !== undefined) args.push('--ui-codec-endpoint', options.uiCodecEndpoint);
    if (await hasNewsSwitch(options.executable)) args.push('--ui-disable-news-fetch');
  }
  if (options.metricsPort !== undefined) args.push('--metrics-port', String(options.metricsPort));
  if (options.dbFilename !== undefined) args.push('--db-filename', options.dbFilename);
  for (const { name, type } of options.searchAttributes ?? []) {
    args.push('--search-attribute', `${name}=${TypedSearchAttributes.toMetadataType(type)}`);
  }
  return [...args, ...(options.extraArgs ?? [])];
}

/** Without the option, the Web UI makes every browser fetch news from an outside feed. */
async function hasNewsSwitch(executable: string): Promise<boolean> {
  const version = await devServerVersion(executable);
  return version !== undefined && isAtLeast(version, NEWS_SWITCH_VERSION);
}

/** The version of a `temporal` program; undefined if it does not run or does not print one. */
export async function devServerVersion(executable: string): Promise<string | undefined> {
  const { code, tail } = await runCommand(executable, ['--version'], { timeoutMs: 20_000 });
  return code === 0 ? /^temporal version (\d+\.\d+\.\d+)/m.exec(tail)?.[1] : undefined;
}

async function probe(port: number, namespace: string): Promise<void> {
  // A refused gRPC connection is retried only after a second, which is too long here.
  if (!(await answers(port))) throw new Error('it does not listen');
  const connection = await Connection.connect({ address: `${LOOPBACK}:${port}`, connectTimeout: 5_000 });
  try {
    await connection.workflowService.describeNamespace({ namespace });
  } finally {
    await connection.close();
  }
}
