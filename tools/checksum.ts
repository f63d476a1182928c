import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A download is not what its checksum in the repository says. It was deleted, and nothing of it ran. */
export class ChecksumError extends Error {
  override readonly name = 'ChecksumError';
  readonly code = 'checksum_mismatch';

  constructor(what: string, differences: readonly string[], remedy: string) {
    super(
      [
        `${what} is not what was released: its SHA-256 differs. It was deleted, and nothing of it ran.`,
        ...differences.map((line) => `  ${line}`),
        'What to do:',
        '  - try again, in case the transfer was damaged',
        '  - if it happens again, a proxy, a mirror or the publisher has changed the file: do not use it, and report it',
        `  - ${remedy}`,
      ].join('\n'),
    );
  }
}

/** The SHA-256 of a file, in hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/**
 * Compares a folder with a list in the format of `sha256sum`. Every file must be listed, and every listed file be there.
 *
 * @returns the differences, one line for each
 */
export async function differencesFrom(list: string, folder: string): Promise<string[]> {
  const lines = (await readFile(list, 'utf8')).trimEnd().split('\n');
  const wanted = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
  const files = await readdir(folder);
  const found = await Promise.all(
    files.map(async (file) => {
      const sum = await sha256Of(join(folder, file));
      return sum === wanted.get(file)
        ? []
        : [`${file}: ${sum}, expected ${wanted.get(file) ?? 'no such file'}`];
    }),
  );
  const missing = [...wanted.keys()]
    .filter((file) => !files.includes(file))
    .map((file) => `${file}: missing`);
  return [...found.flat(), ...missing];
}
