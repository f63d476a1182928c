import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withLock } from './cache';
import type { Environment } from './processes';
import { startTestServer } from './time-skipping-server';

/** The file beside the launcher that holds the server's classes as a JVM has them in memory. */
export const CLASS_ARCHIVE = 'classes.jsa';

/** Writing the archive is the last thing that the JVM does; on a busy machine it takes its time. */
const WRITTEN_WITHIN_MS = 120_000;

/** What the archive of an assembled test server depends on. */
export interface ClassArchiveOptions {
  readonly launcher: string;
  /** The `java` that the launcher takes. */
  readonly java: string;
  readonly env: Environment;
  /** Default: {@link startTestServer}. Tests replace it. */
  readonly start?: typeof startTestServer;
}

/**
 * Gives an assembled test server its class archive, if it has none of this Java. A server without one works; it only
 * starts slower. So a failure is told and is no error.
 */
export async function ensureClassArchive(
  options: ClassArchiveOptions,
  report: (line: string) => void,
): Promise<void> {
  if (await hasClassArchive(options)) return;
  try {
    await withLock(`${dirname(options.launcher)}.lock`, report, async () => {
      if (await hasClassArchive(options)) return; // another process was faster
      report('archiving the classes of the Temporal test server, so that it starts faster');
      await makeClassArchive(options);
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report(`the test server has no class archive and starts slower (${reason})`);
  }
}

/**
 * Whether the archive is made, whole, and of this Java; or this Java (before 13) is known to make none. An archive is
 * good for the Java that wrote it. A JVM does not survive one that was cut off, so its size is compared too.
 */
async function hasClassArchive(options: ClassArchiveOptions): Promise<boolean> {
  try {
    const note = await readFile(noteOf(options), 'utf8');
    return note === (await noneFor(options)) || note === (await describe(options));
  } catch {
    return false; // none yet
  }
}

/**
 * Makes the class archive: runs the server once, which writes it as it ends, and then once with it. Only an archive
 * that a server has started with gets its name.
 */
async function makeClassArchive(options: ClassArchiveOptions): Promise<void> {
  const archive = archiveOf(options);
  const unfinished = `${archive}.${process.pid}.tmp`;
  try {
    await rm(noteOf(options), { force: true });
    await rm(archive, { force: true }); // the launcher would use the old one
    await runOnce(options, `-XX:ArchiveClassesAtExit=${unfinished}`);
    await stat(unfinished);
    await runOnce(options, `-XX:SharedArchiveFile=${unfinished}`);
    await rename(unfinished, archive);
    await writeFile(noteOf(options), await describe(options));
  } catch (error) {
    const isTooOld = error instanceof Error && error.message.includes('Unrecognized VM option');
    if (!isTooOld) throw error; // it may work the next time
    await writeFile(noteOf(options), await noneFor(options));
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** `JDK_JAVA_OPTIONS` is read by the `java` program, so the launcher runs with all of its own switches. */
async function runOnce(
  { launcher, env, start = startTestServer }: ClassArchiveOptions,
  option: string,
): Promise<void> {
  const server = await start({
    executable: launcher,
    env: { ...env, JDK_JAVA_OPTIONS: `${env['JDK_JAVA_OPTIONS'] ?? ''} "${option}"` },
    stopWithinMs: WRITTEN_WITHIN_MS,
  });
  await server.stop();
}

function archiveOf({ launcher }: ClassArchiveOptions): string {
  return join(dirname(launcher), CLASS_ARCHIVE);
}

/** The note beside the archive: of which Java it is, and how large. */
function noteOf(options: ClassArchiveOptions): string {
  return `${archiveOf(options)}.txt`;
}

async function describe(options: ClassArchiveOptions): Promise<string> {
  return `${await identify(options.java)}\n${(await stat(archiveOf(options))).size} bytes\n`;
}

async function noneFor(options: ClassArchiveOptions): Promise<string> {
  return `${await identify(options.java)}\nnone\n`;
}

/** An update of Java replaces the program, so its time of change tells one from the other. */
async function identify(java: string): Promise<string> {
  const path = await realpath(java);
  return `${path} of ${(await stat(path)).mtime.toISOString()}`;
}
