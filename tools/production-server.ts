import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { answers, freePort, isFree } from './ports';
import { type DatabaseSnapshot, type PostgresServer, startPostgres } from './postgres';
import { runCommand } from './processes';
import { findProductionPrograms, type ProductionPrograms } from './production-programs';
import { type ServerProcess, startServerProcess } from './server-process';

const LOOPBACK = '127.0.0.1';
const NAMESPACE = 'default';
const RETENTION = '3 days';
const READY_TIMEOUT_MS = 60_000;
/** A new namespace is known to every part of the server after at most this time. */
const NAMESPACE_TIMEOUT_MS = 30_000;
const GRPC_ALREADY_EXISTS = 6;

/** Temporal's two databases, and the folder of the schema of each. */
const DATABASES = {
  temporal: 'postgresql/v12/temporal',
  temporal_visibility: 'postgresql/v12/visibility',
} as const;

/** A Temporal server on PostgreSQL, both on loopback. They end with this process. */
export interface ProductionServer {
  /** `host:port` for clients; the same after every restart. */
  readonly address: string;
  /** The namespace, `default`. It has no search attributes of its own. */
  readonly namespace: string;
  /** Ends the Temporal server with SIGKILL. PostgreSQL goes on. */
  kill(): Promise<void>;
  /** Starts the Temporal server after {@link kill}. PostgreSQL must run, or it does not start. */
  restart(): Promise<void>;
  /** Ends PostgreSQL with SIGKILL. The Temporal server goes on, and retries until PostgreSQL is back. */
  killDatabase(): Promise<void>;
  /** Starts PostgreSQL after {@link killDatabase}, and waits until it has recovered. */
  restartDatabase(): Promise<void>;
  /** Copies the databases as they are at one instant, while everything runs. */
  snapshot(): Promise<DatabaseSnapshot>;
  /**
   * Replaces the databases by an older copy.
   *
   * @throws Error unless the Temporal server is down: it would go on with what it remembers
   */
  restore(snapshot: DatabaseSnapshot): Promise<void>;
  /** Ends both and deletes the data. Safe to repeat. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL and a Temporal server as a company runs them: all services, sharded history, persistence and
 * visibility in SQL, every commit on disk.
 *
 * @param report - receives one line for each notable step; a build reports every 15 s
 * @throws PostgresNotFoundError, ServerNotFoundError
 */
export async function startProductionServer(report: (line: string) => void): Promise<ProductionServer> {
  const programs = await findProductionPrograms(report);
  const database = await startPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'portkeeper-temporal-'));
  const clean = async (): Promise<void> => {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await createSchemas(programs, database);
    const port = await freePort();
    const configuration = join(folder, 'server.json');
    const dynamic = join(folder, 'dynamic.json');
    writeFileSync(dynamic, JSON.stringify(DYNAMIC_CONFIGURATION));
    writeFileSync(configuration, JSON.stringify(await serverConfiguration(port, dynamic, database)), {
      mode: 0o600, // it has the password
    });
    const start = (): Promise<ServerProcess> =>
      startServerProcess({
        what: 'Temporal server',
        executable: programs.server,
        args: ['--config-file', configuration, '--allow-no-auth', 'start'],
        probe: () => probe(port),
        readyTimeoutMs: READY_TIMEOUT_MS,
        logFile: join(folder, 'server.log'),
      });
    let server = await start();
    let isUp = true;
    const kill = async (): Promise<void> => {
      isUp = false;
      await server.kill();
    };
    try {
      await registerNamespace(port);
    } catch (error) {
      await kill();
      throw error;
    }
    return {
      address: `${LOOPBACK}:${port}`,
      namespace: NAMESPACE,
      kill,
      async restart() {
        server = await start();
        isUp = true;
      },
      killDatabase: () => database.kill(),
      restartDatabase: () => database.restart(),
      snapshot: () => database.snapshot(),
      async restore(snapshot) {
        if (isUp) throw new Error('Kill the Temporal server first: it would go on with what it remembers.');
        await database.restore(snapshot);
      },
      async stop() {
        await kill();
        await clean();
      },
    };
  } catch (error) {
    await clean();
    throw error;
  }
}

async function createSchemas({ sqlTool }: ProductionPrograms, database: PostgresServer): Promise<void> {
  const env = {
    ...process.env,
    SQL_PLUGIN: 'postgres12_pgx',
    SQL_HOST: database.host,
    SQL_PORT: String(database.port),
    SQL_USER: database.user,
    SQL_PASSWORD: database.password,
  };
  for (const [name, schema] of Object.entries(DATABASES)) {
    const steps = [
      ['create'],
      ['setup-schema', '--version', '0.0'],
      ['update-schema', '--schema-name', schema],
    ];
    for (const step of steps) {
      const { code, tail } = await runCommand(sqlTool, ['--database', name, ...step], { env });
      if (code !== 0) throw new Error(`The database ${name} could not be created:\n${tail}`);
    }
  }
}

const DYNAMIC_CONFIGURATION = {
  // The check would contact a version service.
  'frontend.enableServerVersionCheck': [{ value: false }],
};

/** The server reads YAML, and JSON is YAML. */
async function serverConfiguration(
  frontendPort: number,
  dynamicConfiguration: string,
  database: PostgresServer,
): Promise<object> {
  const service = async (grpcPort: number, more: object = {}): Promise<object> => ({
    rpc: { grpcPort, membershipPort: await lowFreePort(), bindOnIP: LOOPBACK, ...more },
  });
  const httpPort = await freePort();
  const sql = (databaseName: keyof typeof DATABASES, connections: number): object => ({
    sql: {
      pluginName: 'postgres12_pgx',
      databaseName,
      connectAddr: `${database.host}:${database.port}`,
      connectProtocol: 'tcp',
      user: database.user,
      password: database.password,
      maxConns: connections,
      maxIdleConns: connections,
      maxConnLifetime: '1h',
    },
  });
  return {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'default',
      visibilityStore: 'visibility',
      // Few, because every shard of an idle server costs CPU.
      numHistoryShards: 16,
      datastores: { default: sql('temporal', 30), visibility: sql('temporal_visibility', 10) },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: LOOPBACK } },
    services: {
      frontend: await service(frontendPort, { httpPort }),
      history: await service(await freePort()),
      matching: await service(await freePort()),
      worker: await service(await freePort()),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `${LOOPBACK}:${frontendPort}`,
          httpAddress: `${LOOPBACK}:${httpPort}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: dynamicConfiguration, pollInterval: '10s' },
  };
}

/** Temporal's table of members stores the port as a smallint, and the system assigns higher ports only. */
async function lowFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 2 ** 15);
    if (await isFree(port)) return port;
  }
}

async function probe(port: number): Promise<void> {
  // A refused gRPC connection is retried only after a second, which is too long here.
  if (!(await answers(port))) throw new Error('it does not listen');
  await onConnection(port, (connection) => connection.workflowService.getSystemInfo({}));
}

/** Straight after the registration, parts of the server do not know the namespace yet. */
async function registerNamespace(port: number): Promise<void> {
  await onConnection(port, async ({ workflowService }) => {
    await workflowService
      .registerNamespace({
        namespace: NAMESPACE,
        workflowExecutionRetentionPeriod: msToTs(RETENTION),
      })
      .catch((error: unknown) => {
        if ((error as { code?: unknown }).code !== GRPC_ALREADY_EXISTS) throw error;
      });
    for (const deadline = Date.now() + NAMESPACE_TIMEOUT_MS; ;) {
      try {
        await workflowService.countWorkflowExecutions({ namespace: NAMESPACE });
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  });
}

async function onConnection(port: number, work: (connection: Connection) => Promise<unknown>): Promise<void> {
  const connection = await Connection.connect({ address: `${LOOPBACK}:${port}`, connectTimeout: 5_000 });
  try {
    await work(connection);
  } finally {
    await connection.close();
  }
}
