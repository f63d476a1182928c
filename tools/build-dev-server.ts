import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { packageRoot } from './package-root';
import { findOnPath, runCommand, type Environment } from './processes';
import { DEV_SERVER_VERSION } from './versions';

const PROGRESS_INTERVAL_MS = 15_000;

/**
 * Builds the dev server from source through the Go module proxy, pinned by tools/temporal/go.mod and go.sum.
 * With an empty Go cache it takes some ten minutes on two cores.
 *
 * @returns undefined, or why it failed
 */
export async function buildDevServer(
  destination: string,
  env: Environment,
  report: (line: string) => void,
): Promise<string | undefined> {
  const go = findOnPath('go', env);
  if (go === undefined) return 'no Go toolchain on PATH';

  await mkdir(dirname(destination), { recursive: true });
  const unfinished = `${destination}.${process.pid}.tmp`;
  const startedAt = Date.now();
  let fetched = 0;
  let compiled = 0;
  report(
    `building the Temporal dev server ${DEV_SERVER_VERSION} from source; this takes some ten minutes, once`,
  );
  const progress = setInterval(() => {
    const done = `${fetched} modules fetched, ${compiled} packages compiled`;
    report(`building the Temporal dev server: ${seconds(startedAt)} s, ${done}`);
  }, PROGRESS_INTERVAL_MS);
  try {
    const result = await runCommand(go, goBuildArguments(unfinished), {
      cwd: join(packageRoot(), 'tools', 'temporal'),
      env: { ...env, CGO_ENABLED: '0', GOWORK: 'off' },
      // `go build -v` prints one line per package that it compiles.
      onLine: (line) => {
        if (line.startsWith('go: downloading ')) fetched++;
        else compiled++;
      },
    });
    if (result.code !== 0) return `go build failed:\n${result.tail}`;
    await rename(unfinished, destination);
    report(`built the Temporal dev server in ${seconds(startedAt)} s`);
    return undefined;
  } finally {
    clearInterval(progress);
    await rm(unfinished, { force: true });
  }
}

/** The recipe of the official release, with the version that `temporal --version` prints. */
function goBuildArguments(output: string): string[] {
  const version = `-X github.com/temporalio/cli/internal/temporalcli.Version=${DEV_SERVER_VERSION}`;
  return [
    ...['build', '-v', '-mod=readonly', '-buildvcs=false', '-trimpath', '-ldflags', `-s -w ${version}`],
    ...['-o', output, 'github.com/temporalio/cli/cmd/temporal'],
  ];
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000);
}
