import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { TypedSearchAttributes, type SearchAttributeType } from '@temporalio/common';
import { answers, freePort, portOrFree } from './ports';
import { runCommand } from './processes';
import { isAtLeast, NEWS_SWITCH_VERSION } from './versions';

const LOOPBACK = '127.0.0.1';
const DEFAULT_PORT = 7233;
const DEFAULT_NAMESPACE = 'default';
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;

export interface DevServerOptions {
  /** The `temporal` program, from `findDevServer`. */
  readonly executable: string;
  /** gRPC port. Default: 7233 if it is free, else any free port. */
  readonly port?: number;
  /** Web UI port. Default: the gRPC port + 1000 if it is free, else any free port. */
  readonly uiPort?: number;
  /** Without the Web UI. Default: false. */
  readonly headless?: boolean;
  /** Where Prometheus metrics are served. Default: a port that the server chooses and does not tell. */
  readonly metricsPort?: number;
  /** Created at the start. Default: `default`. */
  readonly namespace?: string;
  /** Where to keep state. Default: in memory. */
  readonly dbFilename?: string;
  /** Registered at the start on every namespace. */
  readonly searchAttributes?: readonly { readonly name: string; readonly type: SearchAttributeType }[];
  /** More arguments of `temporal server start-dev`. */
  readonly extraArgs?: readonly string[];
  /** Takes the server's output, appended. Default: nowhere, once it has started. */
  readonly logFile?: string;
  /** Of the server's own log. Default: `warn`. */
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error';
}

/** A dev server that this process started. It ends with this process, however that ends. */
export interface DevServer {
  /** `host:port` for clients. */
  readonly address: string;
  readonly namespace: string;
  /** Base URL of the Web UI, without a slash at the end. */
  readonly uiUrl?: string;
  /** URL of the Prometheus metrics. */
  readonly metricsUrl?: string;
  readonly pid: number;
  /** Settles when the server's process has ended, asked or not. */
  readonly exited: Promise<void>;
  /** Stops the server and waits for its end. Safe to repeat. */
  stop(): Promise<void>;
}

/**
 * Starts a dev server and waits until it answers.
 *
 * @throws Error with the end of the server's log, if it dies or does not answer within a minute.
 */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const port = options.port ?? (await portOrFree(DEFAULT_PORT));
  const uiPort = options.headless ? undefined : (options.uiPort ?? (await uiPortFor(port)));
  const namespace = options.namespace ?? DEFAULT_NAMESPACE;
  const log = openLog(options.logFile);

  const child = spawn(options.executable, await serverArguments(options, port, uiPort, namespace), {
    stdio: ['ignore', log.descriptor, log.descriptor],
    // Its own process group: Ctrl-C must not take the server away from workers that still drain.
    detached: true,
    // The user's Temporal settings are for clients; a server must not be changed by them.
    env: withoutTemporalSettings(process.env),
  });
  closeSync(log.descriptor);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve()); // could not be started at all
  });
  const isDead = (): boolean =>
    child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  const unwatch = endWithThisProcess(child);
  void exited.then(unwatch);

  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const hardStop = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await exited;
    clearTimeout(hardStop);
  };

  const address = `${LOOPBACK}:${port}`;
  try {
    await untilReady(port, namespace, isDead);
  } catch (error) {
    await stop();
    const tail = log.tail();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The Temporal dev server ${options.executable} did not start: ${reason}\n${tail}`, {
      cause: error,
    });
  } finally {
    log.forget();
  }
  child.unref(); // a program that forgets to stop the server can still end
  return {
    address,
    namespace,
    ...(uiPort !== undefined && { uiUrl: `http://${LOOPBACK}:${uiPort}` }),
    ...(options.metricsPort !== undefined && {
      metricsUrl: `http://${LOOPBACK}:${options.metricsPort}/metrics`,
    }),
    pid: child.pid ?? 0,
    exited,
    stop,
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
  args.push('--dynamic-config-value', 'frontend.enableServerVersionCheck=false'); // it would call home
  if (uiPort === undefined) args.push('--headless');
  else {
    args.push('--ui-port', String(uiPort));
    if (await knowsNewsSwitch(options.executable)) args.push('--ui-disable-news-fetch');
  }
  if (options.metricsPort !== undefined) args.push('--metrics-port', String(options.metricsPort));
  if (options.dbFilename !== undefined) args.push('--db-filename', options.dbFilename);
  for (const { name, type } of options.searchAttributes ?? []) {
    args.push('--search-attribute', `${name}=${TypedSearchAttributes.toMetadataType(type)}`);
  }
  return [...args, ...(options.extraArgs ?? [])];
}

/** Without the switch, the Web UI makes every browser ask an outside feed for news. */
async function knowsNewsSwitch(executable: string): Promise<boolean> {
  const version = await devServerVersion(executable);
  return version !== undefined && isAtLeast(version, NEWS_SWITCH_VERSION);
}

/** The version of a `temporal` program; undefined if it does not run or does not say. */
export async function devServerVersion(executable: string): Promise<string | undefined> {
  const { code, tail } = await runCommand(executable, ['--version'], { timeoutMs: 20_000 });
  return code === 0 ? /^temporal version (\d+\.\d+\.\d+)/m.exec(tail)?.[1] : undefined;
}

/**
 * Ends `child` when this process ends, even by SIGKILL, which no handler sees: a shell waits on a pipe whose other
 * end only this process holds.
 *
 * @returns a function that calls the watch off.
 */
function endWithThisProcess(child: ChildProcess): () => void {
  if (child.pid === undefined || process.platform === 'win32') return () => undefined;
  const script = 'read -r _; kill -TERM "$1" && sleep 5 && kill -KILL "$1"';
  const watch = spawn('/bin/sh', ['-c', script, 'sh', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // must outlive the signal that ends this process's group
  });
  watch.on('error', () => undefined);
  watch.unref();
  (watch.stdin as unknown as { unref(): void }).unref();
  return () => watch.kill('SIGKILL');
}

async function untilReady(port: number, namespace: string, isDead: () => boolean): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      // A gRPC connection that was refused once waits a second before it tries again: too long to wait here.
      if (!(await answers(port))) throw new Error('it does not listen');
      const connection = await Connection.connect({ address: `${LOOPBACK}:${port}`, connectTimeout: 5_000 });
      try {
        await connection.workflowService.describeNamespace({ namespace });
        return;
      } finally {
        await connection.close();
      }
    } catch (error) {
      if (isDead()) throw new Error('its process ended');
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function openLog(logFile: string | undefined): {
  descriptor: number;
  tail: () => string;
  forget: () => void;
} {
  const folder = logFile === undefined ? mkdtempSync(join(tmpdir(), 'portkeeper-server-')) : undefined;
  const path = logFile ?? join(folder ?? '', 'server.log');
  return {
    descriptor: openSync(path, 'a'),
    tail: () => readFileSync(path, 'utf8').trimEnd().split('\n').slice(-20).join('\n'),
    forget: () => {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function withoutTemporalSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_')));
}
