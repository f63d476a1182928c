import { mapConcurrently } from '../../../src/providers/concurrently';
import type { RunningSandbox } from '../../../src/sandbox/server';
import { eventually, startStack, type Stack } from '../../support/stack';
import type { bareRequest, BareWork } from '../baseline/workflows';
import { startBaseline, type Baseline } from '../baseline/worker';
import { alternate, type BenchContext, type Measure } from '../measure';
import { numberOf, orderOf, requestOf } from '../requests';

/** How many requests a round starts, and how many starts are under way at a time. */
const REQUESTS = 150;
const CONCURRENCY = 20;
const PATIENCE_MS = 120_000;

/** From the first start to the last order at the provider, beside a workflow that makes the same calls. */
export const ORCHESTRATION: Measure = {
  name: 'orchestration',
  what: 'port requests from start to order a second, beside a bare workflow with the same calls',
  unit: 'ports/s',
  goal: { atLeast: 0.85 },
  async run({ rounds, server, report }) {
    const stack = await startStack({ name: 'bench-orchestration', address: server.address });
    const baseline = await startBaseline('bench-orchestration-bare', server);
    try {
      return await alternate(rounds, {
        ours: (round) => portsPerSecond(stack, round, report),
        baseline: (round) => bareRequestsPerSecond(baseline, round),
      });
    } finally {
      await stack.stop();
      await baseline.stop();
    }
  },
};

/** The same, with encrypted payloads and without. */
export const ENCRYPTION: Measure = {
  name: 'encryption',
  what: 'port requests from start to order a second with encrypted payloads, beside readable ones',
  unit: 'ports/s',
  goal: { atLeast: 0.9 },
  async run({ rounds, server, report }) {
    const encrypted = await startStack({ name: 'bench-keys', address: server.address, isEncrypted: true });
    const readable = await startStack({ name: 'bench-no-keys', address: server.address });
    try {
      return await alternate(rounds, {
        ours: (round) => portsPerSecond(encrypted, round, report),
        baseline: (round) => portsPerSecond(readable, round, report),
      });
    } finally {
      await encrypted.stop();
      await readable.stop();
    }
  },
};

async function portsPerSecond(stack: Stack, round: number, report: BenchContext['report']): Promise<number> {
  const rate = await ordersPerSecond(stack.sandbox, round, async (index) => {
    const requestId = `${stack.account}-${String(index)}`;
    await stack.porting.start(requestOf(requestId, stack.account, numberOf(index)));
  });
  report(`round ${String(round)} of ${stack.account}: ${rate.toFixed(1)} ports/s`);
  return rate;
}

function bareRequestsPerSecond({ client, taskQueue, sandbox }: Baseline, round: number): Promise<number> {
  return ordersPerSecond(sandbox, round, async (index) => {
    const phoneNumber = numberOf(index);
    const work: BareWork = { phoneNumber, order: orderOf(phoneNumber), signals: 1, timers: [] };
    await client.workflow.start<typeof bareRequest>('bareRequest', {
      taskQueue,
      workflowId: `${taskQueue}-${String(index)}`,
      args: [work],
    });
  });
}

async function ordersPerSecond(
  { sandbox }: RunningSandbox,
  round: number,
  start: (index: number) => Promise<void>,
): Promise<number> {
  const before = sandbox.orders().length;
  const indexes = Array.from({ length: REQUESTS }, (_, index) => round * REQUESTS + index);
  const begun = performance.now();
  await mapConcurrently(indexes, CONCURRENCY, start);
  await eventually(
    () => Promise.resolve(sandbox.orders().length - before),
    (made) => made >= REQUESTS,
    PATIENCE_MS,
  );
  return REQUESTS / ((performance.now() - begun) / 1_000);
}
