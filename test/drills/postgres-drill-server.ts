import { type ProductionServer, startProductionServer } from '../../tools/production-server';
import { portkeeper } from '../support/cli-process';
import { TEST_KEYS } from '../support/encrypted-client';
import type { DrillServer } from './drill-server';

/** A drill may kill and replace its database, too. */
export type PostgresDrillServer = DrillServer & ProductionServer;

/** A Temporal server on PostgreSQL, with the search attributes that `portkeeper setup` registers. */
export async function startPostgresDrillServer(report: (line: string) => void): Promise<PostgresDrillServer> {
  const server = await startProductionServer(report);
  const { address, namespace } = server;
  const { code, stdout, stderr } = await portkeeper(['setup'], {
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    PORTKEEPER_ENCRYPTION_KEYS: TEST_KEYS,
  });
  if (code === 0) return server;
  await server.stop();
  throw new Error(`portkeeper setup failed:\n${stdout}${stderr}`);
}
