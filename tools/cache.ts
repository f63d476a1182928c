import { mkdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Environment } from './processes';
import { DEV_SERVER_VERSION, PRODUCTION_SERVER_VERSION, TEST_SERVER_VERSION } from './versions';

/**
 * The folder of cached servers. It is outside node_modules, so that it survives `npm ci` and serves every
 * checkout. `PORTKEEPER_CACHE_DIR` moves it.
 */
export function cacheDirectory(env: Environment): string {
  return (
    env['PORTKEEPER_CACHE_DIR'] || join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'portkeeper')
  );
}

/** The path of the dev server in the cache. It contains the version, so that a new pin uses a new path. */
export function cachedDevServer(env: Environment): string {
  return join(cacheDirectory(env), `temporal-cli-${DEV_SERVER_VERSION}`, 'temporal');
}

/** The path of the test server in the cache. */
export function cachedTestServer(env: Environment): string {
  return join(cacheDirectory(env), `temporal-test-server-${TEST_SERVER_VERSION}`, 'temporal-test-server');
}

/** The folder of the programs of the server for production in the cache. */
export function cachedProductionServer(env: Environment): string {
  return join(cacheDirectory(env), `temporal-server-${PRODUCTION_SERVER_VERSION}`);
}

const HEARTBEAT_MS = 2_000;
/** A holder that missed this many heartbeats is dead: killed, or its machine stopped. */
const STALE_AFTER_MS = 15_000;
const WAITING_REPORT_INTERVAL_MS = 15_000;

/**
 * Runs `work` while no other process does, so that two commands started together do not build the same server
 * twice. The lock is a file whose modification time is kept fresh; a stale lock is taken over.
 */
export async function withLock<T>(
  path: string,
  report: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  let waitingReportedAt = 0;
  while (!(await tryCreate(path))) {
    if (await isStale(path)) {
      await rm(path, { force: true });
      continue;
    }
    if (Date.now() - waitingReportedAt >= WAITING_REPORT_INTERVAL_MS) {
      report('another process is preparing the same server; waiting for it');
      waitingReportedAt = Date.now();
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    void utimes(path, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await rm(path, { force: true });
  }
}

async function tryCreate(path: string): Promise<boolean> {
  try {
    await writeFile(path, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isStale(path: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs > STALE_AFTER_MS;
  } catch {
    return false; // released at this moment
  }
}
