import { setTimeout } from 'node:timers/promises';
import { accountConfigured } from '../../../src/contract/messages';
import { accountWorkflowId, PROVIDER_ACCOUNT } from '../../../src/contract/names';
import { DAY, SECOND } from '../../../src/domain/model/time';
import { actionsBetween, totalOf } from '../../support/billable-actions';
import { startStack, type StackOptions } from '../../support/stack';
import { filterWebhooks, liveAsUsual, USUAL_NOTICE } from '../../support/usual-life';
import { baselineActivities } from '../baseline/activities';
import type { hourlyPoller } from '../baseline/workflows';
import { startBaseline } from '../baseline/worker';
import { startBenchServer, type BenchServer } from '../bench-server';
import type { BenchContext, Measure, Round } from '../measure';
import { sendWebhook, stopWebhooks } from '../provider-news';
import { numberOf, orderOf, requestOf } from '../requests';

/** How many ports are counted together; they all cost the same. */
const PORTS = 5;

/**
 * The usual life's minimum, counted by hand: start 1, prepare 1, check 1, submit 1, signal, read and attributes of
 * four webhooks 12, reads at the notice and at the deadline 2, attributes at the deadline 1, timers for poll, notice,
 * deadline and cutover 4; and two for the claim of the number.
 */
const MINIMUM = 25;

export const ACTIONS: Measure = {
  name: 'actions',
  what: "billable actions of a port on its usual way, as the server counts them, beside the way's minimum",
  unit: 'actions a port',
  goal: { atMost: 1.15 },
  async run(context) {
    return [{ value: await usualActions(context), baseline: MINIMUM }];
  },
};

let known: Promise<number> | undefined;

/** The actions of one port, counted once in a run of the program. */
function usualActions(context: BenchContext): Promise<number> {
  known ??= countUsualActions(context);
  return known;
}

async function countUsualActions({ server, report }: BenchContext): Promise<number> {
  const stack = await startStack({
    name: 'bench-actions',
    address: server.address,
    claimsNumbers: true,
    isEncrypted: true,
    policy: { notice: USUAL_NOTICE },
  });
  try {
    await filterWebhooks(stack);
    const before = await server.actions();
    for (let index = 0; index < PORTS; index++) {
      await liveAsUsual(
        stack,
        requestOf(`${stack.account}-${String(index)}`, stack.account, numberOf(index)),
      );
      report(`actions: port ${String(index + 1)} of ${String(PORTS)} completed`);
    }
    return totalOf(actionsBetween(before, await server.actions())) / PORTS;
  } finally {
    await stack.stop();
  }
}

/** How long a port is open, in days, and how long such a day is. */
const OPEN_DAYS = 14;
const DAY_SECONDS = 3;
/** The fleet of an account that shares its sweeps. */
const FLEET = 1_000;

/** A port that is open for two weeks, and hears nothing beside its usual four webhooks. */
export const ACTIONS_OF_POLLING: Measure = {
  name: 'actions-poller',
  what: 'the same with its polls of 14 days, beside a workflow that polls every hour',
  unit: 'actions a port',
  goal: { atMost: 1 / 12 },
  run: (context) => againstPoller(context, false),
};

export const ACTIONS_WITH_SWEEP: Measure = {
  name: 'actions-poller-swept',
  what: `the same with hourly sweeps of the account, shared by ${String(FLEET)} ports`,
  unit: 'actions a port',
  goal: { atMost: 1 / 20 },
  run: (context) => againstPoller(context, true),
};

async function againstPoller(context: BenchContext, isSwept: boolean): Promise<readonly Round[]> {
  const usual = await usualActions(context);
  context.report(`${String(OPEN_DAYS)} days of ${String(DAY_SECONDS)} s pass`);
  const [polls, sweeps, poller] = await Promise.all([
    quietActions(context, isSwept),
    isSwept ? sweepActions(context) : 0,
    pollerActions(context),
  ]);
  return [{ value: usual + polls + sweeps / FLEET, baseline: poller }];
}

/** The actions of a port in quiet weeks. Its server is its own, because others count beside it. */
async function quietActions({ report }: BenchContext, isSwept: boolean): Promise<number> {
  const server = await startBenchServer(report);
  const { address } = server;
  // The usual webhooks are counted apart. Without them, a long silence would raise an attention of its own.
  const policy = { noNews: 100 * DAY };
  const options: StackOptions = {
    name: 'bench-quiet',
    address,
    daySeconds: DAY_SECONDS,
    policy,
    isProviderStill: true,
  };
  const stack = await startStack({ ...options, ...(isSwept && { isSwept }) });
  try {
    for (let index = 0; index < PORTS; index++)
      await stack.porting.start(
        requestOf(`${stack.account}-${String(index)}`, stack.account, numberOf(index)),
      );
    await setTimeout(DAY_SECONDS * SECOND); // the steps of the beginning are over
    const before = await server.actionsSoFar();
    await setTimeout(OPEN_DAYS * DAY_SECONDS * SECOND);
    return totalOf(actionsBetween(before, await server.actionsSoFar())) / PORTS;
  } finally {
    await stack.stop();
    await server.stop();
  }
}

/** Timers of less than a second are late, so hours of the baselines are not shorter. */
const HOUR_MS = 2 * SECOND;
/** The hours that are measured. All are alike. */
const HOURS = 24;

/** The actions of hourly sweeps of one account for the time that a port is open. */
async function sweepActions({ report }: BenchContext): Promise<number> {
  const server = await startBenchServer(report);
  const stack = await startStack({ name: 'bench-sweep', address: server.address, isSwept: true });
  try {
    const before = await server.actionsSoFar();
    await stack.client.workflow.signalWithStart(PROVIDER_ACCOUNT, {
      workflowId: accountWorkflowId('twilio', stack.account),
      taskQueue: stack.account,
      args: [{}],
      signal: accountConfigured,
      signalArgs: [{ sweepEvery: HOUR_MS }],
    });
    await setTimeout(HOURS * HOUR_MS);
    const spent = totalOf(actionsBetween(before, await server.actionsSoFar()));
    // The account has no orders, so a pass is one request.
    const passes = stack.sandbox.sandbox
      .requests()
      .filter(({ path }) => path.endsWith('/PortInRequests')).length;
    if (passes === 0) throw new Error('No sweep was made.');
    return (spent / passes) * OPEN_DAYS * 24;
  } finally {
    await stack.stop();
    await server.stop();
  }
}

async function pollerActions({ report }: BenchContext): Promise<number> {
  const server = await startBenchServer(report);
  const baseline = await startBaseline('bench-poller', server);
  try {
    const orderRef = await baselineActivities(`${baseline.sandbox.url}/twilio`).placeOrder(
      orderOf(numberOf(0)),
    );
    const before = await server.actions();
    await baseline.client.workflow.execute<typeof hourlyPoller>('hourlyPoller', {
      taskQueue: baseline.taskQueue,
      workflowId: 'bench-poller',
      args: [orderRef, HOURS, HOUR_MS],
    });
    const started = 1;
    const ofOneDay = totalOf(actionsBetween(before, await server.actions())) - started;
    return started + ofOneDay * OPEN_DAYS;
  } finally {
    await baseline.stop();
    await server.stop();
  }
}

export const EVENTS: Measure = {
  name: 'events',
  what: 'history events of a port on its usual way',
  unit: 'events a port',
  goal: { atMost: 90 },
  run: async ({ server }) => [{ value: (await historyOf(server, 'bench-events', 1)).events }],
};

export const BYTES: Measure = {
  name: 'bytes',
  what: 'bytes of its history, encrypted',
  unit: 'bytes a port',
  run: async ({ server }) => [{ value: (await historyOf(server, 'bench-bytes', 1)).bytes }],
};

/** How many numbers the large port has. */
const MANY = 1_000;

/**
 * With as many webhooks as one number has. More numbers make the payloads larger, and the check has a call for each
 * hundred of them: nine calls more, of six events each.
 */
export const EVENTS_OF_MANY: Measure = {
  name: 'events-1000-numbers',
  what: 'history events of a port of 1,000 numbers with as many webhooks, beside one number',
  unit: 'events a port',
  goal: { atMost: 1.7 },
  run: async ({ server }) => [
    {
      value: (await historyOf(server, 'bench-many', MANY)).events,
      baseline: (await historyOf(server, 'bench-one', 1)).events,
    },
  ],
};

/** What one life leaves behind. A webhook for each change, about the order's first number, is sent by hand. */
async function historyOf(
  { address }: BenchServer,
  name: string,
  count: number,
): Promise<{ readonly events: number; readonly bytes: number }> {
  const policy = { notice: USUAL_NOTICE };
  const stack = await startStack({ name, address, claimsNumbers: true, isEncrypted: true, policy });
  try {
    await stopWebhooks(stack);
    const numbers = Array.from({ length: count }, (_, index) => ({ phoneNumber: numberOf(index) }));
    const [{ phoneNumber }] = numbers as [{ phoneNumber: string }];
    const input = { ...requestOf(name, stack.account, phoneNumber), numbers };
    const port = await liveAsUsual(stack, input, (orderRef) => sendWebhook(stack, { orderRef, phoneNumber }));
    const { historyLength, historySize = 0 } = await stack.client.workflow
      .getHandle(port.workflowId)
      .describe();
    return { events: historyLength, bytes: historySize };
  } finally {
    await stack.stop();
  }
}
