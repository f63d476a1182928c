import { Client, Connection } from '@temporalio/client';
import {
  bundleWorkflowCode,
  DefaultLogger,
  NativeConnection,
  Worker,
  type WorkerOptions,
} from '@temporalio/worker';
import { startSandbox, type RunningSandbox } from '../../../src/sandbox/server';
import type { BenchServer } from '../bench-server';
import { baselineActivities } from './activities';

/** The baselines' worker and a sandbox of its own, in this process, as Portkeeper's are. */
export interface Baseline {
  readonly client: Client;
  readonly connection: Connection;
  readonly taskQueue: string;
  readonly sandbox: RunningSandbox;
  stop(): Promise<void>;
}

let bundle: Promise<{ readonly code: string }> | undefined;

/** The baselines' workflows, bundled once. */
export function baselineBundle(): Promise<{ readonly code: string }> {
  bundle ??= bundleWorkflowCode({
    workflowsPath: require.resolve('./workflows'),
    logger: new DefaultLogger('ERROR'),
  });
  return bundle;
}

/** Starts them, with the options of a worker that its author has not tuned. */
export async function startBaseline(
  taskQueue: string,
  server: Pick<BenchServer, 'address'>,
  own: Partial<WorkerOptions> = {},
): Promise<Baseline> {
  const sandbox = await startSandbox({ port: 0 });
  const native = await NativeConnection.connect({ address: server.address });
  const worker = await Worker.create({
    connection: native,
    taskQueue,
    workflowBundle: await baselineBundle(),
    activities: { ...baselineActivities(`${sandbox.url}/twilio`) },
    ...own,
  });
  const running = worker.run();
  const connection = await Connection.connect({ address: server.address });
  return {
    client: new Client({ connection }),
    connection,
    taskQueue,
    sandbox,
    async stop() {
      await sandbox.close();
      worker.shutdown();
      await running;
      await connection.close();
      await native.close();
    },
  };
}
