import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { packageRoot } from './package-root';
import { findOnPath, runCommand, type Environment } from './processes';

const PROGRESS_INTERVAL_MS = 15_000;

/** A program that is built from source, pinned by tools/temporal/go.mod and go.sum. */
export interface GoProgram {
  /** Its name in reports: `Temporal dev server`. */
  readonly name: string;
  readonly version: string;
  /** The import path of its main package. */
  readonly mainPackage: string;
  /** The package variable from which it prints its version; default: it knows its version itself. */
  readonly versionVariable?: string;
}

/**
 * go.sum has the checksum of every module, and with `-mod=readonly` Go refuses a module that differs or is not listed,
 * whatever GOSUMDB and GONOSUMDB say. The user's GOFLAGS could change that: `-modfile` names other sums, `-overlay` and
 * `-toolexec` exchange files and compilers. So they do not count. An empty value would, from the file of `go env -w`.
 */
const GO_SETTINGS = { CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '-mod=readonly' };

/**
 * Builds a program through the Go module proxy. Two programs that share packages share their compilation, because all
 * are built with the same flags and from the same versions.
 *
 * @returns undefined, or why it failed
 */
export async function buildGoProgram(
  program: GoProgram,
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
    `building the ${program.name} ${program.version} from source; with an empty Go cache this takes some ten minutes, once`,
  );
  const progress = setInterval(() => {
    const done = `${fetched} modules fetched, ${compiled} packages compiled`;
    report(`building the ${program.name}: ${seconds(startedAt)} s, ${done}`);
  }, PROGRESS_INTERVAL_MS);
  try {
    const result = await runCommand(go, goBuildArguments(program, unfinished), {
      cwd: join(packageRoot(), 'tools', 'temporal'),
      env: { ...env, ...GO_SETTINGS },
      // `go build -v` prints one line per package that it compiles.
      onLine: (line) => {
        if (line.startsWith('go: downloading ')) fetched++;
        else compiled++;
      },
    });
    if (result.code !== 0) return `go build failed:\n${result.tail}`;
    await rename(unfinished, destination);
    report(`built the ${program.name} in ${seconds(startedAt)} s`);
    return undefined;
  } finally {
    clearInterval(progress);
    await rm(unfinished, { force: true });
  }
}

/** The recipe of the official releases. */
function goBuildArguments({ mainPackage, version, versionVariable }: GoProgram, output: string): string[] {
  const printed = versionVariable === undefined ? '' : ` -X ${versionVariable}=${version}`;
  return [
    ...['build', '-v', '-mod=readonly', '-buildvcs=false', '-trimpath', '-ldflags', `-s -w${printed}`],
    ...['-o', output, mainPackage],
  ];
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000);
}
