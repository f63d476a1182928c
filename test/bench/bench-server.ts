import { PORT_SEARCH_ATTRIBUTES } from '../../src/contract/search-attributes';
import { findDevServerExecutable, freePort, startDevServer } from '../../tools/temporal-server';
import { actionsSoFar, billableActions, type BillableActions } from '../support/billable-actions';

/** The Temporal server that all measures of a run share. */
export interface BenchServer {
  readonly address: string;
  /** The billable actions that it has counted, when nothing goes on. */
  actions(): Promise<BillableActions>;
  /** Those that it has counted until now. */
  actionsSoFar(): Promise<BillableActions>;
  stop(): Promise<void>;
}

/** Temporal's dev server, with its state in memory. */
export async function startBenchServer(report: (line: string) => void): Promise<BenchServer> {
  const { path: executable } = await findDevServerExecutable(report);
  const server = await startDevServer({
    executable,
    port: await freePort(),
    metricsPort: await freePort(),
    headless: true,
    searchAttributes: PORT_SEARCH_ATTRIBUTES,
  });
  return {
    address: server.address,
    actions: () => billableActions(server.metricsUrl!),
    actionsSoFar: () => actionsSoFar(server.metricsUrl!),
    stop: () => server.stop(),
  };
}
