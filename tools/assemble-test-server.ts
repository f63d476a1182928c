import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ChecksumError, differencesFrom } from './checksum';
import { CLASS_ARCHIVE } from './class-archive';
import { packageRoot } from './package-root';
import { findOnPath, isExecutable, runCommand, type Environment } from './processes';
import { TEST_SERVER_VERSION } from './versions';

/**
 * `exec` makes the started process the server itself, so that it receives signals. The class archive
 * (./class-archive) lets the JVM start in one second instead of four. If it is missing, or made by another
 * Java, the JVM loads its classes as usual; `-Xlog:disable` suppresses the warning. `pwd -P`, because an
 * archive is only valid for one path.
 */
const LAUNCHER = `#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)
set -- -cp "$here/lib/*" io.temporal.testserver.TestServer "$@"
if [ -f "$here/${CLASS_ARCHIVE}" ]; then set -- "-XX:SharedArchiveFile=$here/${CLASS_ARCHIVE}" "$@"; fi
exec "\${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m -Xlog:disable "$@"
`;

/** The Java that runs the assembled test server; undefined if there is none. */
export function findJava(env: Environment): string | undefined {
  const home = env['JAVA_HOME'];
  if (!home) return findOnPath('java', env);
  const java = join(home, 'bin', 'java');
  return isExecutable(java) ? java : undefined;
}

/** Whether a cached test server was assembled: a launcher with its jars, not the native program. */
export function isAssembled(launcher: string): boolean {
  return existsSync(join(dirname(launcher), 'lib'));
}

/** Replaces the launcher of an older Portkeeper atomically, because it may be started at the same time. */
export async function renewLauncher(launcher: string, report: (line: string) => void): Promise<void> {
  try {
    if ((await readFile(launcher, 'utf8')) !== LAUNCHER) await writeLauncher(launcher);
  } catch (error) {
    // The cache is read-only; the old launcher works too.
    report(`${launcher} is kept as it is (${error instanceof Error ? error.message : String(error)})`);
  }
}

async function writeLauncher(path: string): Promise<void> {
  const unfinished = `${path}.${process.pid}.tmp`;
  await writeFile(unfinished, LAUNCHER);
  await chmod(unfinished, 0o755);
  await rename(unfinished, path);
}

/** The checksums of the jars of tools/test-server/pom.xml. Renew it with `sha256sum *.jar` in the folder of the jars. */
export const JAR_SUMS = join(packageRoot(), 'tools', 'test-server', 'SHA256SUMS');

/**
 * Assembles the test server from Maven Central: its jars (tools/test-server/pom.xml) and a launcher. Maven itself
 * compares only the checksums that the same host gives, so the jars are compared with those in the repository.
 *
 * @param sums - the list of the checksums; default: {@link JAR_SUMS}
 * @returns undefined, or why it failed
 * @throws {@link ChecksumError}
 */
export async function assembleTestServer(
  destination: string,
  env: Environment,
  report: (line: string) => void,
  sums: string = JAR_SUMS,
): Promise<string | undefined> {
  const maven = findOnPath('mvn', env);
  if (maven === undefined) return 'no Maven on PATH';
  if (findJava(env) === undefined) return 'no Java';

  report(`fetching the Temporal test server ${TEST_SERVER_VERSION} with Maven`);
  const folder = dirname(destination);
  const unfinished = `${folder}.${process.pid}.tmp`;
  try {
    await mkdir(unfinished, { recursive: true });
    const pom = join(packageRoot(), 'tools', 'test-server', 'pom.xml');
    const args = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies'];
    const jars = join(unfinished, 'lib');
    const result = await runCommand(maven, [...args, `-DoutputDirectory=${jars}`], { env });
    if (result.code !== 0) return `Maven failed:\n${result.tail}`;
    const differences = await differencesFrom(sums, jars);
    if (differences.length > 0)
      throw new ChecksumError(
        `What Maven fetched for the Temporal test server ${TEST_SERVER_VERSION}`,
        differences,
        'the copies in your local Maven repository (~/.m2) may be the changed ones: delete them before you try again',
      );
    await writeLauncher(join(unfinished, basename(destination)));
    await rm(folder, { recursive: true, force: true }); // rename does not replace a folder with content
    await rename(unfinished, folder);
    return undefined;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
