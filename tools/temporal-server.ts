/**
 * Finds, obtains and starts Temporal servers. This is the entry of the folder, for `portkeeper dev` and the
 * tests.
 */
import { dirname } from 'node:path';
import { assembleTestServer, findJava, isAssembled, renewLauncher } from './assemble-test-server';
import { buildGoProgram } from './build-go-program';
import { cachedDevServer, cachedTestServer, cacheDirectory, withLock } from './cache';
import { ensureClassArchive } from './class-archive';
import { DEV_SERVER_PROGRAM, devServerVersion } from './dev-server';
import { download } from './download';
import { findOnPath, isExecutable, type Environment } from './processes';
import { releaseOf } from './releases';
import { probeRunningServer } from './running-server';
import { DEV_SERVER_VERSION, isAtLeast, OLDEST_DEV_SERVER_VERSION, TEST_SERVER_VERSION } from './versions';

export { startDevServer, type DevServer, type DevServerOptions } from './dev-server';
export { freePort } from './ports';
export { startTestServer, type TestServer } from './time-skipping-server';

/** A server program, and its source. */
export interface ServerExecutable {
  readonly kind: 'executable';
  readonly path: string;
  readonly source: 'path' | 'cache' | 'download' | 'build';
}

/** A server that was already running. */
export interface RunningServer {
  readonly kind: 'running';
  readonly address: string;
}

/** The inputs of a search. All have defaults; tests replace them. */
export interface SearchOptions {
  readonly env?: Environment;
  readonly download?: typeof download;
  /** The list of the checksums of the test server's jars. Default: the one in the repository. */
  readonly jarSums?: string;
}

/** No server could be found or obtained. The message lists what was tried and what to install. */
export class ServerNotFoundError extends Error {
  override readonly name = 'ServerNotFoundError';
  readonly code = 'temporal_server_not_found';
}

/**
 * Finds a Temporal server for `portkeeper dev`: that of `TEMPORAL_ADDRESS` if it answers, else an executable.
 *
 * @param report - receives one line for each notable step; a build reports every 15 s
 * @throws {@link ServerNotFoundError}, or ChecksumError if a download was changed
 */
export async function findDevServer(
  report: (line: string) => void,
  options: SearchOptions = {},
): Promise<RunningServer | ServerExecutable> {
  const env = options.env ?? process.env;
  const address = env['TEMPORAL_ADDRESS'];
  if (address) {
    const problem = await probeRunningServer(env);
    if (problem === undefined) return { kind: 'running', address };
    report(`TEMPORAL_ADDRESS ${address} does not answer (${problem}); looking for a dev server instead`);
  }
  return await findDevServerExecutable(report, options);
}

/**
 * Finds a dev server to start: `temporal` on PATH, the cache, the official download, a build from source.
 *
 * @throws {@link ServerNotFoundError}, or ChecksumError if a download was changed
 */
export async function findDevServerExecutable(
  report: (line: string) => void,
  options: SearchOptions = {},
): Promise<ServerExecutable> {
  const env = options.env ?? process.env;
  const tried: string[] = [];

  const onPath = findOnPath('temporal', env);
  if (onPath === undefined) tried.push('PATH: no `temporal`');
  else {
    const version = await devServerVersion(onPath);
    if (version !== undefined && isAtLeast(version, OLDEST_DEV_SERVER_VERSION)) return found(onPath, 'path');
    const note = `${onPath} is version ${version ?? 'unknown'}, needed is ${OLDEST_DEV_SERVER_VERSION} or newer`;
    report(`${note}; not used`);
    tried.push(`PATH: ${note}`);
  }

  const cached = cachedDevServer(env);
  return await fromCacheOr(cached, env, report, tried, {
    isUsable: async () => (await devServerVersion(cached)) !== undefined,
    obtain: async () => {
      report(`fetching the Temporal dev server ${DEV_SERVER_VERSION}`);
      const downloadProblem = await (options.download ?? download)(releaseOf('dev-server'), cached, env);
      if (downloadProblem === undefined) return 'download';
      report(`the official download failed (${downloadProblem})`);
      tried.push(`download: ${downloadProblem}`);
      const buildProblem = await buildGoProgram(DEV_SERVER_PROGRAM, cached, env, report);
      if (buildProblem === undefined) return 'build';
      tried.push(`build from source: ${buildProblem}`);
      throw new ServerNotFoundError(
        explain('Temporal dev server', tried, [
          `install the Temporal CLI ${OLDEST_DEV_SERVER_VERSION} or newer (https://docs.temporal.io/cli/setup-cli)`,
          'or install Go (https://go.dev/dl), from which it is built once',
          'or set TEMPORAL_ADDRESS to a running server (`portkeeper dev` only, not the tests)',
        ]),
      );
    },
  });
}

/**
 * Finds the time-skipping test server: `temporal-test-server` on PATH, the cache, the official download, the
 * artifact of Maven Central. The executable takes a port as its argument.
 *
 * @throws {@link ServerNotFoundError}, or ChecksumError if a download was changed
 */
export async function findTestServer(
  report: (line: string) => void,
  options: SearchOptions = {},
): Promise<ServerExecutable> {
  const env = options.env ?? process.env;
  const onPath = findOnPath('temporal-test-server', env);
  if (onPath !== undefined) return found(onPath, 'path');
  const tried = ['PATH: no `temporal-test-server`'];

  const cached = cachedTestServer(env);
  const server = await fromCacheOr(cached, env, report, tried, {
    // The cached copy is the native program, or a launcher with its jars beside it.
    isUsable: () => Promise.resolve(!isAssembled(cached) || findJava(env) !== undefined),
    obtain: async () => {
      report(`fetching the Temporal test server ${TEST_SERVER_VERSION}`);
      const downloadProblem = await (options.download ?? download)(releaseOf('test-server'), cached, env);
      if (downloadProblem === undefined) return 'download';
      report(`the official download failed (${downloadProblem})`);
      tried.push(`download: ${downloadProblem}`);
      const mavenProblem = await assembleTestServer(cached, env, report, options.jarSums);
      if (mavenProblem === undefined) return 'build';
      tried.push(`Maven: ${mavenProblem}`);
      throw new ServerNotFoundError(
        explain('Temporal test server', tried, [
          'install a JDK (11 or newer) and Maven, with which it is fetched once from Maven Central',
          'or put an executable `temporal-test-server` on PATH (https://github.com/temporalio/sdk-java/releases)',
        ]),
      );
    },
  });
  const java = findJava(env);
  if (isAssembled(cached) && java !== undefined) {
    await renewLauncher(cached, report);
    await ensureClassArchive({ launcher: cached, java, env }, report);
  }
  return server;
}

/** The cached copy, or a new one obtained while holding the cache's lock. */
async function fromCacheOr(
  cached: string,
  env: Environment,
  report: (line: string) => void,
  tried: string[],
  steps: { isUsable: () => Promise<boolean>; obtain: () => Promise<'download' | 'build'> },
): Promise<ServerExecutable> {
  const isCached = async (): Promise<boolean> => isExecutable(cached) && (await steps.isUsable());
  if (await isCached()) return found(cached, 'cache');
  tried.push(`cache: none in ${cacheDirectory(env)}`);
  return await withLock(`${dirname(cached)}.lock`, report, async () => {
    if (await isCached()) return found(cached, 'cache'); // another process was faster
    return found(cached, await steps.obtain());
  });
}

function found(path: string, source: ServerExecutable['source']): ServerExecutable {
  return { kind: 'executable', path, source };
}

function explain(what: string, tried: readonly string[], remedies: readonly string[]): string {
  return [
    `No ${what} was found, and none could be obtained.`,
    ...tried.map((line) => `  tried ${line.replaceAll('\n', '\n    ')}`),
    'What to do:',
    ...remedies.map((line) => `  - ${line}`),
  ].join('\n');
}
