import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portOrFree } from '../../../tools/ports';
import { findDevServer, startDevServer } from '../../../tools/temporal-server';
import type { Environment } from '../../config/variables';
import { PORT_SEARCH_ATTRIBUTES } from '../../contract/search-attributes';

/** The default port of Temporal. Its own tools put the Web UI at a fixed distance from it. */
const DEFAULT_PORT = 7233;
const WEB_UI_PORT_OFFSET = 1_000;

/** A Temporal server for the demo. */
export interface LocalTemporal {
  readonly address: string;
  /** Variables by which other processes reach it; undefined means unset. */
  readonly variables: Environment;
  /** Without a trailing slash; undefined if no Web UI answers at the usual port. */
  readonly uiUrl: string | undefined;
  /** True for a server that was running before the demo. */
  readonly isShared: boolean;
  /** Rejects when the server ends before it is stopped. */
  readonly died: Promise<never>;
  stop(): Promise<void>;
}

/**
 * Finds the server of `TEMPORAL_ADDRESS`, or starts a dev server.
 *
 * @param codecEndpoint - the codec server for the Web UI of a dev server; undefined: none
 * @param report - receives one line for each notable step
 * @throws ServerNotFoundError
 */
export async function findOrStartTemporal(
  env: Environment,
  codecEndpoint: string | undefined,
  report: (line: string) => void,
): Promise<LocalTemporal> {
  const found = await findDevServer(report, { env });
  if (found.kind === 'running') {
    return {
      address: found.address,
      variables: { TEMPORAL_ADDRESS: found.address },
      uiUrl: await findWebUi(found.address),
      isShared: true,
      died: new Promise<never>(() => undefined),
      stop: () => Promise.resolve(),
    };
  }
  const port = await portOrFree(DEFAULT_PORT);
  if (port !== DEFAULT_PORT) report(`port ${DEFAULT_PORT} is taken, so Temporal listens on ${port}`);
  const folder = mkdtempSync(join(tmpdir(), 'portkeeper-dev-'));
  const logFile = join(folder, 'temporal.log');
  const server = await startDevServer({
    executable: found.path,
    port,
    searchAttributes: PORT_SEARCH_ATTRIBUTES,
    uiCodecEndpoint: codecEndpoint,
    logFile,
  });
  let isStopping = false;
  const died = server.exited.then(() => {
    if (!isStopping) throw new Error(`the Temporal dev server has ended; its log is ${logFile}`);
    return new Promise<never>(() => undefined);
  });
  died.catch(() => undefined); // avoids an unhandled rejection; a later listener still receives the error
  return {
    address: server.address,
    variables: connectionVariables(env, server.address, folder),
    uiUrl: server.uiUrl,
    isShared: false,
    died,
    stop: async () => {
      isStopping = true;
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Unsets settings for another server: its TLS and keys would prevent a connection to the dev server. */
function connectionVariables(env: Environment, address: string, folder: string): Environment {
  const set = Object.keys(env).filter((name) => name.startsWith('TEMPORAL_'));
  // Without this file, the client would read the profile in the user's home directory.
  const profile = join(folder, 'temporal.toml');
  writeFileSync(profile, '[profile.default]\n');
  return {
    ...Object.fromEntries(set.map((name) => [name, undefined])),
    TEMPORAL_CONFIG_FILE: profile,
    TEMPORAL_ADDRESS: address,
  };
}

/** The Web UI of a dev server has the port of the server plus 1000. */
async function findWebUi(address: string): Promise<string | undefined> {
  const [, host, port] = /^(.*):(\d+)$/.exec(address) ?? [];
  if (host === undefined || port === undefined) return undefined;
  const url = `http://${host}:${Number(port) + WEB_UI_PORT_OFFSET}`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    return answer.ok ? url : undefined;
  } catch {
    return undefined;
  }
}
