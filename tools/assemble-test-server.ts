import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { packageRoot } from './package-root';
import { findOnPath, isExecutable, runCommand, type Environment } from './processes';
import { TEST_SERVER_VERSION } from './versions';

/**
 * `exec`, because the SDK stops the server by killing the process that it started.
 * The two switches make the JVM start in about a second; the SDK waits for five.
 */
const LAUNCHER = `#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
exec "\${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m \\
  -cp "$here/lib/*" io.temporal.testserver.TestServer "$@"
`;

/** Whether there is a Java to run the assembled test server with. */
export function hasJava(env: Environment): boolean {
  const home = env['JAVA_HOME'];
  return home ? isExecutable(join(home, 'bin', 'java')) : findOnPath('java', env) !== undefined;
}

/**
 * Assembles the test server from Maven Central: its jars (tools/test-server/pom.xml) and a launcher.
 *
 * @returns undefined, or why it failed.
 */
export async function assembleTestServer(
  destination: string,
  env: Environment,
  report: (line: string) => void,
): Promise<string | undefined> {
  const maven = findOnPath('mvn', env);
  if (maven === undefined) return 'no Maven on PATH';
  if (!hasJava(env)) return 'no Java';

  report(`fetching the Temporal test server ${TEST_SERVER_VERSION} with Maven`);
  const folder = dirname(destination);
  const unfinished = `${folder}.${process.pid}.tmp`;
  try {
    await mkdir(unfinished, { recursive: true });
    const pom = join(packageRoot(), 'tools', 'test-server', 'pom.xml');
    const args = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies'];
    const result = await runCommand(maven, [...args, `-DoutputDirectory=${join(unfinished, 'lib')}`], {
      env,
    });
    if (result.code !== 0) return `Maven failed:\n${result.tail}`;
    const launcher = join(unfinished, basename(destination));
    await writeFile(launcher, LAUNCHER);
    await chmod(launcher, 0o755);
    await rm(folder, { recursive: true, force: true }); // rename does not replace a folder with content
    await rename(unfinished, folder);
    return undefined;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
