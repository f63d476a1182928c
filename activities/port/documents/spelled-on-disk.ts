import { opendir, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** A folder with more entries is not searched. */
const MAX_ENTRIES = 10_000;

/** A path with more parts is not searched for. */
const MAX_PARTS = 32;

/**
 * The path on disk of a file whose name has another Unicode form: the same letters, composed differently. macOS
 * writes `ü` as two characters, most other systems as one. If two names match, neither is used.
 *
 * @param root - the resolved folder to stay in
 * @returns undefined if nothing matches
 */
export async function spelledOnDisk(path: string, root: string): Promise<string | undefined> {
  const parts = relative(root, path).split(sep);
  if (parts.length > MAX_PARTS) return undefined;
  let found = root;
  for (const part of parts) {
    const entry = await entryOf(found, part, root);
    if (entry === undefined) return undefined;
    found = join(found, entry);
  }
  return found;
}

async function entryOf(folder: string, name: string, root: string): Promise<string | undefined> {
  const real = await realpath(folder).catch(() => undefined);
  // A symbolic link must not reveal what is outside the root.
  if (real === undefined || (real !== root && !real.startsWith(`${root}${sep}`))) return undefined;
  const wanted = name.normalize('NFC');
  const same: string[] = [];
  let entries = 0;
  try {
    for await (const entry of await opendir(real)) {
      if (entry.name === name) return name;
      if (entry.name.normalize('NFC') === wanted) same.push(entry.name);
      entries += 1;
      if (entries > MAX_ENTRIES) return undefined;
    }
  } catch {
    return undefined;
  }
  return same.length === 1 ? same[0] : undefined;
}
