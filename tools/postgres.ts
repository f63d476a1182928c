import { randomBytes } from 'node:crypto';
import { appendFileSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports';
import { findPostgres, postgresUser } from './postgres-programs';
import { runCommand, type SystemUser } from './processes';
import { startServerProcess, type ServerProcess } from './server-process';

const LOOPBACK = '127.0.0.1';
const SUPERUSER = 'temporal';
/** Recovery after a kill reads all that was written since the last checkpoint. */
const READY_TIMEOUT_MS = 60_000;

/** A consistent copy of all databases of a {@link PostgresServer}. */
export interface DatabaseSnapshot {
  readonly folder: string;
}

/** A PostgreSQL server with a database cluster of its own, on loopback. It ends with this process. */
export interface PostgresServer {
  readonly host: string;
  readonly port: number;
  /** A superuser. */
  readonly user: string;
  readonly password: string;
  /** Ends the server and all of its processes with SIGKILL, and waits for their end. */
  kill(): Promise<void>;
  /** Starts the server after {@link kill}, and waits until it has recovered. */
  restart(): Promise<void>;
  /** Copies all databases as they are at one instant, while the server runs. */
  snapshot(): Promise<DatabaseSnapshot>;
  /** Replaces all databases by an older copy, and starts the server if it is down. A copy can be used again. */
  restore(snapshot: DatabaseSnapshot): Promise<void>;
  /** Ends the server and deletes all of its data, snapshots included. Safe to repeat. */
  stop(): Promise<void>;
}

/**
 * Makes a database cluster and starts a server on it. With root's rights both belong to another user, because
 * PostgreSQL refuses to run as root.
 *
 * @throws PostgresNotFoundError
 */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = await findPostgres();
  const user = await postgresUser();
  const folder = mkdtempSync(join(tmpdir(), 'portkeeper-postgres-'));
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const cluster = new Cluster({ programs, user, folder, port: await freePort() });
  try {
    await cluster.create();
    await cluster.start();
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

class Cluster implements PostgresServer {
  readonly host = LOOPBACK;
  readonly port: number;
  readonly user = SUPERUSER;
  readonly password = randomBytes(16).toString('hex');
  readonly #programs: string;
  readonly #owner: SystemUser | undefined;
  readonly #folder: string;
  #server: ServerProcess | undefined;
  #snapshots = 0;

  constructor(options: { programs: string; user: SystemUser | undefined; folder: string; port: number }) {
    this.port = options.port;
    this.#programs = options.programs;
    this.#owner = options.user;
    this.#folder = options.folder;
  }

  async create(): Promise<void> {
    const passwordFile = join(this.#folder, 'password');
    writeFileSync(passwordFile, this.password, { mode: 0o600 });
    if (this.#owner !== undefined) chownSync(passwordFile, this.#owner.uid, this.#owner.gid);
    await this.#run('initdb', [
      ...['--pgdata', this.#data, '--username', SUPERUSER, `--pwfile=${passwordFile}`],
      ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--no-locale'],
    ]);
    const settings = [
      `listen_addresses = '${LOOPBACK}'`,
      `port = ${this.port}`,
      "unix_socket_directories = ''", // the path of a socket in a temporary folder can be too long
    ];
    appendFileSync(join(this.#data, 'postgresql.conf'), `${settings.join('\n')}\n`);
  }

  async start(): Promise<void> {
    this.#server = await startServerProcess({
      what: 'PostgreSQL server',
      executable: join(this.#programs, 'postgres'),
      args: ['-D', this.#data],
      user: this.#owner,
      probe: () => this.#run('pg_isready', ['--host', LOOPBACK, '--port', String(this.port)]),
      readyTimeoutMs: READY_TIMEOUT_MS,
      logFile: join(this.#folder, 'postgres.log'),
    });
  }

  async kill(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    // Each child of PostgreSQL leads a process group of its own, so a signal to one group would not reach them.
    const children = await childrenOf(server.pid);
    const ended = server.kill();
    for (const pid of children) killIfAlive(pid);
    await ended;
    await Promise.all(children.map(untilGone));
  }

  restart(): Promise<void> {
    return this.start();
  }

  async snapshot(): Promise<DatabaseSnapshot> {
    const folder = join(this.#folder, `snapshot-${++this.#snapshots}`);
    await this.#run(
      'pg_basebackup',
      [
        ...['--pgdata', folder, '--checkpoint', 'fast', '--wal-method', 'stream'],
        ...['--host', LOOPBACK, '--port', String(this.port), '--username', SUPERUSER, '--no-password'],
      ],
      { PGPASSWORD: this.password },
    );
    return { folder };
  }

  async restore({ folder }: DatabaseSnapshot): Promise<void> {
    await this.kill();
    rmSync(this.#data, { recursive: true, force: true });
    const copied = await runCommand('cp', ['-R', '-p', folder, this.#data], { user: this.#owner });
    if (copied.code !== 0) throw new Error(`The snapshot could not be copied:\n${copied.tail}`);
    await this.start();
  }

  async stop(): Promise<void> {
    await this.kill(); // nothing of it is kept
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  async #run(program: string, args: readonly string[], env: Record<string, string> = {}): Promise<void> {
    const { code, tail } = await runCommand(join(this.#programs, program), args, {
      cwd: this.#folder,
      env: { ...process.env, ...env },
      user: this.#owner,
    });
    if (code !== 0) throw new Error(`${program} failed:\n${tail}`);
  }
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids: number[] = [];
  const onLine = (line: string): void => void pids.push(Number(line));
  await runCommand('pgrep', ['-P', String(parent)], { onLine });
  return pids.filter(Number.isInteger);
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A process that is left cannot be waited for: it belongs to another parent now. */
async function untilGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
