import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment, SystemUser } from './processes';

const DEFAULT_STOP_TIMEOUT_MS = 10_000;

export interface ServerProcessOptions {
  /** The name of the server in errors: `Temporal dev server`. */
  readonly what: string;
  readonly executable: string;
  readonly args: readonly string[];
  /** Default: this process's environment. In both cases without its `TEMPORAL_` variables. */
  readonly env?: Environment;
  /** The user that it runs as. Default: this process's. */
  readonly user?: SystemUser | undefined;
  /** Throws while the server does not answer. It is called repeatedly until it returns. */
  readonly probe: () => Promise<void>;
  /** How long the server may take to answer. */
  readonly readyTimeoutMs: number;
  /** How long the server may take to exit after SIGTERM, before it is killed. Default: 10 s. */
  readonly stopTimeoutMs?: number;
  /** The file to which the server's output is appended. Default: none, once it has started. */
  readonly logFile?: string;
}

/** A server that this process started. It ends with this process, even if that is killed. */
export interface ServerProcess {
  readonly pid: number;
  /** Resolves when the server's process has ended, for any reason. */
  readonly exited: Promise<void>;
  /** Stops the server and waits for its end. Safe to repeat. */
  stop(): Promise<void>;
  /** Ends the server with SIGKILL and waits for its end. Safe to repeat. */
  kill(): Promise<void>;
}

/**
 * Starts a server and waits until it answers.
 *
 * @throws Error with the end of the server's log, if it exits or does not answer in time
 */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const log = openLog(options.logFile);
  const child = spawn(options.executable, options.args, {
    stdio: ['ignore', log.descriptor, log.descriptor],
    // A separate process group: Ctrl-C must not stop the server while workers drain.
    detached: true,
    // The user's Temporal settings are for clients and must not affect a server.
    env: withoutTemporalSettings(options.env ?? process.env),
    ...options.user,
  });
  closeSync(log.descriptor);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve()); // the process could not be started
  });
  const isDead = (): boolean =>
    child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  const unwatch = endWithThisProcess(child);
  void exited.then(unwatch);

  const stopTimeoutMs = options.stopTimeoutMs ?? DEFAULT_STOP_TIMEOUT_MS;
  const kill = async (): Promise<void> => {
    child.ref(); // or this program could end before it
    child.kill('SIGKILL');
    await exited;
  };
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const hardStop = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    await exited;
    clearTimeout(hardStop);
  };

  try {
    await untilReady(options, isDead);
  } catch (error) {
    await stop();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The ${options.what} ${options.executable} did not start: ${reason}\n${log.tail()}`, {
      cause: error,
    });
  } finally {
    log.forget();
  }
  child.unref(); // a program that does not stop the server can still end
  return { pid: child.pid ?? 0, exited, stop, kill };
}

/**
 * Ends `child` when this process ends, even by SIGKILL, which no handler receives: a shell waits on a pipe
 * whose other end only this process holds.
 *
 * @returns a function that cancels this
 */
function endWithThisProcess(child: ChildProcess): () => void {
  if (child.pid === undefined || process.platform === 'win32') return () => undefined;
  const script = 'read -r _; kill -TERM "$1" && sleep 5 && kill -KILL "$1"';
  const watch = spawn('/bin/sh', ['-c', script, 'sh', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // must survive the signal that ends this process's group
  });
  watch.on('error', () => undefined);
  watch.unref();
  (watch.stdin as unknown as { unref(): void }).unref();
  return () => watch.kill('SIGKILL');
}

async function untilReady(
  { probe, readyTimeoutMs }: ServerProcessOptions,
  isDead: () => boolean,
): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  for (;;) {
    try {
      await probe();
      return;
    } catch (error) {
      if (isDead()) throw new Error('its process ended');
      if (Date.now() > deadline) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`after ${readyTimeoutMs / 1000} s it did not answer (${reason})`, { cause: error });
      }
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

function withoutTemporalSettings(env: Environment): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_')));
}
