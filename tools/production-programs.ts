import { join } from 'node:path';
import { buildGoProgram, type GoProgram } from './build-go-program';
import { cachedProductionServer, withLock } from './cache';
import { isExecutable, type Environment } from './processes';
import { ServerNotFoundError } from './temporal-server';
import { PRODUCTION_SERVER_VERSION } from './versions';

/** The programs of a Temporal server as in production, as paths. */
export interface ProductionPrograms {
  readonly server: string;
  /** Creates Temporal's databases and their tables. */
  readonly sqlTool: string;
}

const SERVER: GoProgram = {
  name: 'Temporal server',
  version: PRODUCTION_SERVER_VERSION,
  mainPackage: 'go.temporal.io/server/cmd/server',
};

const SQL_TOOL: GoProgram = {
  name: 'SQL tool of Temporal',
  version: PRODUCTION_SERVER_VERSION,
  mainPackage: 'go.temporal.io/server/cmd/tools/sql',
};

/**
 * Finds the programs in the cache, or builds them from source. The dev server contains the same server, so a Go cache
 * in which it was built has most of it compiled.
 *
 * @throws ServerNotFoundError
 */
export async function findProductionPrograms(
  report: (line: string) => void,
  env: Environment = process.env,
): Promise<ProductionPrograms> {
  const folder = cachedProductionServer(env);
  const wanted = [
    { program: SERVER, path: join(folder, 'temporal-server') },
    { program: SQL_TOOL, path: join(folder, 'temporal-sql-tool') },
  ] as const;
  const [server, sqlTool] = wanted;
  if (!wanted.every(({ path }) => isExecutable(path)))
    await withLock(`${folder}.lock`, report, async () => {
      for (const { program, path } of wanted) {
        if (isExecutable(path)) continue; // another process was faster
        const problem = await buildGoProgram(program, path, env, report);
        if (problem !== undefined) throw notBuilt(program, problem);
      }
    });
  return { server: server.path, sqlTool: sqlTool.path };
}

function notBuilt({ name, version }: GoProgram, problem: string): ServerNotFoundError {
  return new ServerNotFoundError(
    [
      `The ${name} ${version} could not be built: ${problem.replaceAll('\n', '\n    ')}`,
      'What to do:',
      '  - install Go (https://go.dev/dl), from which it is built once',
    ].join('\n'),
  );
}
