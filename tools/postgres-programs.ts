import { readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findOnPath, isExecutable, runCommand, type Environment, type SystemUser } from './processes';

/**
 * Where packages put PostgreSQL without adding it to PATH: Debian and Ubuntu, Homebrew on ARM, Homebrew on Intel. Each
 * has one folder for each version, with the programs in `bin`.
 */
const VERSION_FOLDERS = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'];

/** The oldest version that Temporal's schema supports. */
const OLDEST_VERSION = 12;

/** No PostgreSQL server was found. The message names what to install. */
export class PostgresNotFoundError extends Error {
  override readonly name = 'PostgresNotFoundError';
  readonly code = 'postgres_not_found';
}

/**
 * Finds the folder of the server programs of PostgreSQL: on PATH, else the newest where packages put them.
 *
 * @throws PostgresNotFoundError
 */
export async function findPostgres(
  env: Environment = process.env,
  versionFolders: readonly string[] = VERSION_FOLDERS,
): Promise<string> {
  const tried: string[] = [];
  for (const folder of candidates(env, versionFolders)) {
    if (
      !['initdb', 'postgres', 'pg_basebackup', 'pg_isready'].every((name) => isExecutable(join(folder, name)))
    )
      continue;
    const { tail } = await runCommand(join(folder, 'postgres'), ['--version']);
    const version = Number(/(\d+)/.exec(tail)?.[1]);
    if (version >= OLDEST_VERSION) return folder;
    tried.push(`${folder}: ${tail}`);
  }
  throw new PostgresNotFoundError(
    [
      `No PostgreSQL server ${OLDEST_VERSION} or newer was found${tried.length > 0 ? ` (${tried.join('; ')})` : ''}.`,
      'What to do:',
      '  - Debian and Ubuntu: apt-get install postgresql',
      '  - macOS: brew install postgresql@15',
      '  - elsewhere: install the server, and put the folder of `initdb` and `postgres` on PATH',
    ].join('\n'),
  );
}

function candidates(env: Environment, versionFolders: readonly string[]): string[] {
  const onPath = findOnPath('initdb', env);
  // A link on PATH may point to a folder that has the other programs.
  const linked = onPath === undefined ? [] : [dirname(realpathSync(onPath))];
  return [...linked, ...versionFolders.flatMap(versionsIn)];
}

/** The newest version first. */
function versionsIn(folder: string): string[] {
  const versionOf = (name: string): number => Number(/^(?:postgresql@)?(\d+)/.exec(name)?.[1] ?? 0);
  return entriesOf(folder)
    .filter((name) => versionOf(name) > 0)
    .sort((a, b) => versionOf(b) - versionOf(a))
    .map((name) => join(folder, name, 'bin'));
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // it does not exist
  }
}

/**
 * PostgreSQL refuses to run as root.
 *
 * @returns the user that it runs as instead; undefined if this process is not root's
 * @throws Error if there is no other user
 */
export async function postgresUser(): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all([idOf(name, '-u'), idOf(name, '-g')]);
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error('PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody`.');
}

async function idOf(name: string, which: '-u' | '-g'): Promise<number | undefined> {
  const { code, tail } = await runCommand('id', [which, name]);
  return code === 0 && /^\d+$/.test(tail) ? Number(tail) : undefined;
}
