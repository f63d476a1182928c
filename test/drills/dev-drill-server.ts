import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PORT_SEARCH_ATTRIBUTES } from '../../src/contract/search-attributes';
import {
  findDevServerExecutable,
  freePort,
  startDevServer,
  type DevServer,
} from '../../tools/temporal-server';
import type { StartDrillServer } from './drill-server';

/** Temporal's dev server with a database file: it stores its state there, and continues from it. */
export const startDevDrillServer: StartDrillServer = async (report) => {
  const { path: executable } = await findDevServerExecutable(report);
  const folder = mkdtempSync(join(tmpdir(), 'portkeeper-drill-server-'));
  const port = await freePort();
  const start = (): Promise<DevServer> =>
    startDevServer({
      executable,
      port,
      headless: true,
      dbFilename: join(folder, 'temporal.db'),
      searchAttributes: PORT_SEARCH_ATTRIBUTES,
      logFile: join(folder, 'server.log'),
    });
  let server = await start();
  return {
    address: server.address,
    async kill() {
      process.kill(server.pid, 'SIGKILL');
      await server.exited;
    },
    async restart() {
      server = await start();
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
