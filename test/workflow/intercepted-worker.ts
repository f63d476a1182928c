import { AsyncLocalStorage } from 'node:async_hooks';
import { Worker, type ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { createActivities } from '../../activities/index';
import { accountTaskQueue } from '../../src/contract/names';
import { accountDirectory, type PortWorker, type PortWorkerOptions } from '../../src/worker/worker';

/** What a test does with a worker. */
export type RunningWorker = Pick<PortWorker, 'run' | 'shutdown'>;

export type Interceptor = Pick<Required<ActivityInboundCallsInterceptor>, 'execute'>;

/** The workers of a process as the product builds them, with an interceptor around each activity. */
export async function createIntercepted(
  options: PortWorkerOptions,
  interceptor: Interceptor,
): Promise<RunningWorker> {
  const { taskQueue, accounts, connection, workflowOptions } = options;
  const shared = {
    ...(connection && { connection }),
    activities: {
      ...createActivities(accountDirectory(accounts, options), {
        ...options,
        takenOrders: () => Promise.resolve(new Set()),
      }),
    },
    interceptors: { activity: [() => ({ inbound: interceptor })] },
  };
  const queues = accounts.map(({ account: { provider, name } }) =>
    accountTaskQueue(taskQueue, provider, name),
  );
  const workers = [
    await Worker.create({ ...shared, ...workflowOptions, taskQueue }),
    ...(await Promise.all(queues.map((queue) => Worker.create({ ...shared, taskQueue: queue })))),
  ];
  return {
    async run() {
      await Promise.all(workers.map((worker) => worker.run()));
    },
    shutdown: () => workers.forEach((worker) => worker.shutdown()),
  };
}

const clocks = new AsyncLocalStorage<() => number>();
const computersNow = Date.now.bind(Date);

/**
 * Lets activities live at the time of a server that skips it, and nothing else: what a provider may be asked for, and
 * the span of a list, go by the clock of the client.
 *
 * @param now - the skipped time, epoch milliseconds
 */
export function inSkippedTime(now: () => number): Interceptor {
  Date.now = () => clocks.getStore()?.() ?? computersNow();
  return { execute: (input, next) => clocks.run(now, () => next(input)) };
}
