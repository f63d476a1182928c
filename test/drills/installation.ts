import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Connection, type Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { PortingClient } from '../../src/client/porting-client';
import { portWorkflowId } from '../../src/contract/names';
import { retriesUntilClosed } from '../../src/config/grpc-retries';
import { testNumber } from '../scenarios/request';
import { encryptedClient } from '../support/encrypted-client';
import { startProcesses, type ProcessOptions, type ProcessStack } from '../support/process-stack';
import type { ProviderName } from '../support/providers';
import type { DrillContext } from './drill';
import type { DrillServer } from './drill-server';
import { FaultPlan, PLAN_VARIABLE, REMOTE_SUFFIX } from './fault-plan';

/** A Temporal server of its own, with sandbox, receiver and a worker as processes, which drills may kill. */
export interface Installation {
  readonly server: DrillServer;
  readonly stack: ProcessStack;
  readonly client: Client;
  readonly porting: PortingClient;
  readonly plan: FaultPlan;
  /** A number of a scenario that nothing else uses at this provider. */
  newNumber(provider: ProviderName, scenarioId: string): string;
  /** Keeps the history of a port that failed its drill, if the command line says where. */
  keepHistory(requestId: string): Promise<void>;
  /** While it is held, a worker that dies is not started again. */
  isWorkerHeld: boolean;
  stop(): Promise<void>;
}

/**
 * A day is long, so that nothing happens by the clock but what a drill pushes. A new order is unseen by checks and lists
 * for 0.8 s of it.
 */
const DAY_SECONDS = 1_200;

const POLICY = {
  searchDelay: 'PT2S',
  reread: ['PT2S', 'PT5S', 'PT10S'],
  holdAfterPorted: 'PT0S',
};

/** What differs between installations. */
export interface InstallationOptions {
  /** The accounts' policy, over the drills' own. */
  readonly policy?: ProcessOptions['policy'];
  /** The worker is `portkeeper worker`, without a plan of faults. */
  readonly isPlain?: true;
}

/** Starts them. The worker injects the faults of the plan, and is started again whenever it dies. */
export async function startInstallation(
  name: string,
  context: DrillContext,
  { policy = {}, isPlain }: InstallationOptions = {},
): Promise<Installation> {
  const server = await context.startServer(context.report);
  const folder = mkdtempSync(join(tmpdir(), 'portkeeper-drill-plan-'));
  const stack = await startProcesses(name, DAY_SECONDS, {
    policy: { ...POLICY, ...policy },
    others: ['telnyx-v1', 'fone-dynamics'],
    suffixes: [REMOTE_SUFFIX],
    claimsNumbers: true,
    settings: { TEMPORAL_ADDRESS: server.address, [PLAN_VARIABLE]: folder },
    ...(isPlain !== true && { program: require.resolve('./faulty-worker') }),
  });
  const connection = await Connection.connect({
    address: server.address,
    interceptors: retriesUntilClosed(),
  });
  const client = encryptedClient(connection);
  const porting = new PortingClient({ client, connection }, stack.account);
  let isStopped = false;
  const lines = new Map<string, number>();
  const installation: Installation = {
    isWorkerHeld: false,
    server,
    stack,
    client,
    porting,
    plan: new FaultPlan(folder),
    newNumber(provider, scenarioId) {
      const line = nextLine(lines.get(`${provider} ${scenarioId}`));
      lines.set(`${provider} ${scenarioId}`, line);
      const number = testNumber(scenarioId, String(line).padStart(2, '0'), provider);
      // Twilio's and Telnyx' test numbers are the same, and a number can be in one running port only.
      return provider === 'telnyx-v1' ? number.replace(/^\+1212/, '+1312') : number;
    },
    async keepHistory(requestId) {
      if (context.histories === undefined) return;
      const history = await client.workflow.getHandle(portWorkflowId(requestId)).fetchHistory();
      mkdirSync(context.histories, { recursive: true });
      writeFileSync(join(context.histories, `${requestId}.json`), historyToJSON(history));
    },
    async stop() {
      isStopped = true;
      await stack.stop();
      await keeping;
      await porting.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const keeping = keepAlive(installation, () => isStopped);
  return installation;
}

/** The sandbox takes a number for a mobile one if its third digit from the end is 9. */
function nextLine(last = -1): number {
  const line = (last + 1) % 10 === 9 ? last + 2 : last + 1;
  if (line > 99) throw new Error('There are no more numbers of this scenario.');
  return line;
}

async function keepAlive(installation: Installation, isStopped: () => boolean): Promise<void> {
  const { stack } = installation;
  for (;;) {
    const { worker } = stack;
    await worker.ended;
    // One that ends at once, for example because Temporal is away, is not started a hundred times.
    do await setTimeout(200);
    while (installation.isWorkerHeld && !isStopped());
    if (isStopped()) return;
    if (stack.worker !== worker) continue; // the drill has started the next one
    await stack.restartWorker().catch(() => undefined);
    if (isStopped()) {
      await stack.worker.end('SIGKILL');
      return;
    }
  }
}
