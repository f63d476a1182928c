import { PORT_SEARCH_ATTRIBUTES } from '../../../src/contract/search-attributes';
import {
  findDevServerExecutable,
  freePort,
  startDevServer,
  type DevServer,
} from '../../../tools/temporal-server';

const VARIABLE = 'PORTKEEPER_TEST_DEV_SERVER';

/** The dev server that the files of test/system, or of test/alone, share. Each file uses task queues and workflow ids of its own. */
export interface SharedDevServer {
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl: string;
  readonly metricsUrl: string;
  /** The program, for a test that needs a server of its own, to kill it for example. */
  readonly executable: string;
}

/** The dev server of this jest run, with the product's search attributes registered. */
export function devServer(): SharedDevServer {
  const value = process.env[VARIABLE];
  if (value === undefined) throw new Error('devServer() is for files under test/system and test/alone.');
  return JSON.parse(value) as SharedDevServer;
}

/** For globalSetup. */
export async function startSharedDevServer(): Promise<DevServer> {
  const { path } = await findDevServerExecutable((line) => process.stderr.write(`${line}\n`));
  const server = await startDevServer({
    executable: path,
    port: await freePort(), // leaves 7233 free for other servers of this machine
    uiPort: await freePort(),
    metricsPort: await freePort(),
    searchAttributes: PORT_SEARCH_ATTRIBUTES,
  });
  const { address, namespace, uiUrl, metricsUrl } = server;
  process.env[VARIABLE] = JSON.stringify({ address, namespace, uiUrl, metricsUrl, executable: path });
  return server;
}

/** A dev server that one test file has for itself: to stop it, or to count all that it does. */
export async function startOwnDevServer(): Promise<DevServer> {
  return startDevServer({
    executable: devServer().executable,
    port: await freePort(),
    metricsPort: await freePort(),
    headless: true,
    searchAttributes: PORT_SEARCH_ATTRIBUTES,
  });
}
