import { Worker, type ReplayWorkerOptions } from '@temporalio/worker';
import type { History } from '@temporalio/common/lib/proto-utils';
import { eventually, startStack } from '../../support/stack';
import { filterWebhooks, liveAsUsual, USUAL_NOTICE } from '../../support/usual-life';
import { workflowBundle } from '../../support/servers/workflow-bundle';
import { baselineBundle, startBaseline } from '../baseline/worker';
import { type bareRequest, newsSignal } from '../baseline/workflows';
import { alternate, type BenchContext, type Measure } from '../measure';
import { numberOf, orderOf, requestOf } from '../requests';

/** How many times a round replays each history. */
const REPLAYS = 60;

export const REPLAY: Measure = {
  name: 'replay',
  what: "history events a second that a replay takes, beside a bare workflow's history of the same shape",
  unit: 'events/s',
  goal: { atLeast: 0.8 },
  async run(context) {
    const ours = await historyOfPort(context);
    const bare = await historyOfBareRequest(context);
    context.report(`replay: ${String(ours.events?.length)} and ${String(bare.events?.length)} events`);
    const bundle = await baselineBundle();
    return alternate(context.rounds, {
      ours: () => eventsPerSecond(ours, { workflowBundle: workflowBundle() }),
      baseline: () => eventsPerSecond(bare, { workflowBundle: bundle }),
    });
  },
};

async function eventsPerSecond(history: History, options: ReplayWorkerOptions): Promise<number> {
  const events = history.events?.length ?? 0;
  const workflowId = workflowIdOf(history);
  const copies = Array.from({ length: REPLAYS }, () => ({ workflowId, history }));
  const begun = performance.now();
  let replayed = 0;
  for await (const { error } of Worker.runReplayHistories(options, copies)) {
    if (error !== undefined) throw error;
    replayed += events;
  }
  return replayed / ((performance.now() - begun) / 1_000);
}

/** The workflow checks the id that it was started with. */
function workflowIdOf({ events }: History): string {
  const id = events?.[0]?.workflowExecutionStartedEventAttributes?.workflowId;
  if (id == null) throw new Error('The history does not name its workflow.');
  return id;
}

async function historyOfPort({ server }: BenchContext): Promise<History> {
  const policy = { notice: USUAL_NOTICE };
  const stack = await startStack({ name: 'bench-replay', address: server.address, policy });
  try {
    await filterWebhooks(stack);
    const port = await liveAsUsual(stack, requestOf(stack.account, stack.account, numberOf(0)));
    return await stack.client.workflow.getHandle(port.workflowId).fetchHistory();
  } finally {
    await stack.stop();
  }
}

async function historyOfBareRequest({ server }: BenchContext): Promise<History> {
  const { client, taskQueue, ...baseline } = await startBaseline('bench-replay-bare', server);
  try {
    const phoneNumber = numberOf(0);
    const handle = await client.workflow.start<typeof bareRequest>('bareRequest', {
      taskQueue,
      workflowId: taskQueue,
      args: [{ phoneNumber, order: orderOf(phoneNumber), signals: 4, timers: [1_000, 1_000] }],
    });
    for (let signal = 1; signal <= 4; signal++) {
      await handle.signal(newsSignal, { orderRef: 'KW1', at: signal });
      await eventually(
        () => Promise.resolve(baseline.sandbox.sandbox.requests()),
        (requests) => requests.filter(({ orderRef }) => orderRef !== undefined).length >= signal,
      );
    }
    await handle.result();
    return await handle.fetchHistory();
  } finally {
    await baseline.stop();
  }
}
