import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withLock } from './cache';
import type { Environment } from './processes';
import { startTestServer } from './time-skipping-server';

/** The file beside the launcher with the server's classes in the JVM's memory format. */
export const CLASS_ARCHIVE = 'classes.jsa';

/** The JVM writes the archive as it exits, which takes long on a busy machine. */
const WRITE_TIMEOUT_MS = 120_000;

/** The inputs of a class archive. */
export interface ClassArchiveOptions {
  readonly launcher: string;
  /** The `java` that the launcher uses. */
  readonly java: string;
  readonly env: Environment;
  /** Default: {@link startTestServer}. Tests replace it. */
  readonly start?: typeof startTestServer;
}

/**
 * Makes the class archive of an assembled test server, unless it has one of this Java. A server without an
 * archive only starts slower, so a failure is reported and is no error.
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
 * Whether the archive exists, is complete, and was made by this Java; or this Java (before 13) cannot make
 * one. An archive is only valid for the Java that wrote it. A JVM crashes with a truncated archive, so its
 * size is compared too.
 */
async function hasClassArchive(options: ClassArchiveOptions): Promise<boolean> {
  try {
    const note = await readFile(noteOf(options), 'utf8');
    return note === (await noneFor(options)) || note === (await describe(options));
  } catch {
    return false; // there is none yet
  }
}

/**
 * Makes the class archive: runs the server once, which writes the archive on exit, and then once with it. The
 * archive gets its name only after a server has started with it.
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

/** The `java` program reads `JDK_JAVA_OPTIONS`, so the launcher runs with all of its own options. */
async function runOnce(
  { launcher, env, start = startTestServer }: ClassArchiveOptions,
  option: string,
): Promise<void> {
  const server = await start({
    executable: launcher,
    env: { ...env, JDK_JAVA_OPTIONS: `${env['JDK_JAVA_OPTIONS'] ?? ''} "${option}"` },
    stopTimeoutMs: WRITE_TIMEOUT_MS,
  });
  await server.stop();
}

function archiveOf({ launcher }: ClassArchiveOptions): string {
  return join(dirname(launcher), CLASS_ARCHIVE);
}

/** The note beside the archive: its Java, and its size. */
function noteOf(options: ClassArchiveOptions): string {
  return `${archiveOf(options)}.txt`;
}

async function describe(options: ClassArchiveOptions): Promise<string> {
  return `${await identify(options.java)}\n${(await stat(archiveOf(options))).size} bytes\n`;
}

async function noneFor(options: ClassArchiveOptions): Promise<string> {
  return `${await identify(options.java)}\nnone\n`;
}

/** An update of Java replaces the program, so its modification time identifies it. */
async function identify(java: string): Promise<string> {
  const path = await realpath(java);
  return `${path} of ${(await stat(path)).mtime.toISOString()}`;
}
