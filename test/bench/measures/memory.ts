import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { portQuery } from '../../../src/contract/messages';
import type { PortView } from '../../../src/contract/port-view';
import { portWorkflowId } from '../../../src/contract/names';
import { mapConcurrently } from '../../../src/providers/concurrently';
import { eventually, startStack } from '../../support/stack';
import { workflowBundle } from '../../support/servers/workflow-bundle';
import { baselineBundle, startBaseline } from '../baseline/worker';
import type { idle } from '../baseline/workflows';
import type { BenchContext, Measure } from '../measure';
import { numberOf, requestOf } from '../requests';

/** How many workflows are cached, and how many before them, so that what all share is there already. */
const CACHED = 200;
const FIRST = 20;
const CONCURRENCY = 10;

/** In one thread, so that the heap of the workflows is the heap of this process. */
const IN_THIS_THREAD: Partial<WorkerOptions> = { debugMode: true, maxCachedWorkflows: 2 * (CACHED + FIRST) };

export const HEAP: Measure = {
  name: 'heap',
  what: 'heap of a cached port that waits, beside a workflow that imports nothing',
  unit: 'KB a workflow',
  goal: { atMost: 2 },
  run: async (context) => [{ value: await heapOfPort(context), baseline: await heapOfIdle(context) }],
};

async function heapOfPort({ server }: BenchContext): Promise<number> {
  const stack = await startStack({ name: 'bench-heap', address: server.address });
  const ids = idsOf(stack.account);
  await mapConcurrently(ids, CONCURRENCY, async (requestId) => {
    await stack.porting.start(requestOf(requestId, stack.account, numberOf(ids.indexOf(requestId))));
  });
  const ask = (requestId: string) =>
    stack.client.workflow.getHandle(portWorkflowId(requestId)).query(portQuery);
  await eventually(
    async () => (await Promise.all(ids.map((id) => ask(id).catch(() => undefined)))).filter(isPlaced).length,
    (placed) => placed === ids.length,
    60_000,
  );
  await stack.stopWorker();
  try {
    // A worker without activities: a question loads each port into its cache.
    const options = { taskQueue: stack.account, workflowBundle: workflowBundle() };
    return await heapEach(server.address, options, ids, ask);
  } finally {
    await stack.stop();
  }
}

const isPlaced = (view: PortView | undefined) => view?.phase === 'waiting_for_foc';

async function heapOfIdle({ server }: BenchContext): Promise<number> {
  const baseline = await startBaseline('bench-heap-idle', server);
  const { client } = baseline;
  const taskQueue = 'bench-heap-idle-cached';
  const options = { taskQueue, workflowBundle: await baselineBundle() };
  try {
    return await heapEach(server.address, options, idsOf(taskQueue), async (workflowId) => {
      const handle = await client.workflow.start<typeof idle>('idle', { taskQueue, workflowId });
      // The first task is done when the workflow has loaded.
      await eventually(
        async () => (await handle.describe()).historyLength,
        (events) => events >= 4,
      );
    });
  } finally {
    await baseline.stop();
  }
}

/** How much the heap grows with each workflow that is loaded, kilobytes. */
async function heapEach(
  address: string,
  options: Partial<WorkerOptions> & Pick<WorkerOptions, 'taskQueue'>,
  ids: readonly string[],
  load: (id: string) => Promise<unknown>,
): Promise<number> {
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({ ...IN_THIS_THREAD, ...options, connection });
  const running = worker.run();
  try {
    await mapConcurrently(ids.slice(0, FIRST), CONCURRENCY, load);
    const before = await heapUsed();
    await mapConcurrently(ids.slice(FIRST), CONCURRENCY, load);
    return ((await heapUsed()) - before) / CACHED / 1_000;
  } finally {
    worker.shutdown();
    await running;
    await connection.close();
  }
}

function idsOf(name: string): string[] {
  return Array.from({ length: FIRST + CACHED }, (_, index) => `${name}-${String(index)}`);
}

/** The heap in use after its garbage is gone. */
async function heapUsed(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let turn = 0; turn < 3; turn++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return process.memoryUsage().heapUsed;
}
