import type { temporal } from '@temporalio/proto';
import { defaultPayloadConverter } from '@temporalio/common';
import { Agent, request } from 'undici';
import type { PortHandle } from '../../src/client/port-handle';
import { accountQuery, type AccountView } from '../../src/contract/account-view';
import type { ProviderNotification } from '../../src/contract/messages';
import { accountWorkflowId } from '../../src/contract/names';
import { SECOND } from '../../src/domain/model/time';
import type { DevServer } from '../../tools/temporal-server';
import { testNumber, twilioRequest } from '../scenarios/request';
import { startOwnDevServer } from '../support/servers/dev-server';
import { eventually, startStack, type Stack } from '../support/stack';

/**
 * Invariant hint-read: every webhook that was answered 2xx is followed by a read of its order that began after it, or
 * by an orphan report. Here over real HTTP, with a real receiver, worker and Temporal server.
 */
const agent = new Agent({ connections: 100 });
afterAll(() => agent.close());

describe('with Temporal at hand', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ name: 'hints' });
  });
  afterAll(() => stack.stop());

  test('hint-read: a webhook that comes before the port knows its order is delivered later', async () => {
    // The provider has made the order and tells of it, and its answer to us is still on the way.
    await control(stack, '/_control/faults', {
      provider: 'twilio',
      method: 'POST',
      pathPattern: '/Porting/PortIn$',
      kind: 'delay',
      delayMs: 4 * SECOND,
      times: 1,
    });
    const port = await start(stack, 'hints-early');
    const ordersThere = async () => (await ask<{ orders: { ref: string }[] }>(stack, 'orders')).orders;
    const [{ ref }] = (await eventually(ordersThere, ({ length }) => length === 1)) as [{ ref: string }];
    expect(await webhook(stack, ref)).toBe(204);
    expect((await port.view()).orders).toEqual([]);
    expect((await accountOf(stack)).buffered).toMatchObject([{ orderRef: ref }]);
    expect(await readsOf(stack, ref)).toBe(0);

    await eventually(
      () => readsOf(stack, ref),
      (count) => count > 0,
      30 * SECOND,
    );
    expect(await accountOf(stack)).toMatchObject({ buffered: [], afterClose: [], orphans: [] });
    const { lastHintAt, lastReadAt } = await eventually(
      () => port.view(),
      (view) => view.lastReadAt !== undefined,
    );
    expect(lastReadAt! >= lastHintAt!).toBe(true);
  });

  test('a webhook for a port that has ended is answered 204 and noted', async () => {
    const port = await start(stack, 'hints-late');
    const ref = await orderOf(port);
    expect(await webhook(stack, ref)).toBe(204); // the receiver knows the port now
    await stack.client.workflow.getHandle(port.workflowId).terminate();
    expect(await webhook(stack, ref)).toBe(204);
    const { afterClose: late, buffered: kept } = await eventually(
      () => accountOf(stack),
      (view) => view.afterClose.length > 0,
    );
    expect(late).toMatchObject([{ orderRef: ref, requestId: 'hints-late' }]);
    expect(kept).toEqual([]);
  });

  test('hint-read: a thousand webhooks at once for one port are few signals and few reads, and none is lost', async () => {
    const port = await start(stack, 'hints-burst');
    const ref = await orderOf(port);
    const began = Date.now();
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => webhook(stack, ref)));
    const took = Date.now() - began;
    expect(new Set(answers)).toEqual(new Set([204]));

    await eventually(
      () => port.view(),
      ({ lastHintAt, lastReadAt }) => lastReadAt !== undefined && lastReadAt >= lastHintAt!,
    );
    const events = await historyOf(stack, port.workflowId);
    const signals = indexesOf(events, (event) => event.workflowExecutionSignaledEventAttributes);
    const reads = indexesOf(
      events,
      (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'readOrders' || undefined,
    );
    // All that waits for one signal is one hint, because it is about one order.
    expect(new Set(signals.map((at) => hintsIn(events[at]!)))).toEqual(new Set([1]));
    process.stderr.write(
      `\n1,000 webhooks in ${String(took)} ms: ${String(signals.length)} signals, ${String(reads.length)} reads\n`,
    );
    // 25 where nothing else runs; a slow machine takes longer over the burst, so it gathers in more rounds.
    expect(signals.length).toBeLessThan(200);
    expect(reads.length).toBeLessThan(100);
    expect(reads.at(-1)).toBeGreaterThan(signals.at(-1)!);
  });

  test('webhooks for many unknown orders are all kept, and share their searches and signals', async () => {
    const { buffered: before } = await accountOf(stack);
    const refs = Array.from({ length: 300 }, (_, at) => `KW${String(at).padStart(32, '0')}`);
    const answers = await Promise.all(refs.map((ref) => webhook(stack, ref)));
    expect(new Set(answers)).toEqual(new Set([204]));
    const { buffered: kept } = await eventually(
      () => accountOf(stack),
      (view) => view.buffered.length >= refs.length + before.length,
    );
    expect(new Set(kept.map(({ orderRef }) => orderRef))).toEqual(
      new Set([...refs, ...before.map(({ orderRef }) => orderRef)]),
    );
    const events = await historyOf(stack, accountWorkflowId('twilio', stack.account));
    const signals = indexesOf(events, (event) => event.workflowExecutionSignaledEventAttributes);
    process.stderr.write(
      `\n300 webhooks for unknown orders: ${String(signals.length)} signals to the account\n`,
    );
    expect(signals.length).toBeLessThan(100);
  });
});

describe('with Temporal away', () => {
  let server: DevServer;
  let stack: Stack;
  beforeAll(async () => {
    server = await startOwnDevServer();
    stack = await startStack({ name: 'hints-away', address: server.address });
  });
  afterAll(async () => {
    await stack.stop();
    await server.stop();
  });

  test('hint-read: a webhook is answered 503, and when it comes again it counts', async () => {
    const port = await start(stack, 'hints-away');
    const ref = await orderOf(port);
    process.kill(server.pid, 'SIGSTOP');
    const refused = await Promise.all([webhook(stack, ref), webhook(stack, 'KW'.padEnd(34, '7'))]).finally(
      () => process.kill(server.pid, 'SIGCONT'),
    );
    expect(refused).toEqual([503, 503]);

    // What was refused may have arrived all the same, so only what came after the repetition is looked at.
    const repeatedAt = new Date().toISOString();
    await eventually(
      () => webhook(stack, ref),
      (status) => status === 204,
    );
    await eventually(
      () => port.view(),
      ({ lastHintAt = '', lastReadAt = '' }) => lastHintAt >= repeatedAt && lastReadAt >= lastHintAt,
    );
    expect(await readsOf(stack, ref)).toBeGreaterThan(0);
  });
});

/** A port whose provider sends no webhooks: those of a test are the only ones. */
async function start(stack: Stack, requestId: string): Promise<PortHandle> {
  const numbers = [{ phoneNumber: testNumber('10') }];
  return stack.porting.start({ ...twilioRequest({ requestId, numbers }), account: stack.account });
}

async function orderOf(port: PortHandle): Promise<string> {
  const { orders } = await eventually(
    () => port.view(),
    ({ orders: known }) => known.length > 0,
  );
  return orders[0]!.ref;
}

/** Posts a webhook as the provider would. @returns the status of the answer */
async function webhook(stack: Stack, ref: string): Promise<number> {
  const { statusCode, body } = await request(stack.webhookUrl, {
    dispatcher: agent,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ port_in_request_sid: ref, phone_number: testNumber('10'), status: 'pending' }),
  });
  await body.dump();
  return statusCode;
}

async function accountOf(stack: Stack): Promise<AccountView> {
  return stack.client.workflow.getHandle(accountWorkflowId('twilio', stack.account)).query(accountQuery);
}

async function readsOf(stack: Stack, ref: string): Promise<number> {
  const { requests } = await ask<{ requests: { method: string; orderRef?: string }[] }>(stack, 'requests');
  return requests.filter(({ method, orderRef }) => method === 'GET' && orderRef === ref).length;
}

async function ask<T>(stack: Stack, what: 'orders' | 'requests'): Promise<T> {
  const { body } = await request(`${stack.sandbox.url}/_control/${what}`);
  return (await body.json()) as T;
}

async function control(stack: Stack, path: string, body: object): Promise<void> {
  const answer = await request(`${stack.sandbox.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await answer.body.dump();
  expect(answer.statusCode).toBe(200);
}

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

async function historyOf(stack: Stack, workflowId: string): Promise<readonly HistoryEvent[]> {
  return (await stack.client.workflow.getHandle(workflowId).fetchHistory()).events ?? [];
}

function indexesOf(events: readonly HistoryEvent[], isWanted: (event: HistoryEvent) => unknown): number[] {
  return events.flatMap((event, index) => (isWanted(event) == null ? [] : [index]));
}

/** How many hints a signal carries. */
function hintsIn({ workflowExecutionSignaledEventAttributes: signal }: HistoryEvent): number {
  const [payload] = signal?.input?.payloads ?? [];
  return payload === undefined
    ? 0
    : defaultPayloadConverter.fromPayload<ProviderNotification>(payload).hints.length;
}
