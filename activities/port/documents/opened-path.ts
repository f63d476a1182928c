import type { FileHandle } from 'node:fs/promises';
import { readlink, realpath, stat } from 'node:fs/promises';

/**
 * The real path of an opened file. Between the check of a path and its opening, a folder on it may be replaced by a
 * link, so the path of the opened file is the one that counts.
 *
 * @param path - the real path by which it was opened
 * @returns undefined if the opened file is no longer at that path
 */
export async function openedPath(file: FileHandle, path: string): Promise<string | undefined> {
  // Linux knows the path of an open file.
  const known = await readlink(`/proc/self/fd/${String(file.fd)}`).catch(() => undefined);
  if (known !== undefined) return known;
  const opened = await file.stat();
  const there = await stat(path).catch(() => undefined);
  const isSame = there?.ino === opened.ino && there.dev === opened.dev;
  return isSame && (await realpath(path).catch(() => undefined)) === path ? path : undefined;
}
