import { Context } from '@temporalio/activity';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { accountQuery, type AccountView } from '../../src/contract/account-view';
import { providerNotified, type Hint } from '../../src/contract/messages';
import { accountWorkflowId, PROVIDER_ACCOUNT } from '../../src/contract/names';
import { PortOrderIds } from '../../src/contract/search-attributes';
import type { AccountPolicy } from '../../src/domain/account/model';
import type { PortHandle } from '../../src/client/port-handle';
import { HOUR, MINUTE, SECOND } from '../../src/domain/model/time';
import { createPortWorker } from '../../src/worker/worker';
import { testNumber } from '../scenarios/request';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { eventually } from '../support/stack';
import { READ, restOf, SkippedAccount } from './skipped-account';

/** What an account remembers beside its ports: hints for orders that no port holds, until one does. */
let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
});
afterAll(() => environment.teardown());

const PHONE = testNumber('10');

/** An account whose deliveries see the ports that a test puts into the index: this server has none. */
class AccountUnderTest {
  readonly indexed = new Set<PortHandle>();
  ports!: SkippedAccount;
  #deliveries = 0;

  static async open(name: string, execute?: ActivityInboundCallsInterceptor['execute']) {
    const under = new AccountUnderTest();
    under.ports = await SkippedAccount.open(environment, name, {
      createWorker: (options) =>
        createPortWorker({
          ...options,
          orderHolders: (keys) => under.#holders(keys),
          workflowOptions: {
            ...options.workflowOptions,
            ...(execute && { interceptors: { activity: [() => ({ inbound: { execute } })] } }),
          },
        }),
    });
    return under;
  }

  get workflowId(): string {
    return accountWorkflowId('twilio', this.ports.name);
  }

  get workflow() {
    return environment.client.workflow.getHandle(this.workflowId);
  }

  /** How often ports were looked for. */
  get deliveries(): number {
    return this.#deliveries;
  }

  /** As the receiver does it. */
  async keep(
    hints: readonly unknown[],
    carried?: { eventsPerRun?: number; policy?: Partial<AccountPolicy> },
  ): Promise<void> {
    await environment.client.workflow.signalWithStart(PROVIDER_ACCOUNT, {
      workflowId: this.workflowId,
      taskQueue: this.ports.name,
      args: carried === undefined ? [] : [carried],
      signal: providerNotified,
      signalArgs: [{ hints: hints as Hint[] }],
    });
  }

  /** A port that waits for its provider, and a hint for its order. */
  async submitted(): Promise<{ port: PortHandle; hint: Hint }> {
    const port = await this.ports.start(this.ports.request({ numbers: [{ phoneNumber: PHONE }] }));
    const { orders } = await this.ports.untilSubmitted(port);
    const updatedAt = (await this.ports.now()) - MINUTE;
    return { port, hint: { orderRef: orders[0]!.ref, phoneNumber: PHONE, updatedAt, receivedAt: 1 } };
  }

  /** The account once nothing is running in it; what a test waits for must come by itself. */
  async view(isWanted: (view: AccountView) => boolean = () => true): Promise<AccountView> {
    const ask = async () => {
      const { isQuiet } = await restOf(this.workflow, await this.ports.now());
      return isQuiet ? this.workflow.query(accountQuery) : undefined;
    };
    return (await eventually(ask, (view) => view !== undefined && isWanted(view)))!;
  }

  /** Lets time pass until the account is as wanted: always to its next look. */
  async until(isWanted: (view: AccountView) => boolean): Promise<AccountView> {
    for (;;) {
      const view = await this.view();
      if (isWanted(view)) return view;
      const next = Math.min(...view.buffered.map(({ nextTryAt }) => Date.parse(nextTryAt)));
      if (!Number.isFinite(next)) throw new Error(`Nothing will happen: ${JSON.stringify(view)}`);
      await this.ports.skipTo(next);
    }
  }

  async close(): Promise<void> {
    await this.ports.close();
  }

  /** Ends what a test began. */
  async clear(): Promise<void> {
    this.indexed.clear();
    this.#deliveries = 0;
    await this.workflow.terminate().catch(() => undefined);
    await this.ports.clear();
  }

  async #holders(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    this.#deliveries += 1;
    const found = new Map<string, string>();
    for (const port of this.indexed) {
      const { typedSearchAttributes } = await this.ports.describe(port);
      for (const key of typedSearchAttributes.get(PortOrderIds) ?? [])
        if (keys.includes(key)) found.set(key, port.workflowId);
    }
    return found;
  }
}

describe('an account', () => {
  let account: AccountUnderTest;
  beforeAll(async () => {
    account = await AccountUnderTest.open('accounts');
  });
  afterEach(() => account.clear());
  afterAll(() => account.close());

  test('hint-read: a hint that comes before its port is known makes the port read, as soon as it is', async () => {
    const { port, hint } = await account.submitted();
    const later = { ...hint, updatedAt: (await account.ports.now()) + HOUR };
    await account.keep([hint, later]);
    const before = await account.view(({ buffered: kept }) => kept.length === 1);
    await account.until(({ buffered: kept }) => kept[0]?.tries === 2);
    expect(account.ports.asked(READ)).toBe(0);

    account.indexed.add(port);
    const after = await account.until(({ buffered: kept }) => kept.length === 0);
    expect(after).toEqual({ ...before, buffered: [] });
    const { lastHintAt, lastReadAt, nextWakeAt } = await account.ports.still(port);
    expect(lastReadAt! >= lastHintAt!).toBe(true);
    expect(account.ports.asked(READ)).toBe(1);
    // The read shows nothing as new as the hint, which is for that number, so the port soon looks again.
    expect(Date.parse(nextWakeAt!) - Date.parse(lastReadAt!)).toBe(15 * SECOND);
  });

  test('many orders share their looks, and each port is told once', async () => {
    const [one, two] = [await account.submitted(), await account.submitted()];
    account.indexed.add(one.port).add(two.port);
    const strangers = Array.from({ length: 60 }, (_, at) => ({ orderRef: `KW${at}`, receivedAt: 1 }));
    await account.keep([one.hint, ...strangers, two.hint]);
    await account.until(({ buffered: kept }) => kept.length === 60);
    expect(account.deliveries).toBe(1);
    for (const { port } of [one, two]) {
      await account.ports.still(port);
      expect(await signalsOf(port.workflowId)).toBe(1);
    }
    expect(account.ports.asked(READ)).toBe(2);
  });

  test('late: a hint whose port has ended is noted, with the port', async () => {
    const { port, hint } = await account.submitted();
    account.indexed.add(port);
    await account.ports.workflow(port).terminate();
    await account.keep([hint]);
    const { afterClose: late, orphans } = await account.until(({ buffered: kept }) => kept.length === 0);
    expect(late).toEqual([
      { orderRef: hint.orderRef, requestId: port.requestId, at: expect.any(String) as string },
    ]);
    expect(orphans).toEqual([]);
  });

  test('late: what the receiver found out is noted without another look', async () => {
    await account.keep([{ orderRef: 'KW1', receivedAt: 1, endedPort: 'acme-42' }]);
    const { buffered: kept, afterClose: late } = await account.view((view) => view.afterClose.length > 0);
    expect(late).toMatchObject([{ orderRef: 'KW1', requestId: 'acme-42' }]);
    expect(kept).toEqual([]);
    await account.ports.skipFor(HOUR);
    expect(account.deliveries).toBe(0);
  });

  test('hint-read: an order that no port claims is reported as an orphan, after its time and not before', async () => {
    await account.keep([{ orderRef: 'KW1', receivedAt: 1 }], { policy: { orphanAfter: HOUR } });
    const [order] = (await account.view(({ buffered: kept }) => kept.length === 1)).buffered;
    const since = Date.parse(order!.since);
    await account.ports.skipTo(since + HOUR - MINUTE);
    expect((await account.until(() => true)).orphans).toEqual([]);
    const { orphans } = await account.until(({ buffered: kept }) => kept.length === 0);
    expect(orphans).toMatchObject([{ orderRef: 'KW1', why: 'unclaimed', since: order!.since }]);
    expect(Date.parse(orphans[0]!.reportedAt) - since).toBeGreaterThanOrEqual(HOUR);
    expect(Date.parse(orphans[0]!.reportedAt) - since).toBeLessThan(HOUR + 10 * SECOND);
  });

  test('without room, the order kept longest is reported, and none is dropped in silence', async () => {
    await account.keep([{ orderRef: 'KW1' }], { policy: { maxBuffered: 2 } });
    await account.keep([{ orderRef: 'KW2' }, { orderRef: 'KW3' }]);
    const { buffered: kept, orphans } = await account.view((view) => view.orphans.length > 0);
    expect(kept.map(({ orderRef }) => orderRef)).toEqual(['KW2', 'KW3']);
    expect(orphans).toMatchObject([{ orderRef: 'KW1', why: 'no_room' }]);
  });

  test('it goes on in runs of its own, and no hint that comes meanwhile is lost', async () => {
    const { port, hint } = await account.submitted();
    await account.keep([hint], { eventsPerRun: 1 });
    const { runId } = await account.workflow.describe();
    const refs = Array.from({ length: 200 }, (_, at) => `KW${at}`);
    for (let from = 0; from < refs.length; from += 10) {
      await Promise.all(refs.slice(from, from + 10).map((orderRef) => account.keep([{ orderRef }])));
    }
    const view = await account.view(({ buffered: kept }) => kept.length >= 201);
    expect(view.buffered.map(({ orderRef }) => orderRef).sort()).toEqual([hint.orderRef, ...refs].sort());
    expect((await account.workflow.describe()).runId).not.toBe(runId);

    account.indexed.add(port);
    await account.until(({ buffered: kept }) => kept.length === 200);
    await account.ports.still(port);
    expect(account.ports.asked(READ)).toBe(1);
    expect(await runsOf(account.workflowId, runId)).toBeGreaterThan(2);
  });

  test('it continues in the middle of its waiting as if nothing had happened', async () => {
    await account.keep([{ orderRef: 'KW1' }], { eventsPerRun: 1, policy: { orphanAfter: HOUR } });
    const { runId } = await account.workflow.describe();
    const [order] = (await account.view(({ buffered: kept }) => kept.length === 1)).buffered;
    const { orphans } = await account.until(({ buffered: kept }) => kept.length === 0);
    expect(orphans).toMatchObject([{ orderRef: 'KW1', since: order!.since }]);
    expect(Date.parse(orphans[0]!.reportedAt) - Date.parse(order!.since)).toBeLessThan(HOUR + 10 * SECOND);
    expect(await runsOf(account.workflowId, runId)).toBeGreaterThan(5);
  });

  test.each<[string, unknown[]]>([
    ['no argument', []],
    ['null', [null]],
    ['text', ['look!']],
    [
      'hints of another kind',
      [{ hints: [7, null, { orderRef: { $ne: 1 } }, { orderRef: 'KW1', numbers: 1 }] }],
    ],
    ['many arguments', [{}, {}, {}]],
  ])('a signal that cannot be understood (%s) does no harm', async (_, args) => {
    await account.keep([{ orderRef: 'KW9' }]);
    await account.workflow.signal('providerNotified', ...args);
    await account.keep([{ orderRef: 'KW8' }]);
    const { buffered: kept } = await account.view((view) =>
      view.buffered.some(({ orderRef }) => orderRef === 'KW8'),
    );
    expect(kept.map(({ orderRef }) => orderRef)).toEqual(expect.arrayContaining(['KW9', 'KW8']));
    expect((await account.workflow.describe()).status.name).toBe('RUNNING');
  });

  test("Temporal's cancel loses nothing", async () => {
    await account.keep([{ orderRef: 'KW1' }]);
    await account.view();
    await account.workflow.cancel();
    await account.keep([{ orderRef: 'KW2' }]);
    expect((await account.view(({ buffered: kept }) => kept.length === 2)).buffered).toHaveLength(2);
    await account.until(({ buffered: kept }) => kept[0]?.tries === 1);
    expect(account.deliveries).toBe(1);
  });

  test('under another id than its own it does not begin', async () => {
    const { workflow } = environment.client;
    const handle = await workflow.start(PROVIDER_ACCOUNT, {
      workflowId: `accounts-${account.ports.name}`,
      taskQueue: account.ports.name,
    });
    await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'invalid_request' } });
  });

  test('what it shows has no phone number in it', async () => {
    const { port, hint } = await account.submitted();
    await account.keep([hint, { ...hint, orderRef: 'KW1', endedPort: port.requestId }]);
    const view = await account.view(
      ({ buffered: kept, afterClose: late }) => kept.length === 1 && late.length === 1,
    );
    const metadata = await account.workflow.query('__temporal_workflow_metadata');
    const { currentDetails = '' } = metadata as { currentDetails?: string };
    expect(currentDetails).toContain(hint.orderRef);
    expect(currentDetails).toContain(port.requestId);
    expect(currentDetails + JSON.stringify(view)).not.toContain(PHONE.slice(-10));
    expect(JSON.stringify(metadata)).toContain('Example: {\\"hints\\"');
  });
});

describe.each<[string, string, ActivityInboundCallsInterceptor['execute']]>([
  [
    'runs twice',
    'twice',
    async (input, next) => {
      if (isDelivery()) await next(input);
      return next(input);
    },
  ],
  [
    'is done and then lost',
    'lost',
    async (input, next) => {
      const result: unknown = await next(input);
      if (isDelivery() && Context.current().info.attempt === 1) throw new Error('The worker died.');
      return result;
    },
  ],
])('same-twice: a delivery that %s', (_, name, execute) => {
  let account: AccountUnderTest;
  beforeAll(async () => {
    account = await AccountUnderTest.open(`delivery-${name}`, execute);
  });
  afterAll(async () => {
    await account.clear();
    await account.close();
  });

  test('delivers, notes and keeps as one does', async () => {
    const [open, ended] = [await account.submitted(), await account.submitted()];
    account.indexed.add(open.port).add(ended.port);
    await account.ports.workflow(ended.port).terminate();
    const stranger = { orderRef: 'KW1', receivedAt: 1 };
    await account.keep([open.hint, ended.hint, stranger]);
    await account.ports.skipFor(10 * SECOND);
    if (name === 'lost') await account.ports.skipFor(SECOND);
    const {
      buffered: kept,
      afterClose: late,
      orphans,
    } = await account.view((view) => view.buffered.length === 1);
    expect(kept).toMatchObject([{ orderRef: 'KW1', tries: 1 }]);
    expect(late).toMatchObject([{ orderRef: ended.hint.orderRef, requestId: ended.port.requestId }]);
    expect(orphans).toEqual([]);
    expect(account.deliveries).toBe(2);

    expect((await account.ports.still(open.port)).phase).toBe('waiting_for_foc');
    expect(await signalsOf(open.port.workflowId)).toBe(2);
    expect(account.ports.asked(READ)).toBeLessThanOrEqual(2);
    expect(account.ports.asked(READ)).toBeGreaterThan(0);
  });
});

function isDelivery(): boolean {
  return Context.current().info.activityType === 'deliverHints';
}

async function signalsOf(workflowId: string): Promise<number> {
  const { events } = await environment.client.workflow.getHandle(workflowId).fetchHistory();
  return (events ?? []).filter((event) => event.workflowExecutionSignaledEventAttributes).length;
}

/** How many runs a workflow has taken so far, followed from the first. */
async function runsOf(workflowId: string, firstRunId: string): Promise<number> {
  let runs = 0;
  for (let runId: string | null | undefined = firstRunId; runId; runs++) {
    const { events } = await environment.client.workflow.getHandle(workflowId, runId).fetchHistory();
    runId = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
  return runs;
}
