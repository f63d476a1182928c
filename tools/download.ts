import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { packageRoot } from './package-root';
import { DEV_SERVER_VERSION, TEST_SERVER_VERSION } from './versions';

/**
 * The Temporal SDK downloads a server only when it starts one, has no time-out, and installs its native
 * runtime in the calling process. So it runs in a separate process, which can be killed.
 */
const DOWNLOADER = `
  const { TestWorkflowEnvironment } = require('@temporalio/testing');
  const [, kind, version, downloadDir] = process.argv;
  TestWorkflowEnvironment[kind]({ server: { executable: { type: 'cached-download', version, downloadDir } } })
    .then((environment) => environment.teardown())
    .then(() => process.exit(0), (error) => { console.error(error.message); process.exit(1); });
`;

/** How long the download service may take to send the first byte. */
const FIRST_BYTE_MS = 15_000;
/** How long a download may make no progress. */
const STALL_MS = 30_000;

/** The two servers that Temporal publishes. */
export type Downloadable = 'dev-server' | 'test-server';

/**
 * Downloads a server to `destination`.
 *
 * @returns undefined, or why it failed
 */
export async function download(what: Downloadable, destination: string): Promise<string | undefined> {
  await mkdir(dirname(destination), { recursive: true });
  // Beside the destination, so that the final rename stays within one file system.
  const folder = await mkdtemp(join(dirname(destination), '.download-'));
  try {
    const problem = await runDownloader(what, folder);
    const file = (await readdir(folder)).find((name) => !name.endsWith('.downloading'));
    // A complete file counts, even if the server did not start in time on a busy machine.
    if (file === undefined) return problem ?? 'nothing arrived';
    await rename(join(folder, file), destination);
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function runDownloader(what: Downloadable, folder: string): Promise<string | undefined> {
  const args =
    what === 'dev-server'
      ? ['createLocal', `v${DEV_SERVER_VERSION}`]
      : ['createTimeSkipping', `v${TEST_SERVER_VERSION}`];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['-e', DOWNLOADER, ...args, folder], {
      cwd: packageRoot(), // from here `-e` finds @temporalio/testing
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(-2_000)));

    let size = 0;
    let movedAt = Date.now();
    let failure: string | undefined;
    const watch = setInterval(() => {
      void folderSize(folder).then((now) => {
        if (now > size) {
          size = now;
          movedAt = Date.now();
        }
        const limit = size === 0 ? FIRST_BYTE_MS : STALL_MS;
        if (Date.now() - movedAt <= limit) return;
        failure = `nothing came for ${limit / 1000} s`;
        child.kill('SIGKILL');
      });
    }, 500);

    child.on('error', (error) => (failure = error.message));
    child.on('close', (code) => {
      clearInterval(watch);
      resolve(failure ?? (code === 0 ? undefined : rootCause(stderr)));
    });
  });
}

async function folderSize(folder: string): Promise<number> {
  if (!existsSync(folder)) return 0;
  let total = 0;
  for (const name of await readdir(folder))
    total += (await stat(join(folder, name)).catch(() => undefined))?.size ?? 0;
  return total;
}

/** The innermost cause; the SDK prints the whole chain in one line. */
function rootCause(text: string): string {
  return text.trim().split(': ').slice(-2).join(': ');
}
