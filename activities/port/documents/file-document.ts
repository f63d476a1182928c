import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentRefused, documentUnavailable } from '../../../src/providers/documents';
import { ProviderError } from '../../../src/providers/provider-error';
import { collected, MAX_BYTES, tooLarge } from './document-size';
import { openedPath } from './opened-path';
import { spelledOnDisk } from './spelled-on-disk';

const NO_FILE = 'it is not a file, but a folder, a pipe or the like';

/** Errors of `open` and `realpath` that a retry cannot fix. */
const REFUSALS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  ENAMETOOLONG: 'there is no such file',
  EACCES: 'the worker may not read it',
  EPERM: 'the worker may not read it',
  ELOOP: 'it is a symbolic link that leads nowhere',
  ENXIO: NO_FILE,
};

/**
 * Reads a file inside one of the folders. The path is resolved first, with every `..` and symbolic link, and checked
 * again after the file is open. A hard link is read: a user who may write into such a folder decides what is in it.
 *
 * @param folders - absolute paths; a folder may itself be a symbolic link
 * @throws ProviderError `document_refused`, `document_unavailable`
 */
export async function readFileDocument(url: URL, folders: readonly string[]): Promise<Buffer> {
  const path = pathOf(url);
  const roots = await realFolders(folders);
  // Checked before disk access: the answer must not reveal whether a file exists elsewhere.
  if (![...folders, ...roots].some((root) => isInside(path, root))) {
    throw documentRefused(
      'it is in no folder that this worker may read; name its folder in PORTKEEPER_DOCUMENT_ROOTS of the worker',
    );
  }
  const real = await realpath(path).catch((error: unknown) =>
    inOtherForm(path, [...folders, ...roots], error as NodeJS.ErrnoException),
  );
  requireInside(real, roots);
  // Non-blocking: opening a pipe would wait for a writer.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(real, flags).catch(refuse);
  try {
    requireInside(await openedPath(file, real), roots);
    return await contentOf(file);
  } catch (error) {
    throw error instanceof ProviderError ? error : failureOf(error as NodeJS.ErrnoException);
  } finally {
    await file.close();
  }
}

function requireInside(path: string | undefined, roots: readonly string[]): void {
  if (path !== undefined && roots.some((root) => isInside(path, root))) return;
  throw documentRefused(
    'a symbolic link leads out of the folders that this worker may read; put the file itself into one of them, or ' +
      'name the folder that it is in in PORTKEEPER_DOCUMENT_ROOTS of the worker',
  );
}

async function contentOf(file: FileHandle): Promise<Buffer> {
  const stats = await file.stat();
  if (!stats.isFile()) throw documentRefused(NO_FILE);
  if (stats.size > MAX_BYTES) throw tooLarge();
  // One byte over the limit, so that a file that grows meanwhile is detected.
  return collected(file.createReadStream({ end: MAX_BYTES, autoClose: false }));
}

/** The same file under another Unicode form of its name; refused as before if there is none. */
async function inOtherForm(
  path: string,
  folders: readonly string[],
  error: NodeJS.ErrnoException,
): Promise<string> {
  if (error.code !== 'ENOENT') throw failureOf(error);
  for (const folder of folders) {
    if (!isInside(path, folder)) continue;
    const root = await realpath(folder).catch(() => undefined);
    const found = root && (await spelledOnDisk(join(root, relative(folder, path)), root));
    if (found) return realpath(found).catch(refuse);
  }
  throw failureOf(error);
}

/** Characters with a special meaning in a URI, and their encoding inside a name. */
const CODES: readonly (readonly [part: 'hash' | 'search', sign: string, code: string])[] = [
  ['hash', '#', '%23'],
  ['search', '?', '%3F'],
];

function pathOf(url: URL): string {
  for (const [part, sign, code] of CODES) {
    // A trailing sign leaves its part empty and is visible only in the whole URI.
    if (url[part] !== '' || url.href.endsWith(sign))
      throw documentRefused(
        `its URI has a ${sign}, at which the path of a file ends; where it belongs to the name, write it as ${code}`,
      );
  }
  if (/%(?![0-9a-f]{2})/i.test(url.pathname))
    throw documentRefused(
      'its URI has a % that begins no code; where it belongs to the name, write it as %25',
    );
  try {
    const path = fileURLToPath(url);
    if (!path.includes('\0')) return path;
  } catch {
    // An encoded slash, another machine's name, or invalid UTF-8.
  }
  throw documentRefused('its URI is not the path of a file on the worker’s machine: file:///folder/file.pdf');
}

/** The resolved folders; a missing folder is ignored. */
async function realFolders(folders: readonly string[]): Promise<string[]> {
  const found = await Promise.all(folders.map((folder) => realpath(folder).catch(() => undefined)));
  return found.filter((folder) => folder !== undefined);
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The error's message contains the path, which may contain a name; its code does not. */
function refuse(error: NodeJS.ErrnoException): never {
  throw failureOf(error);
}

function failureOf(error: NodeJS.ErrnoException): ProviderError {
  const { code = 'unknown error' } = error;
  const why = REFUSALS[code];
  return why === undefined
    ? documentUnavailable(`the worker's disk says ${code}`, { cause: error })
    : documentRefused(why, { cause: error });
}
