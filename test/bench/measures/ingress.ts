import { Agent } from 'undici';
import type { Client } from '@temporalio/client';
import { mapConcurrently } from '../../../src/providers/concurrently';
import { eventually, startStack, type Stack } from '../../support/stack';
import { newsSignal, type signalSink } from '../baseline/workflows';
import { alternate, type BenchContext, type Measure, type Round } from '../measure';
import { type NewsOf, sendWebhook, stopWebhooks } from '../provider-news';
import { numberOf, requestOf } from '../requests';

/** How many messages a round sends, and how many are under way at a time. */
const MESSAGES = 600;
const CONCURRENCY = 50;
const START_CONCURRENCY = 20;
const PATIENCE_MS = 180_000;

/** A webhook's answer means that its signal is durable, so the time to the answers is compared with bare signals. */
export const INGRESS: Measure = {
  name: 'ingress',
  what: 'webhooks a second, each for a port of its own, beside bare signals with the same client',
  unit: 'webhooks/s',
  goal: { atLeast: 0.9 },
  run: (context) => messagesPerSecond(context, 'bench-ingress', MESSAGES),
};

export const INGRESS_BURSTS: Measure = {
  name: 'ingress-bursts',
  what: 'webhooks a second that come in bursts for the same ports, beside bare signals',
  unit: 'webhooks/s',
  goal: { atLeast: 2 },
  run: (context) => messagesPerSecond(context, 'bench-ingress-bursts', 20),
};

/** @param targets - how many workflows the messages are for */
async function messagesPerSecond(
  { rounds, server, report }: BenchContext,
  name: string,
  targets: number,
): Promise<readonly Round[]> {
  const stack = await startStack({ name, address: server.address });
  const agent = new Agent({ connections: CONCURRENCY });
  try {
    const orders = await openOrders(stack, targets);
    await stack.stopWorker(); // an answer needs none, and it would take the time of both sides
    const sinks = await openSinks(stack.client, name, targets);
    const measured = await alternate(rounds, {
      ours: () => rateOf((index) => sendWebhook(stack, orders[index % targets]!, agent)),
      baseline: () => rateOf((index) => bareSignal(stack.client, sinks[index % targets]!, index)),
    });
    report(`${name}: ${String(targets)} targets`);
    return measured;
  } finally {
    await agent.close();
    await stack.stop();
  }
}

async function rateOf(send: (index: number) => Promise<void>): Promise<number> {
  const begun = performance.now();
  await mapConcurrently(
    Array.from({ length: MESSAGES }, (_, index) => index),
    CONCURRENCY,
    send,
  );
  return MESSAGES / ((performance.now() - begun) / 1_000);
}

/** The orders of open ports whose provider sends nothing by itself, as webhooks name them. */
async function openOrders(stack: Stack, count: number): Promise<NewsOf[]> {
  const { sandbox } = stack.sandbox;
  await stopWebhooks(stack);
  const indexes = Array.from({ length: count }, (_, index) => index);
  await mapConcurrently(indexes, START_CONCURRENCY, async (index) => {
    await stack.porting.start(requestOf(`${stack.account}-${String(index)}`, stack.account, numberOf(index)));
  });
  await eventually(
    async () => {
      const open = stack.client.workflow.list({
        query: `PortAccount = '${stack.account}' AND PortOrderIds IS NOT NULL`,
      });
      let known = 0;
      for await (const _ of open) known += 1;
      return known;
    },
    (known) => known === count,
    PATIENCE_MS,
  );
  return sandbox
    .orders()
    .map(({ ref, numbers }) => ({ orderRef: ref, phoneNumber: numbers[0]!.phoneNumber }));
}

async function openSinks(client: Client, name: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `${name}-sink-${String(index)}`);
  await mapConcurrently(ids, START_CONCURRENCY, async (workflowId) => {
    await client.workflow.start<typeof signalSink>('signalSink', {
      taskQueue: `${name}-sinks`,
      workflowId,
      args: [Number.MAX_SAFE_INTEGER],
    });
  });
  return ids;
}

function bareSignal(client: Client, workflowId: string, index: number): Promise<void> {
  return client.workflow
    .getHandle(workflowId)
    .signal(newsSignal, { orderRef: `KW${String(index)}`, at: Date.now() });
}
