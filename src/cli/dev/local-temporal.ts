import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portOrFree } from '../../../tools/ports';
import { findDevServer, startDevServer } from '../../../tools/temporal-server';
import type { Environment } from '../../config/variables';
import { PORT_SEARCH_ATTRIBUTES } from '../../contract/search-attributes';

/** The port of Temporal and, beside it, that of its Web UI, as its own tools choose them. */
const USUAL_PORT = 7233;
const WEB_UI_IS_FURTHER_BY = 1_000;

/** A Temporal server for the demo. */
export interface LocalTemporal {
  readonly address: string;
  /** How other processes reach it: variables to set, or undefined to unset. */
  readonly variables: Environment;
  /** Without a slash at its end; absent when nobody answers where a Web UI usually is. */
  readonly uiUrl: string | undefined;
  /** True for a server that somebody else runs. */
  readonly isShared: boolean;
  /** Rejects when the server ends before it is stopped. */
  readonly died: Promise<never>;
  stop(): Promise<void>;
}

/**
 * Finds the server of `TEMPORAL_ADDRESS`, or starts one of our own.
 *
 * @param codecEndpoint - what the Web UI of a server of our own decrypts with
 * @param report - takes one line per step worth knowing
 * @throws ServerNotFoundError
 */
export async function findOrStartTemporal(
  env: Environment,
  codecEndpoint: string,
  report: (line: string) => void,
): Promise<LocalTemporal> {
  const found = await findDevServer(report, { env });
  if (found.kind === 'running') {
    return {
      address: found.address,
      variables: { TEMPORAL_ADDRESS: found.address },
      uiUrl: await webUiBeside(found.address),
      isShared: true,
      died: new Promise<never>(() => undefined),
      stop: () => Promise.resolve(),
    };
  }
  const port = await portOrFree(USUAL_PORT);
  if (port !== USUAL_PORT) report(`port ${USUAL_PORT} is taken, so Temporal listens on ${port}`);
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
  died.catch(() => undefined); // perhaps nobody listens yet; whoever does hears of it all the same
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

/** Settings that are meant for another server are unset: TLS and keys would keep us from our own. */
function connectionVariables(env: Environment, address: string, folder: string): Environment {
  const set = Object.keys(env).filter((name) => name.startsWith('TEMPORAL_'));
  // Without a file named here, the profile in the user's home would be read.
  const profile = join(folder, 'temporal.toml');
  writeFileSync(profile, '[profile.default]\n');
  return {
    ...Object.fromEntries(set.map((name) => [name, undefined])),
    TEMPORAL_CONFIG_FILE: profile,
    TEMPORAL_ADDRESS: address,
  };
}

/** The Web UI of a dev server is a thousand ports further on. */
async function webUiBeside(address: string): Promise<string | undefined> {
  const [, host, port] = /^(.*):(\d+)$/.exec(address) ?? [];
  if (host === undefined || port === undefined) return undefined;
  const url = `http://${host}:${Number(port) + WEB_UI_IS_FURTHER_BY}`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    return answer.ok ? url : undefined;
  } catch {
    return undefined;
  }
}
